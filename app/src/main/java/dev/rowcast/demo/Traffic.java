package dev.rowcast.demo;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes random orders so many times a second, on a thread of its own, until it is closed. Where the database can not keep
 * up, what is more than a second late is left out; while it is away, one change a second tries whether it is back.
 */
public final class Traffic implements AutoCloseable {
    public static final int MOST_CHANGES_PER_SECOND = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(Traffic.class);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(5);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(1);

    private final RandomOrders orders;
    private final int changesPerSecond;
    private final LongSupplier nanoTime;
    private final ScheduledExecutorService executor;

    private long nextChangeNanos;
    private boolean failing;
    private @Nullable ScheduledFuture<?> schedule;
    private volatile boolean closed;

    Traffic(RandomOrders orders, int changesPerSecond, LongSupplier nanoTime) {
        if (changesPerSecond < 1 || changesPerSecond > MOST_CHANGES_PER_SECOND) {
            throw new IllegalArgumentException(
                    changesPerSecond + " changes a second are not in 1 to " + MOST_CHANGES_PER_SECOND);
        }
        this.orders = orders;
        this.changesPerSecond = changesPerSecond;
        this.nanoTime = nanoTime;
        this.nextChangeNanos = nanoTime.getAsLong();
        this.executor = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "traffic");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Starts changing orders.
     *
     * @param changesPerSecond 1 to {@value #MOST_CHANGES_PER_SECOND}
     * @param seed the same one on the same table makes the same changes
     */
    public static Traffic start(SqlExecutor database, int changesPerSecond, long seed) {
        Traffic traffic = new Traffic(new RandomOrders(database, new Random(seed)), changesPerSecond, System::nanoTime);
        long pauseNanos = Math.max(SHORTEST_PAUSE.toNanos(), traffic.nanosPerChange());
        traffic.schedule = traffic.executor.scheduleAtFixedRate(traffic::run, 0, pauseNanos, TimeUnit.NANOSECONDS);
        return traffic;
    }

    private void run() {
        try {
            makeDueChanges();
        } catch (RuntimeException e) {
            LOG.error("Traffic ends", e);
            throw e;
        }
    }

    /** Makes the changes that are due by now. */
    void makeDueChanges() {
        long now = nanoTime.getAsLong();
        nextChangeNanos = latest(nextChangeNanos, now - TimeUnit.SECONDS.toNanos(1));
        while (!closed && nextChangeNanos - now <= 0) {
            try {
                orders.change();
                nextChangeNanos += nanosPerChange();
                becomes(false, "The database is back: traffic goes on.");
            } catch (SqlExecutionException e) {
                orders.forgetCount();
                nextChangeNanos = now + PAUSE_AFTER_FAILURE.toNanos();
                if (!closed) {
                    becomes(true, "Traffic waits for the database: " + e.getMessage());
                }
            }
        }
    }

    /** Readings of the nano clock are compared by their difference: they may overflow. */
    private static long latest(long a, long b) {
        return a - b >= 0 ? a : b;
    }

    private void becomes(boolean nowFailing, String transition) {
        if (failing != nowFailing) {
            failing = nowFailing;
            LOG.info(transition);
        }
    }

    private long nanosPerChange() {
        return TimeUnit.SECONDS.toNanos(1) / changesPerSecond;
    }

    /** No change begins after this; waits up to a second for one that is under way. */
    @Override
    public void close() {
        closed = true;
        if (schedule != null) {
            schedule.cancel(true);
        }
        executor.shutdownNow();
        try {
            executor.awaitTermination(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
