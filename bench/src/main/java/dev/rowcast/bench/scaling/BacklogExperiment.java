package dev.rowcast.bench.scaling;

import dev.rowcast.bench.rig.BulkOrders;
import dev.rowcast.bench.rig.RowcastProcess;
import dev.rowcast.bench.scaling.Cost.Growth;
import dev.rowcast.bench.scaling.Cost.Unit;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/** Starts behind larger and larger backlogs of one table. */
final class BacklogExperiment implements Experiment {
    static final int ROWS = 10_000;
    static final int CHANGES_PER_TRANSACTION = 100;

    private static final String TABLE = "backlog";

    @Override
    public Curve emptyCurve() {
        return new Curve(
                "backlog",
                "Backlog of changes",
                "changes of the backlog",
                new Cost("start until caught up", Unit.NANOSECONDS, Growth.LINEAR),
                new Cost("the same per change", Unit.NANOSECONDS, Growth.CONSTANT),
                new Cost("peak of resident memory", Unit.BYTES, Growth.CONSTANT));
    }

    @Override
    public void round(Stand stand, List<Long> sizes, Curve curve)
            throws IOException, InterruptedException, SQLException {
        try (BulkOrders orders = BulkOrders.create(stand.database().connectAsRoot(), TABLE, ROWS)) {
            orders.commit();
            for (long size : sizes) {
                curve.add(size, measure(stand, orders, size));
            }
        }
    }

    /** Each cost, in the curve's order. The state shows the backlog's end, so when all of it is with the broker, so are the events. */
    private static double[] measure(Stand stand, BulkOrders orders, long size)
            throws IOException, InterruptedException, SQLException {
        Path place = stand.fresh();
        try (RowcastProcess before = stand.launch(place, TABLE)) {
            before.awaitReady(Stand.LIMIT);
        }
        orders.backlog(size, CHANGES_PER_TRANSACTION);
        long start = System.nanoTime();
        try (RowcastProcess rowcast = stand.launch(place, TABLE)) {
            rowcast.awaitReady(Stand.LIMIT);
            double nanos = System.nanoTime() - start;
            Stand.requireEvents(rowcast, size);
            return new double[] {nanos, nanos / size, rowcast.java().usage().peakResidentBytes()};
        }
    }
}
