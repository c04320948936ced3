package dev.rowcast.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.rowcast.change.TableId;
import dev.rowcast.testing.TestingDatabase;
import dev.rowcast.testing.TestingFlavour;
import dev.rowcast.testing.TestingMosquitto;
import dev.rowcast.testing.TestingRowcast;
import dev.rowcast.testing.TestingSettings;
import dev.rowcast.testing.TestingSubscriber;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tables that patterns match, made, renamed and dropped while they are followed and while they are not. */
final class PatternsIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String COLUMNS = " (id INT PRIMARY KEY, v INT)";

    @TempDir
    private Path directory = Path.of("unset");

    private static void clean(TestingDatabase database) throws SQLException {
        database.execute("DROP VIEW IF EXISTS pt_view", "DROP TABLE IF EXISTS away_1, away_2, away_3");
        for (String table : tables(database, "pt\\_%")) {
            database.execute("DROP TABLE " + table);
        }
    }

    private static List<String> tables(TestingDatabase database, String like) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (Connection connection = database.rootConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT TABLE_NAME FROM information_schema.TABLES"
                        + " WHERE TABLE_SCHEMA = 'shop' AND TABLE_TYPE = 'BASE TABLE' AND TABLE_NAME LIKE '" + like
                        + "' ORDER BY 1")) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        return tables;
    }

    /** What the broker has to hold of the tables that there are. */
    private static Map<String, String> expected(TestingDatabase database) throws SQLException {
        Map<String, String> state = new TreeMap<>();
        List<String> tables = tables(database, "pt\\_%");
        tables.removeIf(table -> table.startsWith("pt_no"));
        try (Connection connection = database.rootConnection();
                Statement statement = connection.createStatement()) {
            for (String table : tables) {
                try (ResultSet rows = statement.executeQuery("SELECT id, v FROM " + table)) {
                    while (rows.next()) {
                        state.put(
                                table + "/state/" + rows.getInt(1),
                                "{\"id\":" + rows.getInt(1) + ",\"v\":" + rows.getInt(2) + "}");
                    }
                }
            }
        }
        return state;
    }

    private static void awaitStateEqualsTables(TestingDatabase database, URI broker) {
        await("the state equals the tables")
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> assertThat(TestingSubscriber.retained(broker, "+/state/+"))
                        .isEqualTo(expected(database)));
    }

    private static TestingSettings patterns(TestingSettings settings) {
        return settings.with("ROWCAST_TABLES", "pt_*, !pt_not*");
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void tablesAreMadeRenamedAndDroppedUnderLoad(TestingFlavour flavour) throws Exception {
        TestingDatabase database = flavour.shared();
        clean(database);
        database.execute(
                "CREATE TABLE pt_busy" + COLUMNS,
                "CREATE TABLE pt_nokey (v INT)",
                "CREATE TABLE pt_notwanted" + COLUMNS,
                "CREATE VIEW pt_view AS SELECT * FROM pt_busy",
                "INSERT INTO pt_busy VALUES (1, 1), (2, 2)",
                "INSERT INTO pt_nokey VALUES (1)");
        AtomicBoolean enough = new AtomicBoolean();
        try (TestingRowcast rowcast = TestingRowcast.start(patterns(TestingSettings.embedded(database, directory)));
                TestingSubscriber subscriber = TestingSubscriber.connect(rowcast.mqttUrl(), "#")) {
            CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> write(database, enough));
            for (int i = 1; i <= 8; i++) {
                database.execute(
                        "CREATE TABLE pt_new" + i + COLUMNS,
                        "INSERT INTO pt_new" + i + " VALUES (1, " + i + "), (2, 0)",
                        "UPDATE pt_new" + i + " SET v = v + 1 WHERE id = 2",
                        "CREATE TABLE away_1" + COLUMNS,
                        "INSERT INTO away_1 VALUES (7, 7), (8, 8)",
                        "RENAME TABLE away_1 TO pt_in" + i,
                        "CREATE TABLE pt_select" + i + COLUMNS + " SELECT id, v FROM pt_in" + i,
                        "INSERT INTO pt_notwanted VALUES (" + i + ", 0)",
                        "INSERT INTO pt_nokey VALUES (" + i + ")");
                if (i % 2 == 0) {
                    database.execute(
                            "DROP TABLE pt_new" + i,
                            "RENAME TABLE pt_in" + i + " TO away_2",
                            "UPDATE away_2 SET v = 0",
                            "DROP TABLE away_2",
                            "TRUNCATE TABLE pt_select" + i,
                            "INSERT INTO pt_select" + i + " VALUES (9, 9)");
                }
            }
            enough.set(true);
            writer.get(30, TimeUnit.SECONDS);

            awaitStateEqualsTables(database, rowcast.mqttUrl());
            rowcast.awaitReady();
            for (int i = 1; i <= 8; i++) {
                int number = i;
                subscriber.await("its event", message -> message.topic().equals("pt_new" + number + "/inserted/1"));
                subscriber.await("its event", message -> message.topic().equals("pt_new" + number + "/updated/2"));
            }
            assertThat(subscriber.received())
                    .noneMatch(message -> message.topic().matches("(pt_no|pt_view|away).*"));
            assertThat(rowcast.status().rows().keySet())
                    .contains(new TableId("shop", "pt_in1"), new TableId("shop", "pt_busy"))
                    .doesNotContain(new TableId("shop", "pt_new2"), new TableId("shop", "pt_in2"));
        } finally {
            enough.set(true);
        }
    }

    private static void write(TestingDatabase database, AtomicBoolean enough) {
        try (Connection connection = database.rootConnection();
                Statement statement = connection.createStatement()) {
            for (int i = 3; !enough.get(); i++) {
                statement.execute("INSERT INTO pt_busy VALUES (" + i + ", 0)");
                statement.execute("UPDATE pt_busy SET v = v + 1 WHERE id <= 2");
                statement.execute("DELETE FROM pt_busy WHERE id = " + (i - 20) + " AND id > 2");
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void tablesComeAndGoWhileItIsDown(TestingFlavour flavour) throws Exception {
        TestingDatabase database = flavour.shared();
        clean(database);
        database.execute(
                "CREATE TABLE pt_stays" + COLUMNS,
                "CREATE TABLE pt_goes" + COLUMNS,
                "CREATE TABLE pt_leaves" + COLUMNS,
                "CREATE TABLE away_1" + COLUMNS,
                "INSERT INTO pt_stays VALUES (1, 1)",
                "INSERT INTO pt_goes VALUES (1, 1)",
                "INSERT INTO pt_leaves VALUES (1, 1)",
                "INSERT INTO away_1 VALUES (1, 1)");
        try (TestingMosquitto broker = TestingMosquitto.start(directory)) {
            TestingSettings settings = patterns(TestingSettings.external(database, directory, broker));
            TestingRowcast.start(settings).close();
            awaitStateEqualsTables(database, broker.mqttUrl());

            database.execute(
                    "UPDATE pt_goes SET v = 2",
                    "INSERT INTO pt_goes VALUES (2, 2)",
                    "DROP TABLE pt_goes",
                    "UPDATE pt_leaves SET v = 2",
                    "RENAME TABLE pt_leaves TO away_2",
                    "RENAME TABLE away_1 TO pt_comes",
                    "CREATE TABLE pt_short" + COLUMNS,
                    "INSERT INTO pt_short VALUES (1, 1)",
                    "DROP TABLE pt_short",
                    "CREATE TABLE pt_made" + COLUMNS,
                    "INSERT INTO pt_made VALUES (1, 1)",
                    "UPDATE pt_stays SET v = 2");
            try (TestingSubscriber subscriber = TestingSubscriber.connect(broker.mqttUrl(), "+/+/+");
                    TestingRowcast rowcast = TestingRowcast.start(settings)) {
                subscriber.await("a change of a table that is gone", message -> message.topic()
                        .equals("pt_goes/inserted/2"));
                subscriber.await("a change of a table that was", message -> message.topic()
                        .equals("pt_short/inserted/1"));
                subscriber.await("the last change", message -> message.topic().equals("pt_stays/updated/1"));
                rowcast.awaitReady();
                awaitStateEqualsTables(database, broker.mqttUrl());
                assertThat(subscriber.events().stream()
                                .filter(event -> event.topic().startsWith("pt_stays"))
                                .toList())
                        .hasSize(1);
            }
            TestingRowcast.start(settings.with("ROWCAST_TABLES", "pt_stays, pt_ma??"))
                    .close();
            assertThat(TestingSubscriber.retained(broker.mqttUrl(), "+/state/+").keySet())
                    .containsExactly("pt_made/state/1", "pt_stays/state/1");
        }
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void aTableThatCanNotBeFollowedIsLeftOutUntilItCan(TestingFlavour flavour) throws Exception {
        TestingDatabase database = flavour.shared();
        clean(database);
        database.execute("CREATE TABLE pt_a" + COLUMNS, "INSERT INTO pt_a VALUES (1, 1)");
        try (TestingRowcast rowcast = TestingRowcast.start(patterns(TestingSettings.embedded(database, directory)))) {
            database.execute(
                    "CREATE TABLE pt_b (id INT NOT NULL, v INT)",
                    "INSERT INTO pt_b VALUES (1, 1)",
                    "ALTER TABLE pt_b ADD PRIMARY KEY (id)",
                    "INSERT INTO pt_b VALUES (2, 2)",
                    "ALTER TABLE pt_a DROP PRIMARY KEY",
                    "INSERT INTO pt_a VALUES (1, 1)");
            await("what is left").atMost(LIMIT).untilAsserted(() -> assertThat(
                            TestingSubscriber.retained(rowcast.mqttUrl(), "+/state/+"))
                    .containsOnlyKeys("pt_b/state/1", "pt_b/state/2"));
            rowcast.awaitReady();

            database.execute("DELETE FROM pt_a LIMIT 1", "ALTER TABLE pt_a ADD PRIMARY KEY (id)");
            awaitStateEqualsTables(database, rowcast.mqttUrl());
        }
    }

    @Test
    void patternsThatMatchNothingAtAllKeepItFromStarting() throws Exception {
        TestingDatabase database = TestingFlavour.MARIADB.shared();
        clean(database);
        TestingSettings settings = TestingSettings.embedded(database, directory).with("ROWCAST_TABLES", "order_*");

        assertThat(catchThrowable(() -> TestingRowcast.start(settings)))
                .hasStackTraceContaining("pattern shop.order_*: found no table that matches and can be followed")
                .hasStackTraceContaining("did you mean ")
                .hasStackTraceContaining("shop.orders");
    }
}
