package dev.rowcast.examples.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The mirror, and Rowcast with its embedded broker, each in a process of its own, on a real database. */
final class MirrorIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    private static Path directory = Path.of("unset");

    @SuppressWarnings("NullAway.Init")
    private static TestingServer server;

    @SuppressWarnings("NullAway.Init")
    private static TestingCut network;

    @SuppressWarnings("NullAway.Init")
    private static TestingProcess rowcast;

    @BeforeAll
    static void start() throws Exception {
        server = TestingServer.start();
        server.execute(Kinds.CREATE, "CREATE TABLE copy.kinds LIKE shop.kinds");
        network = new TestingCut();
        startRowcast();
    }

    @AfterAll
    static void stop() throws Exception {
        rowcast.close();
        network.close();
        server.close();
    }

    private static void startRowcast() throws Exception {
        rowcast = TestingProcess.rowcast(Map.of(
                "MYSQL_HOST", "127.0.0.1",
                "MYSQL_PORT", Integer.toString(server.port()),
                "MYSQL_USER", "rowcast",
                "MYSQL_PASSWORD", "rowcast",
                "MYSQL_DATABASE", "shop",
                "ROWCAST_TABLES", "orders,kinds",
                "ROWCAST_DATA_DIR", directory.toString(),
                "ROWCAST_MQTT_PORT", "0",
                "ROWCAST_WS_PORT", "0",
                "ROWCAST_HTTP_PORT", "0"));
        String address = rowcast.awaitLine("mqtt://").replaceFirst(".*(mqtt://[0-9.:]+).*", "$1");
        network.forwardTo(URI.create(address).getPort());
    }

    /** Without a goodbye, and with it goes what its broker retained. */
    private static void restartRowcast() throws Exception {
        rowcast.kill();
        startRowcast();
    }

    @BeforeEach
    void createTarget() throws Exception {
        server.execute(
                "DROP TABLE IF EXISTS copy.orders, copy.orders_mirror", "CREATE TABLE copy.orders LIKE shop.orders");
    }

    @AfterEach
    void empty() throws Exception {
        server.execute("DELETE FROM shop.orders");
    }

    private static Map<String, String> settings(String table) {
        return Map.of(
                "MQTT_URL",
                "mqtt://127.0.0.1:" + network.port(),
                "MIRROR_TABLE",
                table,
                "MIRROR_JDBC_URL",
                server.jdbcUrl("copy"),
                "MIRROR_USER",
                server.user(),
                "MIRROR_PASSWORD",
                server.user(),
                // so that it matters that messages are acknowledged
                "MIRROR_RECEIVE_MAXIMUM",
                "100");
    }

    private static TestingProcess mirror() throws Exception {
        return TestingProcess.mirror(settings("orders"));
    }

    private static void awaitEqual(String table) {
        Awaitility.await(table + " is equal")
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() ->
                        assertThat(server.rows("copy." + table, "id")).isEqualTo(server.rows("shop." + table, "id")));
    }

    @Test
    void equalAfterKillsAndCutsUnderWriters() throws Exception {
        try (RandomWriters writers = RandomWriters.start(server, 1)) {
            for (int round = 0; round < 2; round++) {
                try (TestingProcess mirror = mirror()) {
                    mirror.awaitLine("Mirroring");
                    writers.awaitTransactions(200);
                    network.cut();
                    writers.awaitTransactions(200);
                }
                writers.awaitTransactions(50);
            }
            try (TestingProcess mirror = mirror()) {
                restartRowcast();
                writers.awaitTransactions(200);
                writers.stop();
                awaitEqual("orders");
                mirror.awaitLine("Equal:");
                awaitEqual("orders");
            }
        }
    }

    @Test
    void rowsThatWentWhileNobodyLookedAreRemoved() throws Exception {
        server.execute(
                "INSERT INTO shop.orders (id, customer_name, product_name) VALUES (1, 'Ada', 'Lamp'), (2, 'Alan', 'Chess')");
        try (TestingProcess mirror = mirror()) {
            mirror.awaitLine("Equal:");
            awaitEqual("orders");
        }
        server.execute("DELETE FROM shop.orders WHERE id = 1");
        restartRowcast();
        try (TestingProcess mirror = mirror()) {
            mirror.awaitLine("Equal:");
            awaitEqual("orders");
            server.execute("INSERT INTO shop.orders (id, customer_name, product_name) VALUES (1, 'Ada', 'Lamp')");
            awaitEqual("orders");
        }
    }

    @Test
    void everyKindOfValueArrivesAsItWas() throws Exception {
        server.execute(Kinds.INSERT);
        try (TestingProcess mirror = TestingProcess.mirror(settings("kinds"))) {
            mirror.awaitLine("Equal:");
            assertThat(server.rows("copy.kinds", "id")).hasSize(Kinds.ROWS);
            awaitEqual("kinds");
            server.execute(
                    "UPDATE shop.kinds SET word = 'ŻÓŁĆ', id = 'żółć/1' WHERE id = 'żółć'",
                    "DELETE FROM shop.kinds WHERE id = ''");
            awaitEqual("kinds");
        }
    }

    @Test
    void aTableThatIsNotItsOwnIsLeftAlone() throws Exception {
        server.execute("INSERT INTO copy.orders (id, customer_name, product_name) VALUES (9, 'Eve', 'Key')");
        try (TestingProcess mirror = mirror()) {
            assertThat(mirror.awaitEnd()).isEqualTo(78);
            assertThat(mirror.output())
                    .contains("mirror: The target's table orders has 1 rows, of which the mirror has written 0");
        }
        assertThat(server.number("SELECT COUNT(*) FROM copy.orders")).isEqualTo(1);
    }

    @Test
    void aUniqueIndexIsRefused() throws Exception {
        server.execute("ALTER TABLE copy.orders ADD UNIQUE by_name (customer_name)");
        try (TestingProcess mirror = mirror()) {
            assertThat(mirror.awaitEnd()).isEqualTo(78);
            assertThat(mirror.output()).contains("the unique index by_name: drop it");
        }
    }

    @Test
    void aColumnThatTheTargetLacksIsNamed() throws Exception {
        server.execute(
                "ALTER TABLE copy.orders DROP COLUMN quantity",
                "INSERT INTO shop.orders (id, customer_name, product_name) VALUES (1, 'Ada', 'Lamp')");
        try (TestingProcess mirror = mirror()) {
            assertThat(mirror.awaitEnd()).isEqualTo(78);
            assertThat(mirror.output()).contains("The source has a column quantity, the target's table orders has not");
        }
    }
}
