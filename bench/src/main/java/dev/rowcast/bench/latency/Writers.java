package dev.rowcast.bench.latency;

import dev.rowcast.bench.rig.BenchDatabase;
import dev.rowcast.bench.rig.OrdersTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Clients that change orders, each change a transaction of one statement: nine updates of orders that are there, each another one,
 * then an insert. So many connections that a slow commit does not hold up the next change. One thread, but for its own.
 */
final class Writers implements AutoCloseable {
    /** As many as there may be changes in a spell, so that none is of the same order as another. */
    static final int ORDERS = 20_000;

    private static final int CONNECTIONS = 32;
    private static final int CHANGES_PER_INSERT = 10;

    private final Connection root;
    private final List<Writer> writers = new ArrayList<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);

    private Writers(Connection root) {
        this.root = root;
    }

    static Writers connect(BenchDatabase database) throws SQLException {
        Writers writers = new Writers(database.connectAsRoot());
        OrdersTable.fill(writers.root, ORDERS);
        for (int i = 0; i < CONNECTIONS; i++) {
            writers.writers.add(new Writer(database.connectAsRoot()));
        }
        return writers;
    }

    /** Takes back what was inserted. */
    void reset() throws SQLException {
        try (Statement statement = root.createStatement()) {
            statement.executeUpdate("DELETE FROM orders WHERE id > " + ORDERS);
        }
    }

    /** Makes all changes when they are due, or as soon after as a connection is free; returns when all are committed. */
    WriteTimes write(Spell spell) throws InterruptedException, ExecutionException {
        if (spell.count() > ORDERS) {
            throw new IllegalArgumentException(spell.count() + " changes of " + ORDERS + " orders");
        }
        WriteTimes times = new WriteTimes(spell.count());
        AtomicInteger next = new AtomicInteger();
        long start = System.nanoTime();
        List<Future<?>> running = new ArrayList<>();
        for (Writer writer : writers) {
            running.add(threads.submit(() -> writer.write(spell, times, next, start)));
        }
        for (Future<?> one : running) {
            one.get();
        }
        return times;
    }

    private record Writer(Connection connection, PreparedStatement insert, PreparedStatement update) {
        Writer(Connection connection) throws SQLException {
            this(
                    connection,
                    connection.prepareStatement("INSERT INTO orders (quantity, id, customer_name, product_name, total)"
                            + " VALUES (?, ?, 'Ada Lovelace', 'Notebook', 19.90)"),
                    connection.prepareStatement("UPDATE orders SET quantity = ?, total = total + 1 WHERE id = ?"));
        }

        Void write(Spell spell, WriteTimes times, AtomicInteger next, long start) throws SQLException {
            for (int place = next.getAndIncrement(); place < spell.count(); place = next.getAndIncrement()) {
                awaitNanoTime(start + spell.due(place));
                PreparedStatement statement = statement(spell.first() + place);
                long sent = System.nanoTime();
                statement.executeUpdate();
                times.made(place, sent, System.nanoTime());
            }
            return null;
        }

        private PreparedStatement statement(long number) throws SQLException {
            boolean inserts = number % CHANGES_PER_INSERT == 0;
            PreparedStatement statement = inserts ? insert : update;
            statement.setLong(1, number);
            statement.setLong(2, inserts ? ORDERS + number : 1 + number % ORDERS);
            return statement;
        }

        private static void awaitNanoTime(long moment) {
            for (long nanos = moment - System.nanoTime(); nanos > 0; nanos = moment - System.nanoTime()) {
                LockSupport.parkNanos(nanos);
            }
        }
    }

    @Override
    public void close() throws SQLException {
        threads.shutdownNow();
        for (Writer writer : writers) {
            writer.connection().close();
        }
        root.close();
    }
}
