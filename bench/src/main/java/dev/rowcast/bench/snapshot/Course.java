package dev.rowcast.bench.snapshot;

import dev.rowcast.bench.rig.JavaProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How a process got on, looked at twice a second. One thread. */
final class Course {
    private static final long INTERVAL_NANOS = Duration.ofMillis(500).toNanos();

    private static final double NANOS_PER_SECOND = 1e9;

    private final long start;
    private final List<Moment> moments = new ArrayList<>();

    /**
     * What was at a moment.
     *
     * @param seconds since the process was started
     * @param rows that had arrived
     */
    record Moment(double seconds, int rows, long residentBytes) {}

    /** @param start of the process, by {@link System#nanoTime()} */
    Course(long start) {
        this.start = start;
    }

    /** Looks, if it is time to. */
    void look(int rows, JavaProcess process) {
        long nanos = System.nanoTime() - start;
        if (nanos >= moments.size() * INTERVAL_NANOS) {
            try {
                moments.add(new Moment(
                        nanos / NANOS_PER_SECOND, rows, process.usage().residentBytes()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    List<Moment> moments() {
        return List.copyOf(moments);
    }
}
