package dev.rowcast.bench.latency;

import java.util.concurrent.atomic.AtomicLongArray;

/** When the changes of a spell were made, by {@link System#nanoTime()} and their place in the spell. Any thread. */
final class WriteTimes {
    private final AtomicLongArray sent;
    private final AtomicLongArray committed;

    WriteTimes(int count) {
        sent = new AtomicLongArray(count);
        committed = new AtomicLongArray(count);
    }

    /**
     * The change at this place is made.
     *
     * @param sentAt just before its statement, which is a transaction, was sent
     * @param committedAt just after the server's answer had come
     */
    void made(int place, long sentAt, long committedAt) {
        sent.set(place, sentAt);
        committed.set(place, committedAt);
    }

    long sent(int place) {
        return sent.get(place);
    }

    long committed(int place) {
        return committed.get(place);
    }
}
