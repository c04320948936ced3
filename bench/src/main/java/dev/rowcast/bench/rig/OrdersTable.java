package dev.rowcast.bench.rig;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/** Fills the table of orders. */
public final class OrdersTable {
    private static final int ROWS_AT_ONCE = 50_000;
    private static final String INSERT =
            """
            INSERT INTO orders (id, customer_name, product_name, quantity, total, status)
            WITH RECURSIVE numbers (id) AS (SELECT ? UNION ALL SELECT id + 1 FROM numbers WHERE id < ?)
            SELECT id, CONCAT('Customer ', id), CONCAT('Product ', id % 1000), 0, id % 10000 / 100, 1 + id % 3
            FROM numbers""";

    private OrdersTable() {}

    /** Makes orders 1 to so many, of the quantity 0, of a table without any others. */
    public static void fill(Connection root, int rows) throws SQLException {
        try (Statement statement = root.createStatement();
                PreparedStatement insert = root.prepareStatement(INSERT)) {
            statement.execute("TRUNCATE TABLE orders");
            statement.execute("SET SESSION cte_max_recursion_depth = " + ROWS_AT_ONCE);
            for (int first = 1; first <= rows; first += ROWS_AT_ONCE) {
                insert.setInt(1, first);
                insert.setInt(2, Math.min(rows, first + ROWS_AT_ONCE - 1));
                insert.executeUpdate();
            }
        }
    }
}
