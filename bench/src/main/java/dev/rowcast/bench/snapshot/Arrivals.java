package dev.rowcast.bench.snapshot;

import dev.rowcast.bench.rig.Publish;
import dev.rowcast.bench.rig.QuantityScan;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Which rows' states have come, each with the quantity that came last. Written by one thread, read by any. */
final class Arrivals {
    private static final int NONE = -1;

    /** By id; rows have the ids 1 to their number. */
    private final int[] quantities;

    private final AtomicInteger rows = new AtomicInteger();
    private final AtomicLong firstAt = new AtomicLong();
    private final AtomicLong lastAt = new AtomicLong();

    /** Of so many rows. */
    Arrivals(int expected) {
        quantities = new int[expected + 1];
        Arrays.fill(quantities, NONE);
    }

    /** A state has come. One without a row counts for nothing: nobody deletes, but Rowcast tries whether it may publish. */
    void see(Publish state, long nanoTime) {
        if (state.isEmpty()) {
            return;
        }
        int id = Math.toIntExact(state.key());
        boolean isNew = quantities[id] == NONE;
        quantities[id] = Math.toIntExact(QuantityScan.quantity(state));
        if (isNew) {
            firstAt.compareAndSet(0, nanoTime);
            lastAt.set(nanoTime);
            rows.incrementAndGet();
        }
    }

    /** How many rows have come, each counted once. */
    int rows() {
        return rows.get();
    }

    boolean isComplete() {
        return rows() == quantities.length - 1;
    }

    /** When the first row came, by {@link System#nanoTime()}; 0 before. */
    long firstAt() {
        return firstAt.get();
    }

    /** When the last of those that had not come before did. */
    long lastAt() {
        return lastAt.get();
    }

    /** The last one that came of this row; once nothing comes any more. */
    int quantity(int id) {
        return quantities[id];
    }

    /** How many rows have another quantity than the table was filled with; once nothing comes any more. */
    int changed() {
        return (int) Arrays.stream(quantities).filter(quantity -> quantity > 0).count();
    }
}
