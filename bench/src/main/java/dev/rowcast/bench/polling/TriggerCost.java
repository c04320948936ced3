package dev.rowcast.bench.polling;

import dev.rowcast.bench.polling.Write.Kind;
import dev.rowcast.bench.report.Distribution;
import dev.rowcast.bench.rig.BenchDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/**
 * What the triggers of a change table cost who writes: the same writes to two tables in turns, one with triggers and one without.
 *
 * @param plain how long a transaction of one change takes, from sending the statement until the commit is acknowledged
 * @param triggered the same with the triggers
 */
record TriggerCost(Distribution plain, Distribution triggered) {
    private static final int WARM_UP_ROUNDS = 20;
    private static final int ROUNDS_AT_LEAST = 20;

    /** Goes on for so long. */
    static TriggerCost measure(BenchDatabase database, Duration duration) throws SQLException {
        try (OrderWriter plain = new OrderWriter(database.connectAsRoot(), ShopSchema.PLAIN);
                OrderWriter triggered = new OrderWriter(database.connectAsRoot(), ShopSchema.TRIGGERED)) {
            LongStream.Builder plainNanos = LongStream.builder();
            LongStream.Builder triggeredNanos = LongStream.builder();
            SplittableRandom random = new SplittableRandom(1);
            for (int round = 1; round <= WARM_UP_ROUNDS; round++) {
                life(plain, round, LongStream.builder());
                life(triggered, round, LongStream.builder());
            }
            long end = System.nanoTime() + duration.toNanos();
            for (int round = 1; round <= ROUNDS_AT_LEAST || System.nanoTime() - end < 0; round++) {
                boolean plainFirst = random.nextBoolean();
                life(plainFirst ? plain : triggered, round, plainFirst ? plainNanos : triggeredNanos);
                life(plainFirst ? triggered : plain, round, plainFirst ? triggeredNanos : plainNanos);
            }
            return new TriggerCost(Distribution.of(plainNanos.build()), Distribution.of(triggeredNanos.build()));
        }
    }

    /** An order comes, changes and goes, in three transactions. */
    private static void life(OrderWriter orders, int number, LongStream.Builder nanos) throws SQLException {
        for (Kind kind : List.of(Kind.INSERT, Kind.UPDATE, Kind.DELETE)) {
            long start = System.nanoTime();
            orders.write(kind, number, number);
            orders.commit();
            nanos.add(System.nanoTime() - start);
        }
    }
}
