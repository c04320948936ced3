package dev.rowcast.examples.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rowcast.examples.follower.Change;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
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

    /** Rowcast is killed while the mirror is away: what was deleted meanwhile is told by nobody. */
    @Test
    void equalAfterKillsAndCutsUnderWriters() throws Exception {
        try (RandomWriters writers = RandomWriters.start(server, 1)) {
            try (TestingProcess mirror = mirror()) {
                mirror.awaitLine("Mirroring");
                writers.awaitTransactions(200);
                network.cut();
                writers.awaitTransactions(200);
            }
            writers.awaitTransactions(100);
            restartRowcast();
            try (TestingProcess mirror = mirror()) {
                writers.awaitTransactions(200);
                network.cut();
                writers.awaitTransactions(50);
                writers.stop();
                mirror.awaitLine("Equal:");
                awaitEqual("orders");
            }
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
    void whatHasToBeMendedEndsItWithTheRemedy() throws Exception {
        server.execute("ALTER TABLE copy.orders ADD UNIQUE by_name (customer_name)");
        try (TestingProcess mirror = mirror()) {
            assertThat(mirror.awaitEnd()).isEqualTo(78);
            assertThat(mirror.output())
                    .contains("mirror: The target's table orders has the unique index by_name: drop it");
        }
    }

    private static Target target() throws Exception {
        return Target.open(new MirrorSettings.Target(server.jdbcUrl("copy"), server.user(), server.user(), "orders"));
    }

    private static Change.State order(int id, String version) {
        return Changes.state(
                Integer.toString(id),
                version,
                """
                {"id":%d,"customer_name":"Ada","product_name":"Lamp","quantity":1,"total":"1.00","status":"pending",
                 "created_at":"2026-11-20T09:12:00.123Z","updated_at":"2026-11-20T09:12:00.123Z"}"""
                        .formatted(id));
    }

    private static long copies() throws Exception {
        return server.number("SELECT COUNT(*) FROM copy.orders");
    }

    @Test
    void rowsThatAConnectionIsNotToldOfAreRemovedAndComeBackWithTheirVersion() throws Exception {
        try (Target target = target()) {
            target.apply(List.of(order(1, "v1"), order(2, "v2")));
        }
        try (Target target = target()) {
            target.apply(List.of(order(2, "v2")));
            assertThat(target.told()).isEqualTo(1);
            assertThat(target.removeGhosts()).isEqualTo(1);
            assertThat(copies()).isEqualTo(1);
            target.apply(List.of(order(1, "v1")));
            assertThat(copies()).isEqualTo(2);
        }
    }

    @Test
    void anOlderStateBringsNoDeletedRowBackAlsoAfterARestart() throws Exception {
        try (Target target = target()) {
            target.apply(List.of(order(1, "v1")));
            target.apply(List.of(Changes.gone("1", "v2")));
        }
        try (Target target = target()) {
            target.apply(List.of(order(1, "v1")));
            assertThat(copies()).isZero();
            target.apply(List.of(order(1, "v3")));
            assertThat(copies()).isEqualTo(1);
        }
    }

    @Test
    void twoMirrorsDoNotWriteToOneTable() throws Exception {
        try (Target first = target()) {
            first.apply(List.of(order(1, "v1")));
            assertThatThrownBy(MirrorIT::target).isInstanceOfSatisfying(SQLException.class, e -> {
                assertThat(e.getMessage()).contains("another mirror is at work");
                assertThat(SqlFailure.isPassing(e)).isTrue();
            });
        }
    }

    @Test
    void aTableThatIsNotItsOwnIsLeftAlone() throws Exception {
        server.execute("INSERT INTO copy.orders (id, customer_name, product_name) VALUES (9, 'Eve', 'Key')");
        assertThatThrownBy(MirrorIT::target)
                .isInstanceOf(MisfitException.class)
                .hasMessageContaining("has 1 rows, of which the mirror has written 0");
        assertThat(copies()).isEqualTo(1);
    }

    @Test
    void columnsThatDifferAreNamed() throws Exception {
        server.execute("ALTER TABLE copy.orders DROP COLUMN quantity");
        try (Target target = target()) {
            assertThatThrownBy(() -> target.apply(List.of(order(1, "v1"))))
                    .hasMessageContaining("The source has a column quantity, the target's table orders has not");
        }
        server.execute(
                "ALTER TABLE copy.orders ADD COLUMN quantity INT UNSIGNED NOT NULL",
                "ALTER TABLE copy.orders ADD COLUMN note TEXT");
        try (Target target = target()) {
            assertThatThrownBy(() -> target.apply(List.of(order(1, "v1"))))
                    .hasMessageContaining("The target's column note is not told of the source");
        }
    }
}
