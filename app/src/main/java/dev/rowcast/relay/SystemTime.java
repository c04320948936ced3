package dev.rowcast.relay;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The machine's clock, and the thread that rests on it. */
public final class SystemTime implements RelayTime {
    private volatile @Nullable Thread resting;

    @Override
    public Instant instant() {
        return Instant.now();
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public void rest(Duration longest) throws InterruptedException {
        resting = Thread.currentThread();
        LockSupport.parkNanos(this, longest.toNanos());
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    @Override
    public void wake() {
        LockSupport.unpark(resting);
    }
}
