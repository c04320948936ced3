package dev.rowcast.broker;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * What may wait for subscribers that read slowly. Past it they are closed, and come back to fresh retained state, if they come
 * back.
 *
 * @param maxUnreadBytes how much may pile up for one, in bytes
 * @param maxTotalBytes how much may pile up for all together, in bytes; past it the one with most is closed
 * @param maxStall how long one may take nothing at all while something is under way to it
 */
public record SubscriberLimits(int maxUnreadBytes, long maxTotalBytes, Duration maxStall) {
    private static final int DEFAULT_UNREAD_BYTES = 64 << 20;
    private static final long DEFAULT_TOTAL_BYTES = 256 << 20;
    private static final int PART_OF_HEAP = 4;
    private static final Duration DEFAULT_STALL = Duration.ofSeconds(60);

    public SubscriberLimits {
        requireNonNull(maxStall, "maxStall is null");
        Checks.require(maxUnreadBytes > 0, "maxUnreadBytes is below 1: " + maxUnreadBytes);
        Checks.require(maxTotalBytes > 0, "maxTotalBytes is below 1: " + maxTotalBytes);
        Checks.require(maxStall.toMillis() > 0, "maxStall is below a millisecond: " + maxStall);
    }

    /** 64 MiB each, in all 256 MiB or a quarter of the heap if that is less, a minute. */
    public static SubscriberLimits defaults() {
        long total = Math.min(DEFAULT_TOTAL_BYTES, Runtime.getRuntime().maxMemory() / PART_OF_HEAP);
        return new SubscriberLimits(DEFAULT_UNREAD_BYTES, total, DEFAULT_STALL);
    }

    /** The same with another bound for each. */
    public SubscriberLimits withMaxUnreadBytes(int bytes) {
        return new SubscriberLimits(bytes, maxTotalBytes, maxStall);
    }

    /** The same with another time. */
    public SubscriberLimits withMaxStall(Duration time) {
        return new SubscriberLimits(maxUnreadBytes, maxTotalBytes, time);
    }
}
