package dev.rowcast.bench.polling;

import dev.rowcast.bench.report.Axis;
import dev.rowcast.bench.report.Axis.Tick;
import dev.rowcast.bench.report.Distribution;
import dev.rowcast.bench.report.Figure;
import dev.rowcast.bench.report.Figures;
import dev.rowcast.bench.report.LineChart;
import dev.rowcast.bench.report.MarkdownTable;
import dev.rowcast.bench.report.Point;
import dev.rowcast.bench.report.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * Tables and plots.
 *
 * @param with what it was measured with, a sentence without its end
 * @param rounds ascending by their clients; the first one, with one client each, is the comparison
 */
record PollingReport(String with, List<Round> rounds, TriggerCost triggers) {
    private static final int MOST_POINTS = 200;
    private static final List<Tick> TIMES = List.of(
            new Tick(1, "1 ms"),
            new Tick(10, "10 ms"),
            new Tick(100, "100 ms"),
            new Tick(1_000, "1 s"),
            new Tick(10_000, "10 s"));
    private static final List<Tick> SHARES = List.of(
            new Tick(0, "0 %"),
            new Tick(0.25, "25 %"),
            new Tick(0.5, "50 %"),
            new Tick(0.75, "75 %"),
            new Tick(1, "100 %"));
    private static final List<Tick> QUERIES = List.of(
            new Tick(1, "≤ 1"),
            new Tick(10, "10"),
            new Tick(100, "100"),
            new Tick(1_000, "1,000"),
            new Tick(10_000, "10,000"),
            new Tick(100_000, "100,000"));

    PollingReport {
        rounds = List.copyOf(rounds);
    }

    String markdown() {
        Round one = rounds.get(0);
        return """
                %s; %s changes in %s.

                One client each:

                %s

                Queries on the database a minute, and the median latency of one of the clients, all measured:

                %s

                A transaction of one change, with and without the three triggers, in turns on two tables:

                %s
                """
                .formatted(
                        with,
                        Figures.count(one.outcome(Way.ROWCAST).verdict().changes()),
                        Figures.time(one.duration()),
                        comparison(one),
                        scaling(),
                        triggerCost());
    }

    private static MarkdownTable comparison(Round round) {
        MarkdownTable table = new MarkdownTable(headings("").toArray(String[]::new));
        row(table, round, "latency p50", outcome -> latency(outcome.verdict(), 0.5));
        row(table, round, "latency p99", outcome -> latency(outcome.verdict(), 0.99));
        row(table, round, "latency, longest", outcome -> latency(outcome.verdict(), 1));
        addCosts(table, round);
        addMisses(table, round);
        return table;
    }

    private static void addCosts(MarkdownTable table, Round round) {
        countRow(table, round, "requests", outcome -> outcome.counts().requests());
        row(table, round, "of them found nothing", outcome -> {
            Tally.Counts counts = outcome.counts();
            return Figures.percent(counts.empty(), counts.requests());
        });
        countRow(table, round, "queries on the database", outcome -> outcome.load()
                .queries());
        countRow(table, round, "rows examined for them", outcome -> outcome.load()
                .rowsExamined());
        row(
                table,
                round,
                "bytes from the database",
                outcome -> Figures.bytes(outcome.load().bytesSent()));
    }

    private static void addMisses(MarkdownTable table, Round round) {
        countRow(table, round, "deletes missed", outcome -> outcome.verdict().deletes());
        countRow(table, round, "changes overwritten before they were seen", outcome -> outcome.verdict()
                .overwritten());
        countRow(table, round, "changes lost", outcome -> outcome.verdict().lost());
        row(table, round, "**missed in all**", outcome -> {
            Verdict verdict = outcome.verdict();
            return "**" + Figures.percent(verdict.missed(), verdict.changes()) + "**";
        });
    }

    private static void countRow(MarkdownTable table, Round round, String name, ToLongFunction<Round.Outcome> count) {
        row(table, round, name, outcome -> Figures.count(count.applyAsLong(outcome)));
    }

    private static void row(MarkdownTable table, Round round, String name, Function<Round.Outcome, String> figure) {
        List<String> cells = new ArrayList<>(List.of(name));
        for (Way way : Way.values()) {
            cells.add(figure.apply(round.outcome(way)));
        }
        table.row(cells);
    }

    private static List<String> headings(String first) {
        List<String> headings = new ArrayList<>(List.of(first));
        Arrays.stream(Way.values()).map(Way::label).forEach(headings::add);
        return headings;
    }

    private static String latency(Verdict verdict, double share) {
        Distribution latencies = verdict.latencies();
        return latencies.count() == 0 ? "–" : Figures.time(latencies.percentile(share));
    }

    private static List<Way> scaledWays() {
        return Arrays.stream(Way.values()).filter(Way::scaled).toList();
    }

    private MarkdownTable scaling() {
        List<String> headings = new ArrayList<>(List.of("clients of each kind"));
        scaledWays().stream().map(Way::label).forEach(headings::add);
        MarkdownTable table = new MarkdownTable(headings.toArray(String[]::new));
        for (Round round : rounds) {
            List<String> cells = new ArrayList<>(List.of(Integer.toString(round.clients())));
            scaledWays().stream()
                    .map(way -> Figures.count(round.queriesPerMinute(way)) + ", "
                            + latency(round.outcome(way).verdict(), 0.5))
                    .forEach(cells::add);
            table.row(cells);
        }
        return table;
    }

    private MarkdownTable triggerCost() {
        MarkdownTable table = new MarkdownTable("", "without", "with triggers", "ratio");
        for (double share : new double[] {0.5, 0.99}) {
            long plain = triggers.plain().percentile(share).toNanos();
            long triggered = triggers.triggered().percentile(share).toNanos();
            table.row(List.of(
                    "p%.0f of %s"
                            .formatted(
                                    share * 100, Figures.count(triggers.plain().count())),
                    Figures.time(triggers.plain().percentile(share)),
                    Figures.time(triggers.triggered().percentile(share)),
                    String.format(Locale.ROOT, "%.2f×", (double) triggered / plain)));
        }
        return table;
    }

    Figure figure() {
        return new Figure(
                "The same changes, polled and broadcast",
                "On the left the share of changes that a client has seen after a time, on the right the queries that clients "
                        + "cost the database",
                List.of(latencies(), queries()));
    }

    private LineChart latencies() {
        List<Series> series = Arrays.stream(Way.values())
                .map(way -> {
                    Verdict verdict = rounds.get(0).outcome(way).verdict();
                    return new Series(
                            way.plainLabel(), verdict.latencies().cumulative(verdict.changes(), MOST_POINTS), false);
                })
                .toList();
        return new LineChart(
                "Share of all changes seen, one client",
                new Axis("time since the commit", true, TIMES),
                new Axis("changes seen", false, SHARES),
                series);
    }

    private LineChart queries() {
        List<Series> series = scaledWays().stream()
                .map(way -> new Series(
                        way.plainLabel(),
                        rounds.stream()
                                .map(round -> new Point(round.clients(), round.queriesPerMinute(way)))
                                .toList(),
                        true))
                .toList();
        List<Tick> clients = rounds.stream()
                .map(round -> new Tick(round.clients(), Integer.toString(round.clients())))
                .toList();
        return new LineChart(
                "Queries on the database",
                new Axis("clients", true, clients),
                new Axis("queries a minute", true, QUERIES),
                series);
    }
}
