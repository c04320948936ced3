package dev.rowcast.relay;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait before another attempt: doubles with each failure, within bounds, and jittered by half. */
final class Backoff {
    private static final Duration FIRST = Duration.ofMillis(250);
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final RandomGenerator random;
    private Duration next = FIRST;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /** After a success: the next failure waits briefly again. */
    void reset() {
        next = FIRST;
    }

    /** The time to wait now; longer the next time. */
    Duration next() {
        long half = next.toMillis() / 2;
        Duration wait = Duration.ofMillis(half + random.nextLong(half + 1));
        next = next.multipliedBy(2).compareTo(LONGEST) < 0 ? next.multipliedBy(2) : LONGEST;
        return wait;
    }
}
