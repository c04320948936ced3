package dev.rowcast.bench.polling;

import dev.rowcast.bench.report.Machine;
import dev.rowcast.bench.report.Results;
import dev.rowcast.bench.rig.BenchDatabase;
import dev.rowcast.bench.rig.RowcastProcess;
import dev.rowcast.bench.rig.TemporaryDirectory;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Clients that poll {@code updated_at}, clients that poll a change table, and subscribers of Rowcast, beside one another on the same
 * writes. Arguments: the commit, minutes with one client each, writes a second, the document to write; the plot goes beside it.
 * Fails if a subscriber of Rowcast has missed a change.
 */
public final class PollingBenchmark {
    private static final List<Integer> CLIENTS = List.of(1, 10, 100);
    /** Of the time with one client each: the time with more, and with triggers and without. */
    private static final int SHORTER = 5;

    private static final Duration LEAST = Duration.ofSeconds(8);
    private static final Duration LEAST_OF_OTHERS = Duration.ofSeconds(3);

    private PollingBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        Machine machine = Machine.now(arguments[0]);
        Duration writing = longer(Duration.ofMinutes(Integer.parseInt(arguments[1])), LEAST);
        double perSecond = Double.parseDouble(arguments[2]);
        Path document = Path.of(arguments[3]);
        try (TemporaryDirectory directory = TemporaryDirectory.create("polling")) {
            PollingReport report = measure(machine, directory.path(), writing, perSecond);
            Results.write(document, report.markdown(), report.figure());
            requireNothingMissed(report);
        }
    }

    private static PollingReport measure(Machine machine, Path directory, Duration writing, double perSecond)
            throws Exception {
        Duration shorter = longer(writing.dividedBy(SHORTER), LEAST_OF_OTHERS);
        try (BenchDatabase database = BenchDatabase.start(directory)) {
            try (Connection root = database.connectAsRoot()) {
                ShopSchema.create(root);
            }
            try (RowcastProcess rowcast =
                    RowcastProcess.start(database, Way.ROWCAST.user(), directory, List.of(), Map.of())) {
                Round.Servers servers = new Round.Servers(database, rowcast.broker());
                List<Round> rounds = new ArrayList<>();
                for (int clients : CLIENTS) {
                    System.err.println(clients + " of each kind of client …");
                    rounds.add(Round.run(
                            servers, rounds.size() + 1, clients, clients == 1 ? writing : shorter, perSecond));
                }
                System.err.println("with triggers and without …");
                TriggerCost triggers = TriggerCost.measure(database, shorter);
                return new PollingReport(
                        String.format(
                                Locale.ROOT,
                                "%s, and %s; %.1f writes a second on average planned",
                                machine.sentence(),
                                database.version(),
                                perSecond),
                        rounds,
                        triggers);
            }
        }
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static void requireNothingMissed(PollingReport report) {
        for (Round round : report.rounds()) {
            int missed = round.outcome(Way.ROWCAST).verdict().missed();
            if (missed > 0) {
                throw new IllegalStateException("a subscriber of Rowcast has missed " + missed + " changes beside "
                        + round.clients() + " clients");
            }
        }
    }
}
