package dev.rowcast.bench.scaling;

import java.io.IOException;
import java.sql.SQLException;

/** Measures what more work of one kind costs. One thread. */
interface Experiment {
    /** With what was measured until now. */
    Curve curve();

    /** Measures every size once, from the smallest to the largest. */
    void round() throws IOException, InterruptedException, SQLException;
}
