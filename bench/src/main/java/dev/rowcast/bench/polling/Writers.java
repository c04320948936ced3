package dev.rowcast.bench.polling;

import dev.rowcast.bench.rig.BenchDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** The shop's two connections: one for orders whose transactions stay open, one for all others. Each order has one of them. */
final class Writers {
    private final BenchDatabase database;
    private final Truth truth;
    private final long start = System.nanoTime();

    private Writers(BenchDatabase database, Truth truth) {
        this.database = database;
        this.truth = truth;
    }

    /** Makes all writes when they are due, or as soon after as their connection is free; returns when all are committed. */
    static void run(BenchDatabase database, Truth truth) throws InterruptedException, ExecutionException {
        Writers writers = new Writers(database, truth);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<?> slow = threads.submit(() -> writers.write(true));
            Future<?> quick = threads.submit(() -> writers.write(false));
            slow.get();
            quick.get();
        } finally {
            threads.shutdownNow();
        }
    }

    private Void write(boolean slow) throws SQLException, InterruptedException {
        List<Write> mine = truth.writes().stream()
                .filter(write -> WritePlan.isSlow(write.order()) == slow)
                .toList();
        try (OrderWriter orders = new OrderWriter(database.connectAsRoot(), "orders")) {
            for (Write write : mine) {
                sleep(write.at().minusNanos(System.nanoTime() - start));
                orders.write(write.kind(), write.order(), write.number());
                sleep(write.open());
                long sent = System.nanoTime();
                orders.commit();
                truth.committed(write, sent);
            }
        }
        return null;
    }

    /** Not at all if it is negative. */
    private static void sleep(Duration duration) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(duration.toNanos());
    }
}
