package dev.rowcast.mysql;

import dev.rowcast.change.StreamItem;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Hands items from the thread that reads the binlog to the one that publishes, within a bound on items and on bytes. One
 * item always fits, however large. The reader ends it once, with the cause; what was put before is still handed over.
 */
final class Handoff {
    private final int maxItems;
    private final long maxBytes;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    /** A reader that has waited for room is woken up once there is room for many, not for each. */
    private final Condition drained = lock.newCondition();

    private final Condition over = lock.newCondition();
    private final Deque<Entry> entries = new ArrayDeque<>();
    private long bytes;
    private @Nullable Exception ended;
    private boolean closed;

    private record Entry(StreamItem item, long bytes) {}

    Handoff(int maxItems, long maxBytes) {
        this.maxItems = maxItems;
        this.maxBytes = maxBytes;
    }

    /** Waits for room. Drops the item if nobody wants it any more. Reader's thread. */
    void put(StreamItem item, long itemBytes) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed && !entries.isEmpty() && (entries.size() >= maxItems || bytes + itemBytes > maxBytes)) {
                drained.await();
            }
            if (!closed) {
                entries.add(new Entry(item, itemBytes));
                bytes += itemBytes;
                filled.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** No more items will come; the first cause counts. Reader's thread. */
    void end(Exception cause) {
        lock.lock();
        try {
            if (ended == null) {
                ended = cause;
            }
            filled.signal();
            over.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * The next item; null if none comes within the time.
     *
     * @throws Exception the cause of the end, once all items before it are taken
     */
    @Nullable
    StreamItem poll(Duration timeout) throws Exception {
        long nanos = timeout.toNanos();
        lock.lockInterruptibly();
        try {
            while (entries.isEmpty() && ended == null && nanos > 0) {
                nanos = filled.awaitNanos(nanos);
            }
            Entry next = entries.poll();
            if (next != null) {
                bytes -= next.bytes;
                if (entries.size() <= maxItems / 2 && bytes <= maxBytes / 2) {
                    drained.signal();
                }
                return next.item;
            }
            if (ended != null) {
                throw ended;
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    /** Whether the reader has ended and left no items. */
    boolean hasEndedWithNothing() {
        lock.lock();
        try {
            return ended != null && entries.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the reader has ended or the time is over. */
    boolean awaitEnd(Duration timeout) throws InterruptedException {
        long nanos = TimeUnit.NANOSECONDS.convert(timeout);
        lock.lockInterruptibly();
        try {
            while (ended == null && nanos > 0) {
                nanos = over.awaitNanos(nanos);
            }
            return ended != null;
        } finally {
            lock.unlock();
        }
    }

    /** Nobody takes items any more; the reader never waits again. Any thread. */
    void close() {
        lock.lock();
        try {
            closed = true;
            entries.clear();
            drained.signal();
        } finally {
            lock.unlock();
        }
    }
}
