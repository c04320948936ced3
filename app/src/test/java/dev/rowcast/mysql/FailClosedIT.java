package dev.rowcast.mysql;

import static dev.rowcast.mysql.WatchedTable.told;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.change.Position;
import dev.rowcast.mysql.WatchedTable.Stopped;
import dev.rowcast.testing.TestingDatabase;
import dev.rowcast.testing.TestingFlavour;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What can not be followed stops the stream, and says what, where and how to go on; what came before is still told. */
final class FailClosedIT {
    private static final String COLUMNS = "id INT PRIMARY KEY, v VARCHAR(200), b BLOB";
    private static final String FIRST = "INSERT {\"id\":1,\"v\":\"before\",\"b\":\"eA==\"}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    MARIADB | INSERT INTO %s VALUES (2, 'a', NULL)
                    MYSQL   | INSERT INTO %s VALUES (2, 'a', NULL)
                    MARIADB | UPDATE shop.%s SET v = 'b'
                    MYSQL   | /* hidden */ DELETE FROM shop . %s
                    MYSQL   | WITH x AS (SELECT 1) UPDATE %s SET v = 'b'
                    MARIADB | REPLACE %s SELECT 1, 'x', NULL
                    MYSQL   | XA START '%s'; INSERT INTO %s VALUES (2, 'a', NULL); XA END '%s'; XA PREPARE '%s'; XA ROLLBACK '%s'
                    """)
    void statementsInsteadOfRows(TestingFlavour flavour, String statements) throws Exception {
        Stopped stopped = stopsFor(flavour.shared(), "SET SESSION binlog_format = 'STATEMENT'; " + statements);
        stopped.assertSays("as a statement, not as rows", "binlog_format = 'ROW'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    MARIADB | MINIMAL | UPDATE %s SET v = 'b'
                    MYSQL   | MINIMAL | UPDATE %s SET v = 'b'
                    MARIADB | MINIMAL | DELETE FROM %s
                    MYSQL   | MINIMAL | DELETE FROM %s
                    MYSQL   | MINIMAL | INSERT INTO %s (id) VALUES (2)
                    MARIADB | NOBLOB  | UPDATE %s SET v = 'b'
                    MYSQL   | NOBLOB  | UPDATE %s SET v = 'b'
                    """)
    void rowsThatLackColumns(TestingFlavour flavour, String image, String statement) throws Exception {
        stopsFor(flavour.shared(), "SET SESSION binlog_row_image = '" + image + "'; " + statement)
                .assertSays("columns in the row image", "binlog_row_image = 'FULL'");
    }

    @Test
    void partialUpdatesOfJson() throws Exception {
        stopsFor(
                        TestingFlavour.MYSQL.shared(),
                        "SET SESSION binlog_row_value_options = 'PARTIAL_JSON'; UPDATE %s SET v = 'b'")
                .assertSays("partial JSON", "binlog_row_value_options = ''");
    }

    @Test
    void compressedColumnsOfMariadb() throws Exception {
        stopsFor(
                        TestingFlavour.MARIADB.shared(),
                        "ALTER TABLE %s MODIFY v VARCHAR(200) COMPRESSED; INSERT INTO %s VALUES (2, REPEAT('x', 200), NULL)")
                .assertSays(".v is of a type", "COMPRESSED");
    }

    @Test
    void compressedEventsOfMariadb() throws Exception {
        try (TestingDatabase database =
                TestingFlavour.MARIADB.fresh("--log-bin-compress=ON", "--log-bin-compress-min-len=100")) {
            stopsFor(database, "INSERT INTO %s VALUES (2, REPEAT('x', 200), NULL)")
                    .assertSays("compressed rows", "log_bin_compress = OFF");
            stopsForUnnamed(database, "CREATE TABLE %s_other (id INT COMMENT '" + "long ".repeat(100) + "')")
                    .assertSays("compressed statement", "log_bin_compress = OFF");
        }
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void changesThatDidNotFitTheServersCache(TestingFlavour flavour) throws Exception {
        try (TestingDatabase database =
                flavour.fresh("--max-binlog-stmt-cache-size=4096", "--binlog-stmt-cache-size=4096")) {
            stopsForUnnamed(
                            database,
                            "ALTER TABLE %s ENGINE = MyISAM; !INSERT INTO %s SELECT id + 2, REPEAT('x', 200), REPEAT('x',"
                                    + " 60000) FROM %s")
                    .assertSays("incident", "lacks changes", "error log", "begin anew");
        }
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void tablesWithoutColumnNames(TestingFlavour flavour) throws Exception {
        try (TestingDatabase database = flavour.fresh()) {
            stopsFor(database, "SET GLOBAL binlog_row_metadata = 'MINIMAL'; INSERT INTO %s VALUES (2, 'a', NULL)")
                    .assertSays("column names", "binlog_row_metadata");
        }
    }

    private static Stopped stopsFor(TestingDatabase database, String statements) throws Exception {
        try (WatchedTable table = WatchedTable.create(database, COLUMNS)) {
            Stopped stopped = stopsFor(table, statements);
            stopped.assertSays(table.id().toString());
            return stopped;
        }
    }

    private static Stopped stopsForUnnamed(TestingDatabase database, String statements) throws Exception {
        try (WatchedTable table = WatchedTable.create(database, COLUMNS)) {
            return stopsFor(table, statements);
        }
    }

    /** Runs the statements, of which those with an exclamation mark fail; and looks twice, for a restart meets the same. */
    private static Stopped stopsFor(WatchedTable table, String statements) throws Exception {
        Position before = table.position();
        table.insert("1, 'before', 'x'");
        try {
            table.execute(statements.replace("!", "").split(";\\s*"));
            assertThat(statements).as("all succeed").doesNotContain("!");
        } catch (SQLException e) {
            assertThat(statements).as(e.toString()).contains("!");
        }
        Stopped stopped = table.streamUntilItStops(before);
        assertThat(told(stopped.items())).containsExactly(FIRST);
        Stopped again = table.streamUntilItStops(before);
        assertThat(again.cause()).hasMessage(stopped.cause().getMessage());
        return stopped;
    }
}
