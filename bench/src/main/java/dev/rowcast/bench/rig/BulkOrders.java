package dev.rowcast.bench.rig;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * {@code shop.orders}, or a table like it, that is filled and changed in bulk, over a connection of its own. Its rows have the keys from 1 on;
 * the last one is kept for the last change of all, so that who sees it changed has seen all. One thread.
 */
public final class BulkOrders implements AutoCloseable {
    private static final String COLUMNS = "customer_name, product_name, quantity, total, status";

    private final Connection connection;
    private final String table;
    private final long rows;
    private long next;

    private BulkOrders(Connection connection, String table, long rows) {
        this.connection = connection;
        this.table = table;
        this.rows = rows;
    }

    /**
     * Makes the table, or what is in it anew.
     *
     * @param connection taken over
     * @param table in the schema {@code shop}
     * @param rows that it shall have
     */
    public static BulkOrders create(Connection connection, String table, long rows) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (!table.equals("orders")) {
                statement.execute("CREATE TABLE IF NOT EXISTS " + table + " LIKE orders");
            }
            statement.execute("TRUNCATE TABLE " + table);
            if (rows > 0) {
                statement.execute("INSERT INTO " + table + " (id, " + COLUMNS
                        + ") VALUES (1, 'Grace Hopper', 'Desk lamp', 0, 104.97, 'pending')");
            }
            for (long filled = 1; filled < rows; filled = Math.min(rows, filled * 2)) {
                statement.execute("INSERT INTO " + table + " (id, " + COLUMNS + ") SELECT id + " + filled + ", "
                        + COLUMNS + " FROM " + table + " WHERE id <= " + (rows - filled));
            }
        }
        connection.setAutoCommit(false);
        return new BulkOrders(connection, table, rows);
    }

    public String table() {
        return table;
    }

    /** The key of the row that the last change of all is for. */
    public long last() {
        return rows;
    }

    /**
     * Updates so many rows in the open transaction, one after the other; behind the last but one it goes on with the first.
     *
     * @throws IllegalStateException if the table has no two rows
     */
    public void change(long changes) throws SQLException {
        if (rows < 2) {
            throw new IllegalStateException(table + " has no row beside the last one");
        }
        long changing = rows - 1;
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE " + table + " SET quantity = quantity + 1 WHERE id BETWEEN ? AND ?")) {
            for (long left = changes; left > 0; ) {
                long part = Math.min(left, changing - next);
                update.setLong(1, next + 1);
                update.setLong(2, next + part);
                update.executeUpdate();
                next = (next + part) % changing;
                left -= part;
            }
        }
    }

    /** Updates the last row in the open transaction. */
    public void changeLast() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("UPDATE " + table + " SET quantity = quantity + 1 WHERE id = " + rows);
        }
    }

    public void commit() throws SQLException {
        connection.commit();
    }

    /**
     * Makes so many changes and commits them, the last one for the last row.
     *
     * @param changes at least 1
     * @param perTransaction how many a transaction has at most, but for the last one, which has one more
     */
    public void backlog(long changes, int perTransaction) throws SQLException {
        for (long left = changes - 1; left > 0; left -= perTransaction) {
            change(Math.min(left, perTransaction));
            if (left > perTransaction) {
                commit();
            }
        }
        changeLast();
        commit();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
