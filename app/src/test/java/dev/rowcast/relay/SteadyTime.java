package dev.rowcast.relay;

import java.time.Duration;
import java.time.Instant;

/** A clock that stands still on the wall, goes on inside, and rests no longer than the machine's. */
final class SteadyTime implements RelayTime {
    private final RelayTime system = new SystemTime();
    private final Instant now;

    SteadyTime(Instant now) {
        this.now = now;
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public long nanoTime() {
        return system.nanoTime();
    }

    @Override
    public void rest(Duration longest) throws InterruptedException {
        system.rest(longest);
    }

    @Override
    public void wake() {
        system.wake();
    }
}
