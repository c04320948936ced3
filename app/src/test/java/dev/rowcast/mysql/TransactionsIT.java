package dev.rowcast.mysql;

import static dev.rowcast.mysql.WatchedTable.told;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.change.Position;
import dev.rowcast.change.StreamItem;
import dev.rowcast.change.StreamItem.Commit;
import dev.rowcast.change.StreamItem.RowChange;
import dev.rowcast.change.StreamItem.TableAltered;
import dev.rowcast.testing.TestingDatabase;
import dev.rowcast.testing.TestingFlavour;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every kind of statement and transaction that changes rows. */
final class TransactionsIT {
    private static final String COLUMNS = "id INT PRIMARY KEY, v VARCHAR(200)";
    static final String MANY = "SELECT 100 * a.n + 10 * b.n + c.n AS n FROM"
            + " (SELECT 0 AS n UNION SELECT 1 UNION SELECT 2 UNION SELECT 3 UNION SELECT 4 UNION SELECT 5 UNION SELECT 6"
            + " UNION SELECT 7 UNION SELECT 8 UNION SELECT 9) a,"
            + " (SELECT 0 AS n UNION SELECT 1 UNION SELECT 2 UNION SELECT 3 UNION SELECT 4 UNION SELECT 5 UNION SELECT 6"
            + " UNION SELECT 7 UNION SELECT 8 UNION SELECT 9) b,"
            + " (SELECT 0 AS n UNION SELECT 1 UNION SELECT 2 UNION SELECT 3 UNION SELECT 4 UNION SELECT 5 UNION SELECT 6"
            + " UNION SELECT 7 UNION SELECT 8 UNION SELECT 9) c";
    private static final int MARKER = 99_999;

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void oneStatementFillsSeveralRowsEventsOfOneTable(TestingFlavour flavour) throws Exception {
        try (WatchedTable table = WatchedTable.create(flavour.shared(), COLUMNS)) {
            Position before = table.position();
            table.execute(
                    "INSERT INTO %s SELECT n, REPEAT('x', 150) FROM (" + MANY + ") many",
                    "UPDATE %s SET v = CONCAT('y', id)",
                    "DELETE FROM %s WHERE id % 2 = 1");

            List<StreamItem> items = table.itemsUpToNow(before, MARKER);

            assertThat(items).hasSize(1000 + 1 + 1000 + 1 + 500 + 1 + 2);
            assertThat(items.subList(0, 1000))
                    .extracting(item -> ((RowChange) item).source().row())
                    .isEqualTo(IntStream.rangeClosed(1, 1000)
                            .mapToObj(Long::valueOf)
                            .toList());
            table.assertLeadTo(items);
        }
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void oneStatementChangesSeveralTables(TestingFlavour flavour) throws Exception {
        try (WatchedTable one = WatchedTable.create(flavour.shared(), COLUMNS);
                WatchedTable other = WatchedTable.create(flavour.shared(), COLUMNS)) {
            WatchedTable both = one.with(other);
            String name = other.id().table();
            Position before = both.position();
            both.execute(
                    "INSERT INTO %s SELECT n, REPEAT('x', 150) FROM (" + MANY + ") many",
                    "INSERT INTO " + name + " SELECT * FROM %s",
                    "UPDATE %s a JOIN " + name + " b ON a.id = b.id SET a.v = 'changed', b.v = 'too' WHERE a.id < 700",
                    "DELETE a, b FROM %s a JOIN " + name + " b ON a.id = b.id WHERE a.id BETWEEN 600 AND 800",
                    "BEGIN",
                    "INSERT INTO %s VALUES (5000, 'a')",
                    "INSERT INTO " + name + " VALUES (5000, 'b')",
                    "COMMIT");

            List<StreamItem> items = both.itemsUpToNow(before, MARKER);

            assertThat(items.stream().filter(Commit.class::isInstance)).hasSize(6);
            one.assertLeadTo(items);
            other.assertLeadTo(items);
        }
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void whatASavepointUndoesIsNotTold(TestingFlavour flavour) throws Exception {
        try (WatchedTable table = WatchedTable.create(flavour.shared(), COLUMNS)) {
            Position before = table.position();
            table.execute(
                    "BEGIN",
                    "INSERT INTO %s VALUES (1, 'kept')",
                    "SAVEPOINT s",
                    "INSERT INTO %s VALUES (2, 'undone')",
                    "ROLLBACK TO s",
                    "INSERT INTO %s VALUES (3, 'kept')",
                    "RELEASE SAVEPOINT s",
                    "COMMIT",
                    "BEGIN",
                    "INSERT INTO %s VALUES (4, 'undone')",
                    "ROLLBACK");

            assertThat(told(table.itemsUpToNow(before, MARKER)))
                    .containsExactly(
                            "INSERT {\"id\":1,\"v\":\"kept\"}",
                            "INSERT {\"id\":3,\"v\":\"kept\"}",
                            "INSERT {\"id\":99999,\"v\":null}");
        }
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void upsertsReplacementsAndMovedKeysLeadToTheTable(TestingFlavour flavour) throws Exception {
        try (WatchedTable table =
                WatchedTable.create(flavour.shared(), "id INT PRIMARY KEY, v VARCHAR(200), u INT UNIQUE")) {
            Position before = table.position();
            table.execute(
                    "INSERT INTO %s VALUES (1, 'a', 10), (2, 'b', 20), (3, 'c', 30)",
                    "INSERT INTO %s VALUES (1, 'x', 11), (4, 'd', 40) ON DUPLICATE KEY UPDATE v = 'upserted'",
                    "INSERT INTO %s VALUES (9, 'x', 20) ON DUPLICATE KEY UPDATE id = 22, v = 'moved by upsert'",
                    "INSERT IGNORE INTO %s VALUES (1, 'x', 10), (5, 'e', 50)",
                    "REPLACE INTO %s VALUES (1, 'replaced', 10), (6, 'f', 60)",
                    "REPLACE INTO %s VALUES (3, 'replaces two', 10)",
                    "UPDATE %s SET id = id + 1 ORDER BY id DESC",
                    "BEGIN",
                    "UPDATE %s SET id = -1 WHERE id = 5",
                    "UPDATE %s SET id = 5 WHERE id = 6",
                    "UPDATE %s SET id = 6 WHERE id = -1",
                    "COMMIT");

            List<StreamItem> items = table.itemsUpToNow(before, MARKER);

            table.assertLeadTo(items);
            assertThat(told(items))
                    .contains(
                            "UPDATE {\"id\":1,\"v\":\"upserted\",\"u\":10}",
                            "DELETE {\"id\":2,\"v\":\"b\",\"u\":20}",
                            "INSERT {\"id\":22,\"v\":\"moved by upsert\",\"u\":20}",
                            "INSERT {\"id\":6,\"v\":\"d\",\"u\":40}",
                            "INSERT {\"id\":5,\"v\":\"e\",\"u\":50}");
        }
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void loadDataIsToldRowByRow(TestingFlavour flavour) throws Exception {
        try (WatchedTable table = WatchedTable.create(flavour.shared(), COLUMNS)) {
            Position before = table.position();
            String file = serverFile(table.database());
            table.execute(
                    "SELECT n, CONCAT('loaded ', n) FROM (" + MANY + ") many INTO OUTFILE '" + file + "'",
                    "LOAD DATA INFILE '" + file + "' INTO TABLE %s",
                    "LOAD DATA INFILE '" + file + "' REPLACE INTO TABLE %s (id, v) SET v = 'again'");

            List<StreamItem> items = table.itemsUpToNow(before, MARKER);

            table.assertLeadTo(items);
            assertThat(told(items)).contains("INSERT {\"id\":7,\"v\":\"loaded 7\"}");
            assertThat(items).noneMatch(TableAltered.class::isInstance);
        }
    }

    private static String serverFile(TestingDatabase database) throws Exception {
        try (Connection connection = database.rootConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT @@secure_file_priv, @@tmpdir")) {
            row.next();
            String directory = Objects.requireNonNullElse(row.getString(1), "");
            return (directory.isEmpty() ? row.getString(2) : directory) + "/rowcast-" + UUID.randomUUID();
        }
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void otherTablesCostNothingWhateverIsInThem(TestingFlavour flavour) throws Exception {
        try (WatchedTable table = WatchedTable.create(flavour.shared(), COLUMNS)) {
            Position before = table.position();
            String odd =
                    flavour == TestingFlavour.MYSQL ? "j JSON, g GEOMETRY, x VECTOR" : "j UUID, g GEOMETRY, x INET6";
            String schema = table.id().table() + "_schema";
            table.execute(
                    "CREATE DATABASE " + schema,
                    "CREATE TABLE " + schema + ".%s (" + odd + ")",
                    "INSERT INTO " + schema + ".%s (g) VALUES (POINT(1, 2)), (NULL)",
                    "BEGIN",
                    "INSERT INTO " + schema + ".%s (g) VALUES (POINT(3, 4))",
                    "INSERT INTO %s VALUES (1, 'a')",
                    "INSERT INTO " + schema + ".%s (g) VALUES (POINT(3, 4))",
                    "COMMIT",
                    "UPDATE " + schema + ".%s SET g = NULL",
                    "DELETE FROM " + schema + ".%s",
                    "DROP DATABASE " + schema);

            List<StreamItem> items = table.itemsUpToNow(before, MARKER);

            assertThat(told(items))
                    .containsExactly("INSERT {\"id\":1,\"v\":\"a\"}", "INSERT {\"id\":99999,\"v\":null}");
            assertThat(items.stream().filter(Commit.class::isInstance)).hasSize(8);
        }
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void tablesWithoutTransactionsAreToldStatementByStatement(TestingFlavour flavour) throws Exception {
        try (WatchedTable table = WatchedTable.create(flavour.shared(), COLUMNS)) {
            table.execute("ALTER TABLE %s ENGINE = MyISAM");
            Position before = table.position();
            table.execute(
                    "INSERT INTO %s VALUES (1, 'a'), (2, 'b'), (3, 'c')",
                    "UPDATE %s SET v = 'd' WHERE id > 1", "BEGIN", "DELETE FROM %s WHERE id = 2", "ROLLBACK");

            List<StreamItem> items = table.itemsUpToNow(before, MARKER);

            assertThat(told(items)).contains("DELETE {\"id\":2,\"v\":\"d\"}");
            table.assertLeadTo(items);
        }
    }

    @Test
    void mixedTransactionsOnMariadbThatAreUndoneInPartAreReadAnew() throws Exception {
        TestingDatabase database = TestingFlavour.MARIADB.shared();
        try (WatchedTable table = WatchedTable.create(database, COLUMNS)) {
            table.execute("CREATE TABLE %s_myisam (id INT PRIMARY KEY) ENGINE = MyISAM");
            Position before = table.position();
            table.execute(
                    "BEGIN",
                    "INSERT INTO %s VALUES (1, 'kept')",
                    "SAVEPOINT s",
                    "INSERT INTO %s VALUES (2, 'undone')",
                    "INSERT INTO %s_myisam VALUES (1)",
                    "ROLLBACK TO s",
                    "COMMIT",
                    "XA START '%s'",
                    "INSERT INTO %s VALUES (3, 'kept')",
                    "SAVEPOINT s",
                    "INSERT INTO %s VALUES (4, 'undone')",
                    "INSERT INTO %s_myisam VALUES (2)",
                    "ROLLBACK TO s",
                    "XA END '%s'",
                    "XA PREPARE '%s'",
                    "XA COMMIT '%s'");

            List<StreamItem> items = table.itemsUpToNow(before, MARKER);

            assertThat(items.stream().filter(TableAltered.class::isInstance)).hasSize(2);
            assertThat(table.snapshot())
                    .containsExactlyInAnyOrder(
                            "{\"id\":1,\"v\":\"kept\"}", "{\"id\":3,\"v\":\"kept\"}", "{\"id\":99999,\"v\":null}");
            table.execute("DROP TABLE %s_myisam");
        }
    }
}
