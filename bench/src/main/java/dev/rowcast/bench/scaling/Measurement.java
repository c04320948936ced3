package dev.rowcast.bench.scaling;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/**
 * An experiment in rounds. One thread.
 *
 * @param sizes of the work, ascending
 * @param curve with what was measured until now
 */
record Measurement(Experiment experiment, List<Long> sizes, Curve curve) {
    Measurement {
        sizes = List.copyOf(sizes);
    }

    /** One in which nothing was measured. */
    static Measurement of(Experiment experiment, List<Long> sizes) {
        return new Measurement(experiment, sizes, experiment.emptyCurve());
    }

    /** Measures every size once more. */
    void round(Stand stand) throws IOException, InterruptedException, SQLException {
        experiment.round(stand, sizes, curve);
    }
}
