package dev.rowcast.bench.scaling;

import dev.rowcast.bench.report.Distribution;
import dev.rowcast.bench.rig.Arrivals;
import dev.rowcast.bench.rig.BulkOrders;
import dev.rowcast.bench.rig.RowcastProcess;
import dev.rowcast.bench.scaling.Cost.Growth;
import dev.rowcast.bench.scaling.Cost.Unit;
import java.io.IOException;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;

/** First starts on larger and larger tables. */
final class RowsExperiment implements Experiment {
    private static final int CLIENTS = 10;
    private static final int SUBSCRIPTIONS = 20;

    private final Set<Long> filled = new HashSet<>();

    @Override
    public Curve emptyCurve() {
        return new Curve(
                "rows",
                "Rows of a table",
                "rows of the table",
                new Cost("start until all rows are retained", Unit.NANOSECONDS, Growth.LINEAR),
                new Cost("heap in use then", Unit.BYTES, Growth.LINEAR),
                new Cost("SUBSCRIBE of one topic", Unit.NANOSECONDS, Growth.CONSTANT));
    }

    @Override
    public void round(Stand stand, List<Long> sizes, Curve curve)
            throws IOException, InterruptedException, SQLException {
        for (long size : sizes) {
            String table = "rows_" + size;
            if (filled.add(size)) {
                fill(stand, table, size);
            }
            long start = System.nanoTime();
            try (RowcastProcess rowcast = stand.start(table)) {
                double ready = System.nanoTime() - start;
                curve.add(size, ready, (double) rowcast.heapInUse(), subscribe(rowcast, table, size));
            }
        }
    }

    private static void fill(Stand stand, String table, long size) throws SQLException {
        try (BulkOrders orders = BulkOrders.create(stand.database().connectAsRoot(), table, size)) {
            orders.commit();
        }
    }

    /**
     * The median time, in nanoseconds, from sending a SUBSCRIBE until the row's state is there, of rows in all parts of the table. By
     * several clients, for the broker slows those down that ask for too much.
     */
    private static double subscribe(RowcastProcess rowcast, String table, long rows)
            throws IOException, InterruptedException {
        LongStream.Builder nanos = LongStream.builder();
        for (int client = 0; client < CLIENTS; client++) {
            try (Arrivals arrivals = Arrivals.connect(rowcast.broker())) {
                for (int i = 1; i <= SUBSCRIPTIONS; i++) {
                    long row = rows * (client * SUBSCRIPTIONS + i) / (CLIENTS * SUBSCRIPTIONS);
                    long start = System.nanoTime();
                    arrivals.subscribe(table + "/state/" + row);
                    nanos.add(arrivals.next(Stand.LIMIT).nanoTime() - start);
                }
            }
        }
        return Distribution.of(nanos.build()).percentile(0.5).toNanos();
    }
}
