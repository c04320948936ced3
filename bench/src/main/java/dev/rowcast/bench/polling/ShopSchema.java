package dev.rowcast.bench.polling;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * What polling needs beside the table {@code orders}: indexes on the times of changes, a time in whole seconds (MySQL's default), a
 * table that triggers fill, a user for each way. And the table twice more, once with triggers and once without.
 */
final class ShopSchema {
    static final String PLAIN = "orders_plain";
    static final String TRIGGERED = "orders_triggered";

    private ShopSchema() {}

    static void create(Connection root) throws SQLException {
        try (Statement statement = root.createStatement()) {
            statement.execute(
                    """
                    ALTER TABLE orders
                        ADD COLUMN updated_second TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
                        ADD INDEX (updated_at),
                        ADD INDEX (updated_second)""");
            statement.execute("CREATE TABLE " + PLAIN + " LIKE orders");
            statement.execute("CREATE TABLE " + TRIGGERED + " LIKE orders");
            createChangeTable(statement, "orders", "order_changes");
            createChangeTable(statement, TRIGGERED, TRIGGERED + "_changes");
            for (Way way : Way.values()) {
                statement.execute("CREATE USER IF NOT EXISTS '%1$s'@'%%' IDENTIFIED BY '%1$s'".formatted(way.user()));
                statement.execute("GRANT SELECT ON shop.* TO '%s'@'%%'".formatted(way.user()));
            }
        }
    }

    private static void createChangeTable(Statement statement, String table, String changes) throws SQLException {
        statement.execute(
                """
                CREATE TABLE %s (
                    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
                    op ENUM ('insert', 'update', 'delete') NOT NULL,
                    order_id BIGINT UNSIGNED NOT NULL,
                    quantity INT UNSIGNED NULL,
                    content JSON NULL,
                    changed_at TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3))"""
                        .formatted(changes));
        String row =
                """
                NEW.id, NEW.quantity, JSON_OBJECT('id', NEW.id, 'customer_name', NEW.customer_name, 'product_name', \
                NEW.product_name, 'quantity', NEW.quantity, 'total', NEW.total, 'status', NEW.status, 'created_at', \
                NEW.created_at, 'updated_at', NEW.updated_at)""";
        for (String operation : List.of("insert", "update", "delete")) {
            statement.execute(
                    """
                    CREATE TRIGGER %1$s_%2$s AFTER %2$s ON %1$s FOR EACH ROW
                        INSERT INTO %3$s (op, order_id, quantity, content) VALUES ('%2$s', %4$s)"""
                            .formatted(
                                    table,
                                    operation,
                                    changes,
                                    operation.equals("delete") ? "OLD.id, NULL, NULL" : row));
        }
    }

    /** Makes so many orders from that id on, which have the number 0. */
    static List<Long> fill(Connection root, long firstOrder, int count) throws SQLException {
        List<Long> orders =
                LongStream.range(firstOrder, firstOrder + count).boxed().toList();
        try (Statement statement = root.createStatement()) {
            statement.execute(orders.stream()
                    .map(order -> "(" + order + ", 'Grace Hopper', 'Desk lamp', 0)")
                    .collect(Collectors.joining(
                            ", ", "INSERT INTO orders (id, customer_name, product_name, quantity) VALUES ", "")));
        }
        return orders;
    }
}
