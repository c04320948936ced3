package dev.rowcast.cli;

import dev.rowcast.Vitals;
import dev.rowcast.relay.ScanProgress;
import dev.rowcast.terminal.Rate;

/** How many rows go out each second, as changes and from tables that are read. One thread. */
final class Throughput {
    private final Rate rate = new Rate();
    private long rows;
    private long events;
    private long scanned;

    /** @param nanos by {@link System#nanoTime} */
    void sample(Vitals vitals, long nanos) {
        long scans =
                vitals.status().scans().stream().mapToLong(ScanProgress::rows).sum();
        // less than before: another table has begun
        rows += (scans >= scanned ? scans - scanned : scans) + vitals.events() - events;
        scanned = scans;
        events = vitals.events();
        rate.sample(rows, nanos);
    }

    double perSecond() {
        return rate.perSecond();
    }

    /** How many there were so far. */
    long rows() {
        return rows;
    }
}
