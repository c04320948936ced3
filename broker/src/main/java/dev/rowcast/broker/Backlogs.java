package dev.rowcast.broker;

import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What waits for all subscribers together, and how many were closed for it. Any thread. */
final class Backlogs {
    private final SubscriberLimits limits;
    private final Set<Backlog> backlogs = ConcurrentHashMap.newKeySet();
    private final AtomicLong bytes = new AtomicLong();
    /** Those that were told to go and have not yet gone, with what waited for them when they were told. */
    private final Map<Backlog, Long> leaving = new ConcurrentHashMap<>();

    private final AtomicLong leavingBytes = new AtomicLong();
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
     * Notes that a backlog has grown or shrunk. When all are too much together, the largest goes, and more where those that
     * are going already are not enough: their threads may be busy.
     *
     * @param change in bytes
     */
    void changed(Backlog backlog, long change) {
        long total = bytes.addAndGet(change);
        if (change > 0) {
            backlogs.add(backlog);
            if (isTooMuch(total)) {
                evictLargest();
            }
        }
    }

    private boolean isTooMuch(long total) {
        return total - leavingBytes.get() > limits.maxTotalBytes();
    }

    private synchronized void evictLargest() {
        if (!isTooMuch(bytes.get())) {
            return;
        }
        backlogs.stream()
                .filter(backlog -> !leaving.containsKey(backlog))
                .max(Comparator.comparingLong(Backlog::size))
                .ifPresent(this::evict);
    }

    private void evict(Backlog largest) {
        long size = largest.size();
        leaving.put(largest, size);
        leavingBytes.addAndGet(size);
        largest.evict();
    }

    /**
     * Forgets what is gone.
     *
     * @param rest what was still waiting, in bytes
     */
    synchronized void gone(Backlog backlog, long rest) {
        bytes.addAndGet(-rest);
        backlogs.remove(backlog);
        Long counted = leaving.remove(backlog);
        if (counted != null) {
            leavingBytes.addAndGet(-counted);
        }
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
