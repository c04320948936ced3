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

    private final Stand stand;
    private final List<Long> sizes;
    private final Curve curve = new Curve(
            "transactions",
            "One large transaction",
            "changes of the transaction",
            new Cost("commit until the last event", Unit.NANOSECONDS, Growth.LINEAR),
            new Cost("the same per change", Unit.NANOSECONDS, Growth.CONSTANT),
            new Cost("peak of resident memory", Unit.BYTES, Growth.CONSTANT));

    TransactionsExperiment(Stand stand, List<Long> sizes) {
        this.stand = stand;
        this.sizes = List.copyOf(sizes);
    }

    @Override
    public Curve curve() {
        return curve;
    }

    @Override
    public void round() throws IOException, InterruptedException, SQLException {
        try (BulkOrders orders = BulkOrders.create(stand.database().connectAsRoot(), TABLE, ROWS)) {
            orders.commit();
            try (RowcastProcess rowcast = stand.start(TABLE);
                    Arrivals last = Arrivals.connect(rowcast.broker())) {
                last.subscribe(TABLE + "/updated/" + orders.last());
                long told = 0;
                for (long size : sizes) {
                    measure(orders, rowcast, last, size);
                    told += size;
                    Stand.requireEvents(rowcast, told);
                }
            }
        }
    }

    private void measure(BulkOrders orders, RowcastProcess rowcast, Arrivals last, long size)
            throws IOException, InterruptedException, SQLException {
        orders.change(size - 1);
        orders.changeLast();
        long pid = rowcast.java().process().pid();
        ProcessUsage.forgetPeak(pid);
        long start = System.nanoTime();
        orders.commit();
        double nanos = last.next(Stand.LIMIT).nanoTime() - start;
        curve.add(size, nanos, nanos / size, (double) ProcessUsage.of(pid).peakResidentBytes());
    }
}
