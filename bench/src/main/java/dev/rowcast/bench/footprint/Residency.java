package dev.rowcast.bench.footprint;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.rowcast.bench.report.Point;
import dev.rowcast.bench.rig.JavaProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** Looks ten times a second at how much memory of a process is resident, on a thread of its own, until it is closed. */
final class Residency implements AutoCloseable {
    private static final int PERIOD_MILLIS = 100;
    private static final double MEBIBYTE = 1 << 20;
    private static final double SECOND_NANOS = 1e9;

    private final JavaProcess process;
    private final long start = System.nanoTime();
    private final List<Point> points = new ArrayList<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();

    private Residency(JavaProcess process) {
        this.process = process;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // nothing in it fails
    static Residency watch(JavaProcess process) {
        Residency residency = new Residency(process);
        residency.thread.scheduleAtFixedRate(residency::look, 0, PERIOD_MILLIS, MILLISECONDS);
        return residency;
    }

    private void look() {
        try {
            double seconds = (System.nanoTime() - start) / SECOND_NANOS;
            add(new Point(seconds, process.usage().residentBytes() / MEBIBYTE));
        } catch (IOException e) {
            // it has ended
            thread.shutdown();
        }
    }

    private synchronized void add(Point point) {
        points.add(point);
    }

    /** Seconds since it began to look, and MiB. */
    synchronized List<Point> points() {
        return List.copyOf(points);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
