package dev.rowcast.examples.mirror;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLTransactionRollbackException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * Writers that fight over a few orders, as those of Rowcast's torture test do: rows come, change, go and change their keys, now
 * and then hundreds in one transaction, and some is rolled back. The same seed makes the same choices.
 */
final class RandomWriters implements AutoCloseable {
    private static final int WRITERS = 3;
    private static final int CONTESTED = 12;
    private static final int MANY_FROM = 1000;
    private static final int MANY = 400;
    private static final long PACE_NANOS = 4_000_000;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final List<Thread> threads = new ArrayList<>();
    private final AtomicInteger transactions = new AtomicInteger();
    private volatile boolean stopping;
    private volatile @Nullable SQLException failure;

    private RandomWriters() {}

    static RandomWriters start(TestingServer server, long seed) {
        RandomWriters writers = new RandomWriters();
        for (int i = 0; i < WRITERS; i++) {
            Random random = new Random(seed + i);
            String name = "w" + i;
            Thread thread = new Thread(() -> writers.run(server, name, random), name);
            thread.setDaemon(true);
            writers.threads.add(thread);
            thread.start();
        }
        return writers;
    }

    private void run(TestingServer server, String name, Random random) {
        try (Connection connection = server.connect("shop")) {
            connection.setAutoCommit(false);
            for (int number = 0; !stopping; number++) {
                write(connection, name + "-" + number, random);
                LockSupport.parkNanos(PACE_NANOS);
            }
        } catch (SQLException e) {
            failure = e;
        }
    }

    private void write(Connection connection, String mark, Random random) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            int steps = 1 + random.nextInt(4);
            for (int i = 0; i < steps; i++) {
                step(statement, mark, random);
            }
            if (random.nextInt(8) == 0) {
                connection.rollback();
            } else {
                connection.commit();
                transactions.incrementAndGet();
            }
        } catch (SQLTransactionRollbackException | SQLIntegrityConstraintViolationException e) {
            // two that wait for each other, or a key that another row has
            connection.rollback();
        }
    }

    private static void step(Statement statement, String mark, Random random) throws SQLException {
        int key = 1 + random.nextInt(CONTESTED);
        String many = "id BETWEEN " + MANY_FROM + " AND " + (MANY_FROM + random.nextInt(MANY));
        switch (random.nextInt(60)) {
            case 0 ->
                statement.execute("INSERT IGNORE INTO orders (id, customer_name, product_name, total) SELECT seq, '"
                        + mark + "', 'Łamp \uD83D\uDE9A', seq / 7 FROM seq_" + MANY_FROM + "_to_" + (MANY_FROM + MANY));
            case 1 ->
                statement.execute(
                        "UPDATE orders SET quantity = quantity + 1, customer_name = '" + mark + "' WHERE " + many);
            case 2 -> statement.execute("DELETE FROM orders WHERE " + many);
            case 3, 4, 5, 6, 7 -> statement.execute("DELETE FROM orders WHERE id = " + key);
            case 8, 9, 10, 11 ->
                statement.execute("UPDATE orders SET id = " + (1 + random.nextInt(CONTESTED)) + " WHERE id = " + key);
            case 12, 13, 14, 15, 16, 17, 18, 19, 20, 21 ->
                statement.execute("INSERT IGNORE INTO orders (id, customer_name, product_name, total) VALUES (" + key
                        + ", '" + mark + "', 'Łamp', " + random.nextInt(10_000) + ".50)");
            default ->
                statement.execute("UPDATE orders SET status = 1 + " + random.nextInt(3) + ", customer_name = '" + mark
                        + "', total = total + 0.01 WHERE id = " + key);
        }
    }

    /** Waits until so many transactions more were committed. */
    void awaitTransactions(int count) {
        int goal = transactions.get() + count;
        Awaitility.await("writers commit")
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> transactions.get() >= goal || failure != null);
        requireNoFailure();
    }

    private void requireNoFailure() {
        SQLException failed = failure;
        if (failed != null) {
            throw new AssertionError("a writer failed", failed);
        }
    }

    @Override
    public void close() {
        stop();
    }

    /** Returns when nothing more is written. */
    void stop() {
        stopping = true;
        for (Thread thread : threads) {
            Awaitility.await(thread.getName()).atMost(LIMIT).until(() -> !thread.isAlive());
        }
        requireNoFailure();
    }
}
