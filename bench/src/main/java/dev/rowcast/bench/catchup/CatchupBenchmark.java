package dev.rowcast.bench.catchup;

import dev.rowcast.bench.report.Figures;
import dev.rowcast.bench.report.Machine;
import dev.rowcast.bench.report.Results;
import dev.rowcast.bench.rig.BenchDatabase;
import dev.rowcast.bench.rig.MysqlContainer;
import dev.rowcast.bench.rig.TemporaryDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Rowcast, Debezium's engine and the ceilings catch up with the same backlog in turns, once with changes of many rows and once with
 * changes of few. Arguments: the commit, how many changes, how many rounds, the document to write; the plot goes beside it. Fails if
 * in any turn not every change has arrived exactly once.
 */
public final class CatchupBenchmark {
    private CatchupBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        Machine machine = Machine.now(arguments[0]);
        int changes = Integer.parseInt(arguments[1]);
        int rounds = Integer.parseInt(arguments[2]);
        Path document = Path.of(arguments[3]);
        try (TemporaryDirectory directory = TemporaryDirectory.create("catchup");
                MysqlContainer database = MysqlContainer.start(BenchDatabase.QUICK_WRITES)) {
            List<Comparison> comparisons = List.of(
                    compare(
                            database,
                            directory.path(),
                            Workload.spread(changes),
                            rounds,
                            EnumSet.allOf(Contender.class)),
                    compare(
                            database,
                            directory.path(),
                            Workload.hot(changes),
                            rounds,
                            EnumSet.of(Contender.ROWCAST, Contender.DEBEZIUM, Contender.CEILING)));
            CatchupReport report = new CatchupReport(machine.sentence() + ", and " + database.version(), comparisons);
            Results.write(document, report.markdown(), report.figure());
        }
    }

    private static Comparison compare(
            MysqlContainer database, Path directory, Workload workload, int rounds, Set<Contender> contenders)
            throws Exception {
        System.err.println("a backlog of " + Figures.count(workload.changes()) + " changes of "
                + Figures.count(workload.rows()) + " rows …");
        Path own = Files.createDirectories(directory.resolve(workload.name()));
        Turns turns = new Turns(Preparation.ofAll(new Programs(database, own), workload, own));
        List<List<Turn>> all = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            List<Turn> turnsOfRound = new ArrayList<>();
            for (Contender contender : contenders) {
                Turn turn = turns.run(contender);
                System.err.printf("round %d: %s, %,.0f changes/s%n", round, contender.title(), turn.changesPerSecond());
                turnsOfRound.add(turn);
            }
            all.add(turnsOfRound);
        }
        return new Comparison(workload, all);
    }
}
