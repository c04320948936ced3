package dev.rowcast.broker;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What waits for all subscribers together, and how many were closed for it. Any thread. */
final class Backlogs {
    private static final int SMALL_BYTES = 1 << 20;

    private final SubscriberLimits limits;
    private final AtomicLong bytes = new AtomicLong();
    private final LongAdder closed = new LongAdder();

    Backlogs(SubscriberLimits limits) {
        this.limits = limits;
    }

    SubscriberLimits limits() {
        return limits;
    }

    /** @param change of one subscriber's backlog, in bytes */
    void add(long change) {
        bytes.addAndGet(change);
    }

    /**
     * Whether a subscriber has to go: for its own backlog, or because all together have too much and its part is not small.
     *
     * @param own its backlog, in bytes
     */
    boolean isTooMuch(long own) {
        return own > limits.maxUnreadBytes() || (own > SMALL_BYTES && bytes.get() > limits.maxTotalBytes());
    }

    void countClosed() {
        closed.increment();
    }

    /** How many subscribers were closed because they were too slow. */
    long closed() {
        return closed.sum();
    }

    /** In bytes. */
    long total() {
        return bytes.get();
    }
}
