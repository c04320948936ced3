package dev.rowcast.bench.latency;

import dev.rowcast.bench.report.Machine;
import dev.rowcast.bench.report.Results;
import dev.rowcast.bench.rig.BenchDatabase;
import dev.rowcast.bench.rig.TemporaryDirectory;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How long a committed change takes to a subscriber, by each contender in turns. Arguments: the commit, the seconds that each
 * contender is measured for at each rate, the document to write; the plot goes beside it. Fails if a message was lost.
 */
public final class LatencyBenchmark {
    private static final List<Integer> RATES = List.of(200, 2_000);
    private static final int MOST_SECONDS_A_TURN = 10;

    private LatencyBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        Machine machine = Machine.now(arguments[0]);
        int seconds = Integer.parseInt(arguments[1]);
        int rounds = (seconds + MOST_SECONDS_A_TURN - 1) / MOST_SECONDS_A_TURN;
        Path document = Path.of(arguments[2]);
        try (TemporaryDirectory directory = TemporaryDirectory.create("latency");
                BenchDatabase database = BenchDatabase.start(directory.path());
                Writers writers = Writers.connect(database)) {
            rememberPassword(database);
            Map<Contender, List<List<Measured>>> measured = new EnumMap<>(Contender.class);
            long first = 1;
            for (int round = 0; round < rounds; round++) {
                for (Contender contender : order(round)) {
                    System.err.println("round " + (round + 1) + " of " + rounds + ": " + contender.label() + " …");
                    measured.computeIfAbsent(contender, any -> new ArrayList<>())
                            .add(turn(contender, database, writers, directory.path(), first, seconds / rounds));
                    first += Turn.NUMBERS;
                }
            }
            LatencyReport report = new LatencyReport(
                    "%s, %s; %d %s, in each turn %d s at each rate"
                            .formatted(
                                    machine.sentence(),
                                    database.version(),
                                    rounds,
                                    rounds == 1 ? "round" : "rounds",
                                    seconds / rounds),
                    RATES,
                    measured);
            Results.write(document, report.markdown(), report.figure());
            report.requireNothingLost();
        }
    }

    /** From the first login on the server admits the user without TLS: it keeps what the bare client can not send. */
    private static void rememberPassword(BenchDatabase database) throws SQLException {
        database.connect("rowcast").close();
    }

    /** Each round begins with another contender. */
    private static List<Contender> order(int round) {
        List<Contender> contenders = new ArrayList<>(List.of(Contender.values()));
        Collections.rotate(contenders, -round);
        return contenders;
    }

    private static List<Measured> turn(
            Contender contender, BenchDatabase database, Writers writers, Path directory, long first, int seconds)
            throws Exception {
        try (Running running = Running.start(contender, database, directory);
                Turn turn = new Turn(contender, running, writers, first)) {
            return turn.run(RATES, seconds);
        }
    }
}
