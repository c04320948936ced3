package dev.rowcast.relay;

import java.time.Duration;
import java.time.InstantSource;

/** The time of day, time that only goes forward, and rest, for the relay's thread. */
public interface RelayTime extends InstantSource {

    /** Nanoseconds since an arbitrary moment, as {@link System#nanoTime}. Any thread. */
    long nanoTime();

    /** Returns after this time, or earlier: once {@link #wake} is called, or for no reason. The relay's thread. */
    void rest(Duration longest) throws InterruptedException;

    /** Ends a rest. Any thread. */
    void wake();
}
