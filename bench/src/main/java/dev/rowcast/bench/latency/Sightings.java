package dev.rowcast.bench.latency;

import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLongArray;

/** When a subscriber first saw each of the numbered changes. Written by the subscriber's thread, read by any. */
final class Sightings {
    private static final long NEVER = Long.MIN_VALUE;

    private final long first;
    private final AtomicLongArray seenAt;

    /** Of so many changes from the first one on; others are passed over. */
    Sightings(long first, int count) {
        this.first = first;
        seenAt = new AtomicLongArray(count);
        for (int i = 0; i < count; i++) {
            seenAt.setPlain(i, NEVER);
        }
    }

    /** Sees the change with this number, if there is one. */
    void see(long number, long nanoTime) {
        long place = number - first;
        if (place >= 0 && place < seenAt.length()) {
            seenAt.compareAndSet((int) place, NEVER, nanoTime);
        }
    }

    /** The {@link System#nanoTime()} at which the change was first seen. */
    OptionalLong of(long number) {
        long nanoTime = seenAt.get((int) (number - first));
        return nanoTime == NEVER ? OptionalLong.empty() : OptionalLong.of(nanoTime);
    }

    boolean hasAll(Spell spell) {
        for (long number = spell.end() - 1; number >= spell.first(); number--) {
            if (of(number).isEmpty()) {
                return false;
            }
        }
        return true;
    }
}
