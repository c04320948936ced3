package dev.rowcast.bench.catchup;

import dev.rowcast.bench.report.Point;
import java.time.Duration;
import java.util.List;

/**
 * How one contender caught up once.
 *
 * @param changes in the backlog, each of which has arrived once
 * @param start from the start of the process to the first event
 * @param span from the first event to the last
 * @param processorTime of the contender's process in that span; with its own broker, that is in it
 * @param brokerTime of a broker in a process of its own in that span
 * @param messages published, 0 where there are none
 * @param peakBytes the most memory that the contender's process had resident, 0 where it is not known
 * @param course how many changes had arrived so many seconds after the first one, from the first to the last
 */
record Turn(
        Contender contender,
        long changes,
        Duration start,
        Duration span,
        Duration processorTime,
        Duration brokerTime,
        long messages,
        long peakBytes,
        List<Point> course) {
    private static final double SECOND = 1e9;
    private static final double MICROSECOND = 1e3;

    Turn {
        course = List.copyOf(course);
    }

    double changesPerSecond() {
        return changes / (span.toNanos() / SECOND);
    }

    /** Microseconds for each change. */
    double processorMicros() {
        return processorTime.toNanos() / MICROSECOND / changes;
    }

    /** Microseconds for each change. */
    double brokerMicros() {
        return brokerTime.toNanos() / MICROSECOND / changes;
    }

    double messagesPerChange() {
        return (double) messages / changes;
    }
}
