package dev.rowcast.bench.footprint;

import dev.rowcast.bench.report.Machine;
import dev.rowcast.bench.report.Results;
import dev.rowcast.bench.rig.BenchDatabase;
import dev.rowcast.bench.rig.BulkOrders;
import dev.rowcast.bench.rig.MysqlContainer;
import dev.rowcast.bench.rig.TemporaryDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Memory and time to start of Rowcast with its embedded broker, under several options of the JVM, beside Debezium's engine. Arguments:
 * the commit, how many rows are retained and how many changes are caught up with, the document to write; the plot goes beside it. Fails
 * if a contender that should have told all changes has not, or Rowcast as it comes has failed.
 */
public final class FootprintBenchmark {
    /** Below, few contenders and short waits: it is a trial. */
    private static final int WORTH_ALL = 20_000;

    private static final int CHANGES_PER_TRANSACTION = 100;

    private FootprintBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        Machine machine = Machine.now(arguments[0]);
        int rows = Integer.parseInt(arguments[1]);
        int rounds = Integer.parseInt(arguments[2]);
        Path document = Path.of(arguments[3]);
        try (TemporaryDirectory directory = TemporaryDirectory.create("footprint");
                BenchDatabase database = BenchDatabase.start(directory.path(), BenchDatabase.QUICK_WRITES)) {
            Stand stand = new Stand(database, directory.path(), rows, rows);
            FootprintReport report = new FootprintReport(
                    machine.sentence() + ", and " + database.version(),
                    rows,
                    rounds,
                    measure(stand, rounds),
                    DiskSize.ofRowcast(),
                    DiskSize.ofDebezium());
            write(report, document);
        }
    }

    private static List<Outcome> measure(Stand stand, int rounds) throws Exception {
        boolean trial = stand.rows() < WORTH_ALL;
        List<Contender> contenders = contenders(stand, trial);
        try (BulkOrders orders = BulkOrders.create(stand.database().connectAsRoot(), Stand.TABLE, stand.rows());
                BulkOrders none = BulkOrders.create(stand.database().connectAsRoot(), Stand.EMPTY_TABLE, 0)) {
            none.commit();
            // Debezium first: what it needs to be changed is no part of Rowcast's backlog.
            for (int i = contenders.size() - 1; i >= 0; i--) {
                contenders.get(i).prepare();
            }
            orders.backlog(stand.backlog(), CHANGES_PER_TRANSACTION);
        }
        Map<Contender, Outcome> outcomes = new LinkedHashMap<>();
        for (Contender contender : contenders) {
            outcomes.put(contender, new Outcome(contender.name(), contender.options()));
        }
        Round round = new Round(Duration.ofSeconds(trial ? 1 : 5));
        for (int number = 1; number <= rounds; number++) {
            for (Map.Entry<Contender, Outcome> entry : outcomes.entrySet()) {
                if (entry.getValue().failure().isEmpty()) {
                    System.err.println("round " + number + ": " + entry.getKey().name());
                    round.turn(entry.getKey(), entry.getValue());
                }
            }
        }
        return List.copyOf(outcomes.values());
    }

    /** Debezium only where there is MySQL. */
    private static List<Contender> contenders(Stand stand, boolean trial) {
        List<Contender> contenders = new ArrayList<>(trial ? Contenders.few(stand) : Contenders.all(stand));
        if (stand.database() instanceof MysqlContainer) {
            contenders.add(new DebeziumContender(stand, Contenders.DEBEZIUM, List.of()));
            contenders.add(new DebeziumContender(stand, Contenders.DEBEZIUM_SMALL, List.of("-Xmx256m")));
        }
        return contenders;
    }

    private static void write(FootprintReport report, Path document) throws IOException {
        Results.write(document, report.markdown(), report.figure());
        report.outcome(Contenders.AS_IS)
                .filter(outcome -> !outcome.failure().isEmpty())
                .ifPresent(outcome -> {
                    throw new IllegalStateException("Rowcast as it comes: " + outcome.failure());
                });
    }
}
