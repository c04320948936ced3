package dev.rowcast.bench.latency;

import java.util.concurrent.TimeUnit;

/**
 * Changes that come at a steady rate, each at a planned moment, whether those before it have arrived or not. Each has a number,
 * which its row says in {@code quantity}.
 *
 * @param first number, above 0; the others follow it
 * @param perSecond above 0
 */
record Spell(long first, int count, int perSecond) {
    private static final long NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    Spell {
        if (first < 1 || count < 1 || perSecond < 1) {
            throw new IllegalArgumentException(count + " changes from " + first + " on, " + perSecond + " a second");
        }
    }

    /** When the change at this place, counted from 0, is to be made: nanoseconds since the beginning. */
    long due(int place) {
        return place * NANOS_PER_SECOND / perSecond;
    }

    /** The number behind the last one. */
    long end() {
        return first + count;
    }
}
