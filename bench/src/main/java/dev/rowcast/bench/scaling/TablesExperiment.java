package dev.rowcast.bench.scaling;

import dev.rowcast.bench.rig.Arrivals;
import dev.rowcast.bench.rig.RowcastProcess;
import dev.rowcast.bench.scaling.Cost.Growth;
import dev.rowcast.bench.scaling.Cost.Unit;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** More and more tables of two rows each, by a pattern; then as many changes each time, of one table after the other. */
final class TablesExperiment implements Experiment {
    static final int CHANGES = 10_000;

    private final Set<Long> made = new HashSet<>();

    @Override
    public Curve emptyCurve() {
        return new Curve(
                "tables",
                "Tables",
                "tables",
                new Cost("start until all are retained", Unit.NANOSECONDS, Growth.LINEAR),
                new Cost("commit until the last event, per change", Unit.NANOSECONDS, Growth.CONSTANT),
                new Cost("heap in use", Unit.BYTES, Growth.LINEAR));
    }

    @Override
    public void round(Stand stand, List<Long> sizes, Curve curve)
            throws IOException, InterruptedException, SQLException {
        try (Connection connection = stand.database().connectAsRoot();
                Statement statement = connection.createStatement()) {
            for (long size : sizes) {
                if (made.add(size)) {
                    connection.setAutoCommit(true);
                    make(statement, size);
                }
                connection.setAutoCommit(false);
                curve.add(size, measure(stand, connection, statement, size));
            }
        }
    }

    private static void make(Statement statement, long size) throws SQLException {
        statement.execute("CREATE SCHEMA " + schema(size));
        for (long number = 1; number <= size; number++) {
            String table = schema(size) + ".t" + number;
            statement.execute("CREATE TABLE " + table + " LIKE shop.orders");
            statement.execute(
                    "INSERT INTO " + table
                            + " (id, customer_name, product_name) VALUES (1, 'Grace Hopper', 'Lamp'), (2, 'Ada Lovelace', 'Chair')");
        }
    }

    private static String schema(long size) {
        return "many_" + size;
    }

    /** Each cost, in the curve's order. */
    private static double[] measure(Stand stand, Connection connection, Statement statement, long size)
            throws IOException, InterruptedException, SQLException {
        long start = System.nanoTime();
        try (RowcastProcess rowcast = stand.start(schema(size) + ".*");
                Arrivals last = Arrivals.connect(rowcast.broker())) {
            double ready = System.nanoTime() - start;
            last.subscribe("t1/updated/2");
            for (int i = 0; i < CHANGES - 1; i++) {
                change(statement, size, i % size + 1, 1);
            }
            change(statement, size, 1, 2);
            long sent = System.nanoTime();
            connection.commit();
            double nanos = last.next(Stand.LIMIT).nanoTime() - sent;
            Stand.requireEvents(rowcast, CHANGES);
            return new double[] {ready, nanos / CHANGES, rowcast.heapInUse()};
        }
    }

    private static void change(Statement statement, long size, long table, int row) throws SQLException {
        statement.execute("UPDATE " + schema(size) + ".t" + table + " SET quantity = quantity + 1 WHERE id = " + row);
    }
}
