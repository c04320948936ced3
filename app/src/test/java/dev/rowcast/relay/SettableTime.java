package dev.rowcast.relay;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** Time that goes forward only when it is told to, or when somebody rests. */
class SettableTime implements RelayTime {
    private static final Instant START = Instant.parse("2026-11-20T09:12:00Z");

    private final AtomicLong nanos = new AtomicLong();

    @Override
    public Instant instant() {
        return START.plusNanos(nanos.get());
    }

    @Override
    public long nanoTime() {
        return nanos.get();
    }

    @Override
    public void rest(Duration longest) {
        nanos.addAndGet(longest.toNanos());
    }

    @Override
    public void wake() {
        // nobody sleeps
    }
}
