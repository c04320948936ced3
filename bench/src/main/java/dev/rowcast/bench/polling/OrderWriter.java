package dev.rowcast.bench.polling;

import dev.rowcast.bench.polling.Write.Kind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Writes orders to one table over one connection, without committing. One thread. */
final class OrderWriter implements AutoCloseable {
    private final Connection connection;
    private final PreparedStatement insert;
    private final PreparedStatement update;
    private final PreparedStatement delete;

    /** Takes the connection over, and begins a transaction. */
    OrderWriter(Connection connection, String table) throws SQLException {
        this.connection = connection;
        connection.setAutoCommit(false);
        insert = connection.prepareStatement(
                "INSERT INTO " + table
                        + " (quantity, id, customer_name, product_name, total) VALUES (?, ?, 'Ada Lovelace', 'Notebook', 19.90)");
        update = connection.prepareStatement(
                "UPDATE " + table + " SET quantity = ?, status = 'shipped', total = total + 1 WHERE id = ?");
        delete = connection.prepareStatement("DELETE FROM " + table + " WHERE id = ?");
    }

    /** @throws IllegalStateException if there is no such order */
    void write(Kind kind, long order, int number) throws SQLException {
        PreparedStatement statement =
                switch (kind) {
                    case INSERT -> insert;
                    case UPDATE -> update;
                    case DELETE -> delete;
                };
        int parameter = 1;
        if (kind != Kind.DELETE) {
            statement.setInt(parameter++, number);
        }
        statement.setLong(parameter, order);
        if (statement.executeUpdate() != 1) {
            throw new IllegalStateException(kind + " of order " + order + " has not changed one row");
        }
    }

    void commit() throws SQLException {
        connection.commit();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
