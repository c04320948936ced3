package dev.rowcast.torture;

import dev.rowcast.testing.TestingDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Some {@link RandomWriter}s, each on a connection of its own, and one more connection that adds and drops a column and
 * truncates the table now and then, between the others' transactions. A lost connection is opened again. The same seed gives
 * the same choices, though not the same order.
 */
final class RandomWriters implements AutoCloseable {
    private static final int WRITERS = 4;
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final long PACE_NANOS = 6_000_000;
    private static final int MOST_MILLIS_BETWEEN_STATEMENTS = 5000;

    private final TestingDatabase database;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicInteger transactions = new AtomicInteger();
    private final AtomicInteger statements = new AtomicInteger();
    /** Each transaction shares it; who holds it alone sees none open. */
    private final ReentrantReadWriteLock turns = new ReentrantReadWriteLock(true);
    /** Held while a statement changes the whole table. */
    private final ReentrantLock wholeTable = new ReentrantLock();

    /** How many wait for the table to be left as it is. */
    private final AtomicInteger pauses = new AtomicInteger();

    private volatile String lastProblem = "none";
    private volatile boolean stopping;

    private RandomWriters(TestingDatabase database) {
        this.database = database;
    }

    static RandomWriters start(TestingDatabase database, String name, long seed) {
        RandomWriters writers = new RandomWriters(database);
        for (int i = 0; i < WRITERS; i++) {
            RandomWriter writer = new RandomWriter(name + "-w" + i, new Random(seed + i));
            writers.start("writer-" + i, connection -> writers.writeOnce(writer, connection));
        }
        Random random = new Random(seed + WRITERS);
        writers.start("alterer", connection -> writers.alterOnce(connection, random));
        return writers;
    }

    @FunctionalInterface
    private interface Turn {
        void take(Connection connection) throws SQLException;
    }

    private void start(String name, Turn turn) {
        Thread thread = new Thread(() -> run(turn), name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private void run(Turn turn) {
        while (!stopping) {
            try (Connection connection = database.rootConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("SET SESSION innodb_lock_wait_timeout = 3, lock_wait_timeout = 3");
                while (!stopping) {
                    turn.take(connection);
                }
            } catch (SQLException e) {
                // The server is away; whether the last transaction was committed, the ledger knows.
                lastProblem = e.toString();
                LockSupport.parkNanos(PACE_NANOS);
            }
        }
    }

    private void writeOnce(RandomWriter writer, Connection connection) throws SQLException {
        turns.readLock().lock();
        try {
            connection.setAutoCommit(false);
            if (writer.transaction(connection)) {
                transactions.incrementAndGet();
            }
        } catch (SQLException e) {
            // Two that wait for each other; with a lost connection this fails too, and ends the connection.
            lastProblem = e.toString();
            connection.rollback();
        } finally {
            turns.readLock().unlock();
        }
        LockSupport.parkNanos(PACE_NANOS);
    }

    private void alterOnce(Connection connection, Random random) throws SQLException {
        long until = System.nanoTime() + random.nextInt(MOST_MILLIS_BETWEEN_STATEMENTS) * 1_000_000L;
        while (!stopping && (System.nanoTime() < until || pauses.get() > 0)) {
            LockSupport.parkNanos(PACE_NANOS);
        }
        if (stopping) {
            return;
        }
        boolean truncate = random.nextInt(3) == 0;
        turns.writeLock().lock();
        wholeTable.lock();
        try (Statement statement = connection.createStatement()) {
            if (truncate) {
                statement.execute("TRUNCATE TABLE orders");
                statement.execute("INSERT INTO ledger (order_id, entry) VALUES (0, '" + Ledger.TRUNCATE + "')");
            } else {
                statement.execute(
                        hasNote(statement)
                                ? "ALTER TABLE orders DROP COLUMN note"
                                : "ALTER TABLE orders ADD COLUMN note VARCHAR(20) NOT NULL DEFAULT 'né' AFTER id");
            }
            statements.incrementAndGet();
        } finally {
            wholeTable.unlock();
            turns.writeLock().unlock();
        }
    }

    private static boolean hasNote(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SHOW COLUMNS FROM orders LIKE 'note'")) {
            return rows.next();
        }
    }

    /** What is read or written here is between all transactions. */
    <T> T betweenTransactions(Callable<T> action) throws Exception {
        turns.writeLock().lock();
        try {
            return action.call();
        } finally {
            turns.writeLock().unlock();
        }
    }

    /**
     * What ends the server has to happen here: not while it truncates or alters the table, for MariaDB does not make these and
     * their place in the binlog one.
     */
    void whileNothingIsAltered(Runnable action) {
        wholeTable.lock();
        try {
            action.run();
        } finally {
            wholeTable.unlock();
        }
    }

    /**
     * Rows go on to change, and the table as a whole does not, but for a statement that is under way already. Whoever waits for all
     * state to be told needs that: each such statement has it told anew, which on a slow machine takes longer than the next is away.
     */
    void withoutAlterations(Runnable action) {
        pauses.incrementAndGet();
        try {
            action.run();
        } finally {
            pauses.decrementAndGet();
        }
    }

    /** Waits until so many transactions more have been committed. */
    void awaitTransactions(int count) {
        int goal = transactions.get() + count;
        try {
            Awaitility.await("writers commit")
                    .atMost(LIMIT)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> transactions.get() >= goal);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("the writers are stuck; their last problem: " + lastProblem, e);
        }
    }

    /** How many were committed. */
    int transactions() {
        return transactions.get();
    }

    /** How often the whole table was altered or truncated. */
    int statements() {
        return statements.get();
    }

    /** Returns when all writers have ended. */
    void stop() {
        stopping = true;
        for (Thread thread : threads) {
            Awaitility.await(thread.getName() + " ends")
                    .atMost(LIMIT)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> !thread.isAlive());
        }
    }

    @Override
    public void close() {
        stop();
    }
}
