package dev.rowcast.bench.scaling;

import dev.rowcast.bench.rig.Arrivals;
import dev.rowcast.bench.rig.BulkOrders;
import dev.rowcast.bench.rig.ProcessUsage;
import dev.rowcast.bench.rig.RowcastProcess;
import dev.rowcast.bench.scaling.Cost.Growth;
import dev.rowcast.bench.scaling.Cost.Unit;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/** Larger and larger transactions on a table of one size, while Rowcast streams. */
final class TransactionsExperiment implements Experiment {
    static final int ROWS = 10_000;

    private static final String TABLE = "transactions";

    @Override
    public Curve emptyCurve() {
        return new Curve(
                "transactions",
                "One large transaction",
                "changes of the transaction",
                new Cost("commit until the last event", Unit.NANOSECONDS, Growth.LINEAR),
                new Cost("the same per change", Unit.NANOSECONDS, Growth.CONSTANT),
                new Cost("peak of resident memory", Unit.BYTES, Growth.CONSTANT));
    }

    @Override
    public void round(Stand stand, List<Long> sizes, Curve curve)
            throws IOException, InterruptedException, SQLException {
        try (BulkOrders orders = BulkOrders.create(stand.database().connectAsRoot(), TABLE, ROWS)) {
            orders.commit();
            try (RowcastProcess rowcast = stand.start(TABLE);
                    Arrivals last = Arrivals.connect(rowcast.broker())) {
                last.subscribe(TABLE + "/updated/" + orders.last());
                long told = 0;
                for (long size : sizes) {
                    curve.add(size, measure(orders, rowcast, last, size));
                    told += size;
                    Stand.requireEvents(rowcast, told);
                }
            }
        }
    }

    /** Each cost, in the curve's order. */
    private static double[] measure(BulkOrders orders, RowcastProcess rowcast, Arrivals last, long size)
            throws IOException, InterruptedException, SQLException {
        orders.change(size - 1);
        orders.changeLast();
        long pid = rowcast.java().process().pid();
        ProcessUsage.forgetPeak(pid);
        long start = System.nanoTime();
        orders.commit();
        double nanos = last.next(Stand.LIMIT).nanoTime() - start;
        return new double[] {nanos, nanos / size, ProcessUsage.of(pid).peakResidentBytes()};
    }
}
