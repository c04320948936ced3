package dev.rowcast;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** Tells a failure now and then from one that comes again and again. One thread. */
final class FailureCount {
    private final int limit;
    private final Duration within;
    private final Deque<Long> atNanos = new ArrayDeque<>();

    FailureCount(int limit, Duration within) {
        this.limit = limit;
        this.within = within;
    }

    /** Counts one more, and says whether these are now as many as the limit within its time. */
    boolean isTooMany(long nowNanos) {
        atNanos.add(nowNanos);
        atNanos.removeIf(then -> nowNanos - then > within.toNanos());
        return atNanos.size() >= limit;
    }
}
