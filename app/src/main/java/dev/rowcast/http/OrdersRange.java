package dev.rowcast.http;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * Which orders to list: those next to an id, which itself is not among them.
 *
 * @param descending whether from larger ids to smaller ones
 * @param beyond the id to begin behind, in that direction; null for the first or the last order of all
 * @param limit at most so many, from 1
 */
public record OrdersRange(boolean descending, @Nullable BigInteger beyond, int limit) {
    public OrdersRange {
        if (limit < 1) {
            throw new IllegalArgumentException("limit is below 1: " + limit);
        }
    }

    /** The orders with the smallest ids, in ascending order. */
    public static OrdersRange first(int limit) {
        return new OrdersRange(false, null, limit);
    }

    /** The orders with the largest ids, in descending order. */
    public static OrdersRange last(int limit) {
        return new OrdersRange(true, null, limit);
    }
}
