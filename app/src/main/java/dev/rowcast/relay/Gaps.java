package dev.rowcast.relay;

import org.jspecify.annotations.Nullable;

/**
 * How often events were lost for good.
 *
 * @param count since the first start, as far as checkpoints remember
 * @param last the last time; null if never
 */
public record Gaps(long count, @Nullable Gap last) {
    public static final Gaps NONE = new Gaps(0, null);

    /** These and one more. */
    Gaps plus(Gap gap) {
        return new Gaps(count + 1, gap);
    }
}
