package dev.rowcast.bench.scaling;

import dev.rowcast.bench.report.Distribution;
import dev.rowcast.bench.rig.BulkOrders;
import dev.rowcast.bench.rig.RowcastProcess;
import dev.rowcast.bench.scaling.Cost.Growth;
import dev.rowcast.bench.scaling.Cost.Unit;
import dev.rowcast.followers.Crowd;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.LongStream;

/** More and more WebSocket clients that follow the same row. */
final class SubscribersExperiment implements Experiment {
    static final int CHANGES = 20;

    private static final String TABLE = "followed";

    @Override
    public Curve emptyCurve() {
        return new Curve(
                "subscribers",
                "Subscribers of one topic",
                "subscribers",
                new Cost("commit until the last one has the change", Unit.NANOSECONDS, Growth.LINEAR),
                new Cost("resident memory", Unit.BYTES, Growth.LINEAR));
    }

    @Override
    public void round(Stand stand, List<Long> sizes, Curve curve)
            throws IOException, InterruptedException, SQLException {
        try (BulkOrders orders = BulkOrders.create(stand.database().connectAsRoot(), TABLE, 1)) {
            orders.commit();
            try (RowcastProcess rowcast = stand.start(TABLE);
                    Crowd crowd = new Crowd(rowcast.webSocket(), TABLE + "/state/" + orders.last())) {
                for (long size : sizes) {
                    crowd.grow(Math.toIntExact(size));
                    curve.add(size, changes(orders, crowd), (double)
                            rowcast.java().usage().residentBytes());
                }
            }
        }
    }

    /** The median, in nanoseconds. */
    private static double changes(BulkOrders orders, Crowd crowd) throws SQLException, InterruptedException {
        LongStream.Builder nanos = LongStream.builder();
        for (int i = 0; i < CHANGES; i++) {
            crowd.expect();
            orders.changeLast();
            long start = System.nanoTime();
            orders.commit();
            crowd.awaitAll(Stand.LIMIT);
            nanos.add(System.nanoTime() - start);
        }
        return Distribution.of(nanos.build()).percentile(0.5).toNanos();
    }
}
