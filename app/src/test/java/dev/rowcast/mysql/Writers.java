package dev.rowcast.mysql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/** Writers that insert rows into a table until they are stopped, each row in a transaction of its own. */
final class Writers implements AutoCloseable {
    /** Leaves the server, and others on the machine, some time. */
    private static final long PAUSE_NANOS = 1_000_000;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Future<Integer>> writers = new ArrayList<>();
    private volatile boolean stopping;

    private Writers() {}

    static Writers start(WatchedTable table, int count) {
        return start(table, count, Writers::insert);
    }

    /** With XA transactions. */
    static Writers startXa(WatchedTable table, int count) {
        return start(table, count, Writers::insertXa);
    }

    private static Writers start(WatchedTable table, int count, Insert insert) {
        Writers all = new Writers();
        for (int i = 0; i < count; i++) {
            int first = i * 1_000_000;
            all.writers.add(all.threads.submit(() -> all.write(table, first, insert)));
        }
        return all;
    }

    /** Inserts a row. */
    @FunctionalInterface
    private interface Insert {
        void into(String table, int id, Statement statement) throws SQLException;
    }

    private int write(WatchedTable table, int first, Insert insert) throws SQLException {
        int rows = 0;
        try (Connection connection = table.database().rootConnection();
                Statement statement = connection.createStatement()) {
            while (!stopping) {
                insert.into(table.id().table(), first + rows++, statement);
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
        return rows;
    }

    private static void insert(String table, int id, Statement statement) throws SQLException {
        statement.execute("INSERT INTO " + table + " (id) VALUES (" + id + ")");
    }

    private static void insertXa(String table, int id, Statement statement) throws SQLException {
        String xid = "'" + table + "-" + id + "'";
        statement.execute("XA START " + xid);
        insert(table, id, statement);
        statement.execute("XA END " + xid);
        statement.execute("XA PREPARE " + xid);
        statement.execute("XA COMMIT " + xid);
    }

    /** Returns when all have ended, with the number of rows. */
    int stop() throws InterruptedException, ExecutionException {
        stopping = true;
        int rows = 0;
        for (Future<Integer> writer : writers) {
            rows += writer.get();
        }
        return rows;
    }

    @Override
    public void close() {
        stopping = true;
        threads.shutdownNow();
    }
}
