package dev.rowcast.bench.scaling;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/** Measures what more work of one kind costs. One thread. */
interface Experiment {
    /** One for what it measures, without anything measured. */
    Curve emptyCurve();

    /**
     * Measures every size once, in their order.
     *
     * @param sizes ascending
     * @param curve of {@link #emptyCurve()}, which gets what is measured
     */
    void round(Stand stand, List<Long> sizes, Curve curve) throws IOException, InterruptedException, SQLException;
}
