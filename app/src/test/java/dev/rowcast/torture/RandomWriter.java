package dev.rowcast.torture;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.Statement;
import java.util.Random;

/**
 * Makes transactions at random, and enters each change in the {@link Ledger}: a few changes of a few orders, or of some thousand;
 * now and then a part of it, or all, is rolled back. One thread.
 */
final class RandomWriter {
    /** The orders that all writers fight over. */
    private static final int CONTESTED = 12;
    /** Where big transactions begin. */
    private static final int MANY_FROM = 1000;

    private static final int ONE_IN_SO_MANY_IS_BIG = 150;
    private static final int ONE_IN_SO_MANY_IS_ROLLED_BACK = 8;
    private static final int LEAST_OF_MANY = 300;

    private final String name;
    private final Random random;
    private int changes;

    /** @param name begins the mark of each change */
    RandomWriter(String name, Random random) {
        this.name = name;
        this.random = random;
    }

    /** The orders from the first key to the last. */
    private record Keys(int first, int last) {
        String condition() {
            return "id BETWEEN " + first + " AND " + last;
        }
    }

    /** One transaction; returns whether it was committed. */
    boolean transaction(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            boolean big = random.nextInt(ONE_IN_SO_MANY_IS_BIG) == 0;
            int steps = 1 + random.nextInt(big ? 2 : 4);
            for (int i = 0; i < steps; i++) {
                step(statement, big ? many() : one());
            }
        }
        if (random.nextInt(ONE_IN_SO_MANY_IS_ROLLED_BACK) == 0) {
            connection.rollback();
            return false;
        }
        connection.commit();
        return true;
    }

    private Keys one() {
        int key = 1 + random.nextInt(CONTESTED);
        return new Keys(key, key);
    }

    private Keys many() {
        int count = LEAST_OF_MANY + random.nextInt(Ledger.NUMBERS - LEAST_OF_MANY);
        int first = MANY_FROM + random.nextInt(Ledger.NUMBERS - count);
        return new Keys(first, first + count - 1);
    }

    private void step(Statement statement, Keys keys) throws SQLException {
        statement.execute("SAVEPOINT step");
        change(statement, keys);
        if (random.nextInt(ONE_IN_SO_MANY_IS_ROLLED_BACK) == 0) {
            statement.execute("ROLLBACK TO SAVEPOINT step");
        }
    }

    private void change(Statement statement, Keys keys) throws SQLException {
        String mark = name + "-" + ++changes;
        int other = 1 + random.nextInt(CONTESTED);
        switch (random.nextInt(8)) {
            case 0, 1, 2 -> insert(statement, keys, mark);
            case 3 -> delete(statement, keys);
            case 4 -> move(statement, keys.first(), other, mark);
            default -> update(statement, keys, mark);
        }
    }

    private void insert(Statement statement, Keys keys, String mark) throws SQLException {
        statement.executeUpdate("INSERT IGNORE INTO orders (id, customer_name, product_name, total) SELECT n + "
                + keys.first() + ", '" + mark + "', 'Łamp', " + random.nextInt(10_000) + ".50 FROM numbers WHERE n <= "
                + (keys.last() - keys.first()));
        enter(statement, keys, "insert", mark);
    }

    private void update(Statement statement, Keys keys, String mark) throws SQLException {
        statement.executeUpdate("UPDATE orders SET customer_name = '" + mark + "', quantity = 1 + quantity % 9 WHERE "
                + keys.condition());
        enter(statement, keys, "update", mark);
    }

    private static void delete(Statement statement, Keys keys) throws SQLException {
        if (enterDeletes(statement, keys) > 0) {
            statement.executeUpdate("DELETE FROM orders WHERE " + keys.condition());
        }
    }

    /** A primary key that changes: a delete and an insert. */
    private static void move(Statement statement, int key, int other, String mark) throws SQLException {
        if (key == other) {
            return;
        }
        statement.execute("SAVEPOINT move");
        try {
            if (enterDeletes(statement, new Keys(key, key)) == 1) {
                statement.executeUpdate(
                        "UPDATE orders SET id = " + other + ", customer_name = '" + mark + "' WHERE id = " + key);
                enter(statement, new Keys(other, other), "insert", mark);
            }
        } catch (SQLIntegrityConstraintViolationException e) {
            // The other exists.
            statement.execute("ROLLBACK TO SAVEPOINT move");
        }
    }

    private static void enter(Statement statement, Keys keys, String operation, String mark) throws SQLException {
        statement.executeUpdate("INSERT INTO ledger (order_id, entry) SELECT id, CONCAT('" + operation
                + " ', customer_name) FROM orders WHERE " + keys.condition() + " AND customer_name = '" + mark + "'");
    }

    /**
     * Before they happen: a deleted row is known by the mark that it had. All are locked first: the server takes the numbers of
     * many entries at once, and waiting then for a row it would number the delete below the change that it has waited for.
     */
    private static int enterDeletes(Statement statement, Keys keys) throws SQLException {
        statement.execute("SELECT COUNT(customer_name) FROM orders WHERE " + keys.condition() + " FOR UPDATE");
        return statement.executeUpdate(
                "INSERT INTO ledger (order_id, entry) SELECT id, CONCAT('delete ', customer_name)"
                        + " FROM orders WHERE " + keys.condition() + " FOR UPDATE");
    }
}
