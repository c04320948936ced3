package dev.rowcast.bench.scaling;

import dev.rowcast.bench.report.Machine;
import dev.rowcast.bench.report.Results;
import dev.rowcast.bench.rig.BenchDatabase;
import dev.rowcast.bench.rig.TemporaryDirectory;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * What Rowcast with its embedded broker costs as rows, backlogs, transactions, tables and subscribers grow. Arguments: the commit, the
 * largest power of ten, the rounds, the document to write; the plots go beside it. Fails if a change was not told, or told twice.
 */
public final class ScalingBenchmark {
    private static final int SMALLEST = 3;
    private static final int MOST_TABLES = 3;
    private static final int MOST_SUBSCRIBERS = 4;
    /** From this power on there is a transaction of twice the size too. */
    private static final int LARGE = 6;

    private ScalingBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        Machine machine = Machine.now(arguments[0]);
        int largest = Integer.parseInt(arguments[1]);
        int rounds = Integer.parseInt(arguments[2]);
        Path document = Path.of(arguments[3]);
        try (TemporaryDirectory directory = TemporaryDirectory.create("scaling");
                BenchDatabase database = BenchDatabase.start(directory.path(), BenchDatabase.QUICK_WRITES)) {
            allowAllSchemas(database);
            Stand stand = new Stand(database, directory.path());
            List<Measurement> measurements = measurements(largest);
            for (int round = 1; round <= rounds; round++) {
                for (Measurement measurement : measurements) {
                    System.err.println(
                            "round " + round + ": " + measurement.curve().title());
                    measurement.round(stand);
                }
            }
            ScalingReport report = new ScalingReport(
                    machine.sentence() + ", and " + database.version()
                            + (rounds == 1 ? "; one round" : "; medians of " + rounds + " rounds"),
                    measurements.stream().map(Measurement::curve).toList());
            Results.write(document, report.markdown(), report.figures());
        }
    }

    /** The user may read {@code shop} alone otherwise. */
    private static void allowAllSchemas(BenchDatabase database) throws SQLException {
        try (Connection root = database.connectAsRoot();
                Statement statement = root.createStatement()) {
            statement.execute("GRANT SELECT ON *.* TO 'rowcast'@'%'");
        }
    }

    private static List<Measurement> measurements(int largest) {
        List<Long> transactions = new ArrayList<>(Sizes.powers(0, largest));
        if (largest >= LARGE) {
            transactions.add(2 * transactions.get(transactions.size() - 1));
        }
        return List.of(
                Measurement.of(new RowsExperiment(), Sizes.powers(SMALLEST, largest)),
                Measurement.of(new BacklogExperiment(), Sizes.powers(SMALLEST, largest)),
                Measurement.of(new TransactionsExperiment(), transactions),
                Measurement.of(new TablesExperiment(), Sizes.powers(0, Math.min(MOST_TABLES, largest - 2))),
                Measurement.of(new SubscribersExperiment(), Sizes.powers(0, Math.min(MOST_SUBSCRIBERS, largest - 2))));
    }
}
