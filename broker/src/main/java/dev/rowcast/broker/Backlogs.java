package dev.rowcast.broker;

import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What waits for all subscribers together, and how many were closed for it. Any thread. */
final class Backlogs {
    private final SubscriberLimits limits;
    private final Set<Backlog> backlogs = ConcurrentHashMap.newKeySet();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicReference<@Nullable Backlog> leaving = new AtomicReference<>();
    private final LongAdder closed = new LongAdder();

    Backlogs(SubscriberLimits limits) {
        this.limits = limits;
    }

    /** What waits for one subscriber. */
    interface Backlog {
        /** In bytes. */
        long size();

        /** Closes the subscriber, soon; its thread is another one. */
        void evict();
    }

    SubscriberLimits limits() {
        return limits;
    }

    /**
     * Notes that a backlog has grown or shrunk. When all are too much together, the largest goes.
     *
     * @param change in bytes
     */
    void changed(Backlog backlog, long change) {
        long total = bytes.addAndGet(change);
        if (change > 0) {
            backlogs.add(backlog);
            if (total > limits.maxTotalBytes() && leaving.get() == null) {
                backlogs.stream()
                        .max(Comparator.comparingLong(Backlog::size))
                        .filter(largest -> leaving.compareAndSet(null, largest))
                        .ifPresent(Backlog::evict);
            }
        }
    }

    /**
     * Forgets what is gone.
     *
     * @param rest what was still waiting, in bytes
     */
    void gone(Backlog backlog, long rest) {
        bytes.addAndGet(-rest);
        backlogs.remove(backlog);
        leaving.compareAndSet(backlog, null);
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
