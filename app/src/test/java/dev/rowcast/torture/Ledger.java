package dev.rowcast.torture;

import dev.rowcast.testing.TestingDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * A table in which writers enter each change of an order, within the same transaction and while the row is locked: by key, the
 * ledger's order is the order of commits.
 */
record Ledger(TestingDatabase database) {
    /** The text of an entry without a key: all rows are gone, and no event tells of it. */
    static final String TRUNCATE = "truncate";

    /** The numbers from 0 below this are in the table {@code numbers}, to make many rows with one statement. */
    static final int NUMBERS = 2000;

    /**
     * One change.
     *
     * @param sequence grows with every change of the same key
     * @param key the order's; 0 for {@link #TRUNCATE}
     * @param text what its event is known by: the operation and a mark that no other change of the key has
     */
    record Entry(long sequence, long key, String text) {}

    /** Empty, whatever was in it. */
    void begin() throws SQLException {
        database.execute(
                "DROP TABLE IF EXISTS ledger, numbers",
                "CREATE TABLE ledger (sequence BIGINT AUTO_INCREMENT PRIMARY KEY, order_id BIGINT NOT NULL,"
                        + " entry VARCHAR(120) NOT NULL)",
                "CREATE TABLE numbers (n INT PRIMARY KEY)",
                "INSERT INTO numbers WITH RECURSIVE counted AS (SELECT 0 AS n UNION ALL SELECT n + 1 FROM counted WHERE n < 999)"
                        + " SELECT n FROM counted",
                "INSERT INTO numbers SELECT n + 1000 FROM numbers");
    }

    /** In the order of their sequence. */
    List<Entry> entries() throws SQLException {
        List<Entry> entries = new ArrayList<>();
        try (Connection connection = database.rootConnection();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT sequence, order_id, entry FROM ledger ORDER BY sequence")) {
            while (rows.next()) {
                entries.add(new Entry(rows.getLong(1), rows.getLong(2), rows.getString(3)));
            }
        }
        return entries;
    }

    /** The highest sequence so far. It parts what is before it from what is after it only while no transaction is open. */
    long last() throws SQLException {
        try (Connection connection = database.rootConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT COALESCE(MAX(sequence), 0) FROM ledger")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
