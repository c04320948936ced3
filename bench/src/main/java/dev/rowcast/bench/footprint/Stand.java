package dev.rowcast.bench.footprint;

import dev.rowcast.bench.rig.BenchDatabase;
import java.nio.file.Path;

/**
 * What all contenders are measured on.
 *
 * @param directory for what they write
 * @param rows of the table {@code orders}
 * @param backlog how many changes it has
 */
record Stand(BenchDatabase database, Path directory, int rows, int backlog) {
    /** A table like {@code orders} without rows. */
    static final String EMPTY_TABLE = "no_orders";

    static final String TABLE = "orders";
}
