package dev.rowcast.bench.latency;

import dev.rowcast.bench.report.Axis;
import dev.rowcast.bench.report.Axis.Tick;
import dev.rowcast.bench.report.Distribution;
import dev.rowcast.bench.report.Figure;
import dev.rowcast.bench.report.Figures;
import dev.rowcast.bench.report.LineChart;
import dev.rowcast.bench.report.MarkdownTable;
import dev.rowcast.bench.report.Point;
import dev.rowcast.bench.report.Series;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Tables and plots. Percentiles are medians over the rounds of each round's own, the longest is that of all rounds.
 *
 * @param with what it was measured with, a sentence without its end
 * @param rates in changes a second
 * @param measured by contender and round, a spell for each rate
 */
record LatencyReport(String with, List<Integer> rates, Map<Contender, List<List<Measured>>> measured) {
    private static final int MOST_POINTS = 400;
    private static final Duration EXACT_BELOW = Duration.ofMillis(10);
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double NANOS_PER_MICRO = 1e3;
    private static final List<Tick> TIMES = List.of(
            new Tick(0.1, "≤ 0.1 ms"),
            new Tick(1, "1 ms"),
            new Tick(10, "10 ms"),
            new Tick(100, "100 ms"),
            new Tick(1_000, "1 s"));
    private static final List<Tick> SHARES = List.of(
            new Tick(0, "0 %"),
            new Tick(0.25, "25 %"),
            new Tick(0.5, "50 %"),
            new Tick(0.75, "75 %"),
            new Tick(1, "100 %"));
    private static final List<Target> TARGETS = List.of(
            new Target(Contender.EMBEDDED, 0.5, Duration.ofNanos(1_500_000)),
            new Target(Contender.EMBEDDED, 0.99, Duration.ofMillis(8)),
            new Target(Contender.ROWCAST, 0.5, Duration.ofMillis(2)));

    /** What events shall not take longer than. */
    private record Target(Contender contender, double share, Duration most) {}

    LatencyReport {
        rates = List.copyOf(rates);
        measured = Map.copyOf(measured);
    }

    String markdown() {
        return with + ".\n\n"
                + IntStream.range(0, rates.size()).mapToObj(this::rate).collect(Collectors.joining("\n\n"))
                + "\n\nTargets, for events since the commit:\n\n" + targets() + "\n";
    }

    private String rate(int rate) {
        return """
                %s changes a second, since the commit:

                %s

                The same changes, since the statement was sent, and what a change costs the contender's process:

                %s"""
                .formatted(Figures.count(rates.get(rate)), latencies(rate), costs(rate));
    }

    private MarkdownTable latencies(int rate) {
        MarkdownTable table = new MarkdownTable(
                "", "event p50", "p99", "p99.9", "longest", "state p50", "p99", "p99.9", "longest", "lost");
        for (Contender contender : contenders()) {
            List<Measured> rounds = rounds(contender, rate);
            List<String> cells = new ArrayList<>(List.of(contender.label()));
            cells.addAll(percentiles(rounds, Measured::events));
            cells.addAll(percentiles(rounds, Measured::states));
            cells.add(Figures.count(rounds.stream().mapToInt(Measured::lost).sum()));
            table.row(cells);
        }
        return table;
    }

    private MarkdownTable costs(int rate) {
        MarkdownTable table =
                new MarkdownTable("", "event p50", "p99", "commit p50", "p99", "processor time per change");
        for (Contender contender : contenders()) {
            List<Measured> rounds = rounds(contender, rate);
            table.row(List.of(
                    contender.label(),
                    time(median(rounds, Measured::eventsSinceSending, 0.5)),
                    time(median(rounds, Measured::eventsSinceSending, 0.99)),
                    time(median(rounds, Measured::commits, 0.5)),
                    time(median(rounds, Measured::commits, 0.99)),
                    String.format(Locale.ROOT, "%,.0f µs", perChange(rounds).toNanos() / NANOS_PER_MICRO)));
        }
        return table;
    }

