package dev.rowcast.broker;

/**
 * What may wait for one subscriber before it is closed, so that the broker's memory is bounded by this times the number of
 * subscribers.
 *
 * @param maxUnreadBytes how much may pile up, in bytes
 */
public record SubscriberLimits(int maxUnreadBytes) {
    public SubscriberLimits {
        Checks.require(maxUnreadBytes > 0, "maxUnreadBytes is below 1: " + maxUnreadBytes);
    }

    /** 64 MiB. */
    public static SubscriberLimits defaults() {
        return new SubscriberLimits(64 << 20);
    }
}
