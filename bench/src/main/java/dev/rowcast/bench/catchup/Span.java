package dev.rowcast.bench.catchup;

import dev.rowcast.bench.rig.JavaProcess;
import dev.rowcast.bench.rig.ProcessUsage;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The time from the first event to the last, and what was used in it.
 *
 * @param start from the start of the contender's process to the first event
 * @param brokerTime zero where the broker is in the contender's process
 */
record Span(Duration start, Duration duration, Duration processorTime, Duration brokerTime, long peakBytes) {
    /**
     * Waits for the first event and the last.
     *
     * @param startNanos when the process was started, of {@link System#nanoTime()}
     * @param broker null where it is in the contender's process
     */
    static Span measure(long startNanos, EventCounter counter, JavaProcess contender, @Nullable Process broker)
            throws IOException, InterruptedException {
        long first = counter.awaitFirst(Preparation.LIMIT);
        ProcessUsage before = contender.usage();
        Duration brokerBefore = processorTime(broker);
        long last = counter.awaitLast(Preparation.LIMIT);
        ProcessUsage after = contender.usage();
        return new Span(
                Duration.ofNanos(first - startNanos),
                Duration.ofNanos(last - first),
                after.processorTime().minus(before.processorTime()),
                processorTime(broker).minus(brokerBefore),
                after.peakResidentBytes());
    }

    private static Duration processorTime(@Nullable Process process) throws IOException {
        return process == null ? Duration.ZERO : ProcessUsage.of(process.pid()).processorTime();
    }
}
