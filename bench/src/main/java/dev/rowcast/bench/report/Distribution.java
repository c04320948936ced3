package dev.rowcast.bench.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.LongStream;

/** How long something took each time. Immutable. */
public final class Distribution {
    private static final double NANOS_PER_MILLI = 1e6;

    private final long[] ascending;

    private Distribution(long[] ascending) {
        this.ascending = ascending;
    }

    /** Of nanoseconds, in any order. */
    public static Distribution of(LongStream nanos) {
        long[] ascending = nanos.toArray();
        Arrays.sort(ascending);
        return new Distribution(ascending);
    }

    /** Of all that these were measured. */
    public static Distribution merged(Collection<Distribution> parts) {
        return of(parts.stream().flatMapToLong(part -> Arrays.stream(part.ascending)));
    }

    public int count() {
        return ascending.length;
    }

    /**
     * By the nearest rank: the least of the values that at least this share of all are not above.
     *
     * @param share above 0, at most 1
     * @throws IllegalStateException if nothing was measured
     */
    public Duration percentile(double share) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("share " + share + " is not above 0 and at most 1");
        }
        if (ascending.length == 0) {
            throw new IllegalStateException("nothing was measured");
        }
        return Duration.ofNanos(ascending[(int) Math.ceil(share * ascending.length) - 1]);
    }

    /**
     * The cumulative distribution as a line.
     *
     * @param outOf how many there should be: where some never came, the line ends below 1
     * @param most about how many points the line may have, at least 1; the last value is always among them
     * @return x in milliseconds, y from 0 to 1
     */
    public List<Point> cumulative(int outOf, int most) {
        if (outOf < ascending.length || most < 1) {
            throw new IllegalArgumentException(ascending.length + " out of " + outOf + " in " + most + " points");
        }
        List<Point> points = new ArrayList<>();
        int step = Math.max(1, ascending.length / most);
        for (int i = 0; i < ascending.length; i++) {
            if (i % step == 0 || i == ascending.length - 1) {
                points.add(new Point(ascending[i] / NANOS_PER_MILLI, (i + 1) / (double) outOf));
            }
        }
        return points;
    }
}