    private MarkdownTable targets() {
        List<String> headings = new ArrayList<>(List.of(""));
        rates.forEach(rate -> headings.add(Figures.count(rate) + " changes a second"));
        MarkdownTable table = new MarkdownTable(headings.toArray(String[]::new));
        for (Target target : TARGETS) {
            List<String> cells = new ArrayList<>(List.of("%s: p%.0f at most %s"
                    .formatted(target.contender().label(), target.share() * 100, Figures.time(target.most()))));
            for (int rate = 0; rate < rates.size(); rate++) {
                Duration is = median(rounds(target.contender(), rate), Measured::events, target.share());
                boolean met = is != null && is.compareTo(target.most()) <= 0;
                cells.add((met ? "met: " : "**not met**: ") + time(is));
            }
            table.row(cells);
        }
        return table;
    }

    private List<Contender> contenders() {
        return measured.keySet().stream().sorted().toList();
    }

    private List<Measured> rounds(Contender contender, int rate) {
        return measured.getOrDefault(contender, List.of()).stream()
                .map(round -> round.get(rate))
                .toList();
    }

    private static List<String> percentiles(List<Measured> rounds, Function<Measured, @Nullable Distribution> times) {
        return List.of(
                time(median(rounds, times, 0.5)),
                time(median(rounds, times, 0.99)),
                time(median(rounds, times, 0.999)),
                time(longest(rounds, times)));
    }

    /** Of the rounds' percentiles; null if nothing was measured. */
    private static @Nullable Duration median(
            List<Measured> rounds, Function<Measured, @Nullable Distribution> times, double share) {
        Distribution percentiles = Distribution.of(distributions(rounds, times).stream()
                .mapToLong(distribution -> distribution.percentile(share).toNanos()));
        return percentiles.count() == 0 ? null : percentiles.percentile(0.5);
    }

    private static @Nullable Duration longest(List<Measured> rounds, Function<Measured, @Nullable Distribution> times) {
        return distributions(rounds, times).stream()
                .map(distribution -> distribution.percentile(1))
                .max(Duration::compareTo)
                .orElse(null);
    }

    private static List<Distribution> distributions(
            List<Measured> rounds, Function<Measured, @Nullable Distribution> times) {
        return rounds.stream()
                .map(times)
                .filter(Objects::nonNull)
                .filter(distribution -> distribution.count() > 0)
                .toList();
    }

    private static Duration perChange(List<Measured> rounds) {
        return rounds.stream()
                .map(Measured::processorTime)
                .reduce(Duration.ZERO, Duration::plus)
                .dividedBy(rounds.stream().mapToLong(Measured::changes).sum());
    }

    private static String time(@Nullable Duration time) {
        if (time == null) {
            return "–";
        }
        return time.compareTo(EXACT_BELOW) < 0
                ? String.format(Locale.ROOT, "%.2f ms", time.toNanos() / NANOS_PER_MILLI)
                : Figures.time(time);
    }

    Figure figure() {
        return new Figure(
                "From the commit to the subscriber",
                "The share of events that have arrived a time after the commit, for each contender; one chart for each rate",
                IntStream.range(0, rates.size()).mapToObj(this::chart).toList());
    }

    private LineChart chart(int rate) {
        return new LineChart(
                Figures.count(rates.get(rate)) + " changes a second",
                new Axis("time since the commit", true, TIMES),
                new Axis("events arrived", false, SHARES),
                contenders().stream()
                        .map(contender -> new Series(contender.label(), cumulative(rounds(contender, rate)), false))
                        .toList());
    }

    /** Of all rounds; what came before the server's answer is at the axis' beginning. */
    private static List<Point> cumulative(List<Measured> rounds) {
        return Distribution.merged(distributions(rounds, Measured::events))
                .cumulative(rounds.stream().mapToInt(Measured::changes).sum(), MOST_POINTS);
    }

    /** @throws IllegalStateException if a message never came */
    void requireNothingLost() {
        measured.forEach((contender, rounds) -> {
            int lost = rounds.stream()
                    .flatMap(List::stream)
                    .mapToInt(Measured::lost)
                    .sum();
            if (lost > 0) {
                throw new IllegalStateException(contender.label() + " has lost " + lost + " messages");
            }
        });
    }
}
