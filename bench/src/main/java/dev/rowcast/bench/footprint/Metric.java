package dev.rowcast.bench.footprint;

import dev.rowcast.bench.report.Figures;
import java.time.Duration;

/** What is measured of each start. */
enum Metric {
    PAGE("page", true),
    READY("ready, empty table", true),
    READY_FULL("ready, full table", true),
    START_PROCESSOR("processor time for it", true),
    IDLE("idle", false),
    CATCH_UP("caught up", true),
    PEAK("catch-up peak", false);

    private final String heading;
    private final boolean time;

    Metric(String heading, boolean time) {
        this.heading = heading;
        this.time = time;
    }

    String heading() {
        return heading;
    }

    /** @param value nanoseconds or bytes, as the metric is */
    String text(long value) {
        return time ? Figures.time(Duration.ofNanos(value)) : Figures.mebibytes(value);
    }
}
