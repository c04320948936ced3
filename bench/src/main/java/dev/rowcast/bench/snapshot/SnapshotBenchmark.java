package dev.rowcast.bench.snapshot;

import dev.rowcast.bench.report.Machine;
import dev.rowcast.bench.report.Results;
import dev.rowcast.bench.rig.BenchDatabase;
import dev.rowcast.bench.rig.OrdersTable;
import dev.rowcast.bench.rig.TemporaryDirectory;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A full table and an empty broker: how fast each contender brings the rows' state, in turns. Arguments: the commit, rows, the
 * document to write; the plot goes beside it. Fails if the broker does not hold the table in the end.
 */
public final class SnapshotBenchmark {
    private static final int ROUNDS = 3;
    private static final int MOST_ROWS_FOR_ROUNDS = 200_000;
    /** More changes than there are in a turn. */
    private static final int NUMBERS = 1_000_000;

    /** For its lock around the beginning of a snapshot, without which it misses changes. */
    private static final String DEBEZIUMS_GRANT = "GRANT RELOAD, LOCK TABLES ON *.* TO 'rowcast'@'%'";

    private SnapshotBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        Machine machine = Machine.now(arguments[0]);
        int rows = Integer.parseInt(arguments[1]);
        int rounds = rows > MOST_ROWS_FOR_ROUNDS ? 1 : ROUNDS;
        Path document = Path.of(arguments[2]);
        try (TemporaryDirectory directory = TemporaryDirectory.create("snapshot");
                BenchDatabase database = BenchDatabase.start(directory.path())) {
            fill(database, rows);
            Map<Contender, List<Measured>> measured = new EnumMap<>(Contender.class);
            long first = 1;
            for (int round = 1; round <= rounds; round++) {
                for (Contender contender : Contender.values()) {
                    System.err.println("round " + round + " of " + rounds + ": " + contender.label() + " …");
                    measured.computeIfAbsent(contender, any -> new ArrayList<>())
                            .add(Turn.run(contender, database, directory.path(), rows, first));
                    first += NUMBERS;
                }
            }
            String with = "%s, %s; %d %s"
                    .formatted(machine.sentence(), database.version(), rounds, rounds == 1 ? "round" : "rounds");
            SnapshotReport report = new SnapshotReport(with, measured);
            Results.write(document, report.markdown(), report.figure());
        }
    }

    private static void fill(BenchDatabase database, int rows) throws SQLException {
        System.err.println("filling the table …");
        try (Connection root = database.connectAsRoot();
                Statement statement = root.createStatement()) {
            OrdersTable.fill(root, rows);
            statement.execute(DEBEZIUMS_GRANT);
        }
    }
}
