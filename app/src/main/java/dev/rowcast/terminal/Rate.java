package dev.rowcast.terminal;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** How fast a number has grown lately: over the last seconds, so that it is neither jumpy nor late. One thread. */
public final class Rate {
    private static final long WINDOW_NANOS = Duration.ofSeconds(3).toNanos();
    private static final double NANOS_PER_SECOND = 1e9;

    private final Deque<Sample> samples = new ArrayDeque<>();

    private record Sample(long nanos, long count) {}

    /**
     * Notes how large the number is now. To be called a few times a second.
     *
     * @param nanos by {@link System#nanoTime}
     */
    public void sample(long count, long nanos) {
        samples.add(new Sample(nanos, count));
        while (samples.size() > 2 && nanos - samples.getFirst().nanos > WINDOW_NANOS) {
            samples.removeFirst();
        }
    }

    /** By how much it has grown each second; 0 before two samples, and where it has shrunk. */
    public double perSecond() {
        if (samples.size() < 2) {
            return 0;
        }
        Sample first = samples.getFirst();
        Sample last = samples.getLast();
        long nanos = last.nanos - first.nanos;
        return nanos <= 0 ? 0 : Math.max(0, (last.count - first.count) * NANOS_PER_SECOND / nanos);
    }
}
