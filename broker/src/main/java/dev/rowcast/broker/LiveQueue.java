package dev.rowcast.broker;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The live messages that one subscriber can not be sent yet. On the channel's event loop, but for its size. */
final class LiveQueue implements Backlogs.Backlog {
    private final Backlogs backlogs;
    private final Runnable evict;
    private final Queue<Waiting> messages = new ArrayDeque<>();
    private final AtomicLong size = new AtomicLong();

    /**
     * Makes an empty one.
     *
     * @param evict closes the subscriber; called by any thread
     */
    LiveQueue(Backlogs backlogs, Runnable evict) {
        this.backlogs = backlogs;
        this.evict = evict;
    }

    /** A message, and how it is to be sent. */
    record Waiting(Publication publication, Delivery delivery) {}

    /** Keeps a message, and a part of its payload. */
    void add(Waiting waiting) {
        waiting.publication().payload().retain();
        messages.add(waiting);
        changed(waiting.publication().memory());
    }

    /** The next message, which stays. */
    @Nullable
    Waiting peek() {
        return messages.peek();
    }

    /** Forgets the next message; there must be one. */
    void remove() {
        Publication next = messages.remove().publication();
        changed(-next.memory());
        next.payload().release();
    }

    boolean isEmpty() {
        return messages.isEmpty();
    }

    private void changed(long change) {
        size.addAndGet(change);
        backlogs.changed(this, change);
    }

    /** Forgets everything; nothing may be added any more. */
    void clear() {
        for (Waiting next = messages.poll(); next != null; next = messages.poll()) {
            next.publication().payload().release();
        }
        backlogs.gone(this, size.getAndSet(0));
    }

    @Override
    public long size() {
        return size.get();
    }

    @Override
    public void evict() {
        evict.run();
    }
}
