package dev.rowcast.bench.snapshot;

import dev.rowcast.bench.report.Distribution;
import dev.rowcast.bench.snapshot.Course.Moment;
import java.time.Duration;
import java.util.List;

/**
 * What a turn came to.
 *
 * @param rows of the table
 * @param reading from the first row at the subscriber to the last
 * @param sinceStart from the start of the process to the last row at the subscriber
 * @param processorTime of the process, its start included
 * @param course of the process, until the last row
 * @param changes that were made in the time of {@code reading}
 * @param delays of their events since the commit
 */
record Measured(
        int rows,
        Duration reading,
        Duration sinceStart,
        Duration processorTime,
        long peakResidentBytes,
        List<Moment> course,
        int changes,
        Distribution delays) {
    private static final double NANOS_PER_SECOND = 1e9;

    Measured {
        course = List.copyOf(course);
    }

    double rowsPerSecond() {
        return rows * NANOS_PER_SECOND / reading.toNanos();
    }

    Duration processorTimePerRow() {
        return processorTime.dividedBy(rows);
    }

    /** When so much of the rows had come, at the next look. */
    long residentBytesAt(double share) {
        return course.stream()
                .filter(moment -> moment.rows() >= share * rows)
                .findFirst()
                .orElseGet(() -> course.get(course.size() - 1))
                .residentBytes();
    }
}
