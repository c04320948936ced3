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

/** Writers that insert rows into a table until they are stopped, each row in an XA transaction of its own. */
final class XaWriters implements AutoCloseable {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Future<Integer>> writers = new ArrayList<>();
    private volatile boolean stopping;

    private XaWriters() {}

    static XaWriters start(WatchedTable table, int count) {
        XaWriters all = new XaWriters();
        for (int i = 0; i < count; i++) {
            int first = i * 1_000_000;
            all.writers.add(all.threads.submit(() -> all.write(table, first)));
        }
        return all;
    }

    private int write(WatchedTable table, int first) throws SQLException {
        int rows = 0;
        try (Connection connection = table.database().rootConnection();
                Statement statement = connection.createStatement()) {
            while (!stopping) {
                int id = first + rows++;
                String xid = "'" + table.id().table() + "-" + id + "'";
                statement.execute("XA START " + xid);
                statement.execute("INSERT INTO " + table.id().table() + " (id) VALUES (" + id + ")");
                statement.execute("XA END " + xid);
                statement.execute("XA PREPARE " + xid);
                statement.execute("XA COMMIT " + xid);
            }
        }
        return rows;
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
