package dev.rowcast.relay;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait before another attempt: doubles with each failure, within bounds, and jittered by half. One thread. */
public final class Backoff {
    private final RandomGenerator random;
    private final Duration first;
    private final Duration longest;
    private Duration next;

    /**
     * Nothing has failed yet.
     *
     * @param first at most, after the first failure
     * @param longest at most, after any number of them
     */
    public Backoff(RandomGenerator random, Duration first, Duration longest) {
        this.random = requireNonNull(random, "random is null");
        this.first = first;
        this.longest = longest;
        this.next = first;
    }

    /** After a success: the next failure waits briefly again. */
    public void reset() {
        next = first;
    }

    /** The time to wait now; longer the next time. */
    public Duration next() {
        long half = next.toMillis() / 2;
        Duration wait = Duration.ofMillis(half + random.nextLong(half + 1));
        next = next.multipliedBy(2).compareTo(longest) < 0 ? next.multipliedBy(2) : longest;
        return wait;
    }
}
