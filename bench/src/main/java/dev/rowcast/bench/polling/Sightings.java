package dev.rowcast.bench.polling;

import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLongArray;

/** When a client first saw each change. Any thread. */
final class Sightings {
    private static final long NEVER = Long.MIN_VALUE;

    private final Truth truth;
    private final AtomicLongArray seenAt;

    Sightings(Truth truth) {
        this.truth = truth;
        seenAt = new AtomicLongArray(truth.writes().size() + 1);
        for (int i = 0; i < seenAt.length(); i++) {
            seenAt.set(i, NEVER);
        }
    }

    /** Sees a row as an insert or update left it, now. Rows from before the first write have the number 0 and do not count. */
    void row(int number) {
        if (number > 0 && number < seenAt.length()) {
            seenAt.compareAndSet(number, NEVER, System.nanoTime());
        }
    }

    /** Sees that an order was deleted, now. */
    void deletion(long order) {
        row(truth.delete(order));
    }

    /** The {@link System#nanoTime()} at which the write was first seen. */
    OptionalLong of(Write write) {
        long nanoTime = seenAt.get(write.number());
        return nanoTime == NEVER ? OptionalLong.empty() : OptionalLong.of(nanoTime);
    }
}
