package dev.rowcast.relay;

import java.time.Duration;
import java.time.Instant;

/** Time that passes when the relay does something, or rests. */
final class SimulatedTime implements RelayTime {
    private static final long START_MILLIS =
            Instant.parse("2026-11-20T09:12:00Z").toEpochMilli();
    private static final long MILLISECOND = 1_000_000;

    private final SimulatedWorld world;
    private long nanos;

    SimulatedTime(SimulatedWorld world) {
        this.world = world;
    }

    void pass(Duration time) {
        nanos += time.toNanos();
    }

    void passMillis(int millis) {
        nanos += millis * MILLISECOND;
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(START_MILLIS + nanos / MILLISECOND);
    }

    @Override
    public long nanoTime() {
        return nanos;
    }

    @Override
    public void rest(Duration longest) throws InterruptedException {
        pass(longest);
        world.interruptibleMoment("rest");
    }

    @Override
    public void wake() {
        // The one thread is awake, or it would not come here.
    }
}
