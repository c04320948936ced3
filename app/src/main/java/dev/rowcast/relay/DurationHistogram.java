package dev.rowcast.relay;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/**
 * Counts durations by size, from below a millisecond to above a minute. Recording one takes nanoseconds and no memory. Any thread.
 */
public final class DurationHistogram {
    /** The upper bounds of all ranges but the last, which has none; in the order of size. */
    public static final List<Duration> BOUNDS = Stream.of(
                    1_000L,
                    2_500L,
                    5_000L,
                    10_000L,
                    25_000L,
                    50_000L,
                    100_000L,
                    250_000L,
                    500_000L,
                    1_000_000L,
                    2_500_000L,
                    5_000_000L,
                    10_000_000L,
                    30_000_000L,
                    60_000_000L)
            .map(micros -> Duration.ofNanos(micros * 1_000))
            .toList();

    private static final long[] BOUNDS_NANOS =
            BOUNDS.stream().mapToLong(Duration::toNanos).toArray();

    private final LongAdder[] ranges =
            Stream.generate(LongAdder::new).limit(BOUNDS_NANOS.length + 1L).toArray(LongAdder[]::new);
    private final LongAdder sumNanos = new LongAdder();

    /**
     * What was recorded so far.
     *
     * @param ranges how many durations were above the bound before and not above their own; one more than there are {@link #BOUNDS}
     * @param sum of all durations
     */
    public record Recorded(List<Long> ranges, Duration sum) {
        public Recorded {
            ranges = List.copyOf(ranges);
        }

        /** How many there were. */
        public long count() {
            return ranges.stream().mapToLong(Long::longValue).sum();
        }
    }

    /** Records a duration; a negative one, as of clocks that differ, counts as none. */
    void record(long nanos) {
        long counted = Math.max(0, nanos);
        int found = Arrays.binarySearch(BOUNDS_NANOS, counted);
        ranges[found < 0 ? -found - 1 : found].increment();
        sumNanos.add(counted);
    }

    /** What was recorded so far; of durations that are being recorded meanwhile the sum may miss some that are counted. */
    Recorded recorded() {
        return new Recorded(Arrays.stream(ranges).map(LongAdder::sum).toList(), Duration.ofNanos(sumNanos.sum()));
    }
}
