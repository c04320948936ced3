package dev.rowcast.bench.footprint;

import dev.rowcast.bench.report.Axis;
import dev.rowcast.bench.report.Axis.Tick;
import dev.rowcast.bench.report.Figure;
import dev.rowcast.bench.report.Figures;
import dev.rowcast.bench.report.LineChart;
import dev.rowcast.bench.report.MarkdownTable;
import dev.rowcast.bench.report.Point;
import dev.rowcast.bench.report.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Tables and the plot.
 *
 * @param with what it was measured with, a sentence without its end
 * @param rows retained, and as many changes
 */
record FootprintReport(String with, int rows, int rounds, List<Outcome> outcomes, DiskSize rowcast, DiskSize debezium) {
    private static final List<String> DRAWN = List.of(
            Contenders.AS_IS,
            Contenders.SMALL_NAME,
            Contenders.TOGETHER,
            Contenders.DEBEZIUM,
            Contenders.DEBEZIUM_SMALL);
    private static final List<String> JUDGED = List.of(Contenders.AS_IS, Contenders.SMALL_NAME, Contenders.TOGETHER);
    private static final int TICKS = 5;
    private static final long DISK_LIMIT = 40_000_000;

    /** What is aimed at. */
    private record Target(Metric metric, long limit) {}

    private static final List<Target> TARGETS = List.of(
            new Target(Metric.IDLE, 160L << 20),
            new Target(Metric.PEAK, 220L << 20),
            new Target(Metric.READY, 1_500_000_000L));

    FootprintReport {
        outcomes = List.copyOf(outcomes);
    }

    Optional<Outcome> outcome(String name) {
        return outcomes.stream().filter(outcome -> outcome.name().equals(name)).findFirst();
    }

    String markdown() {
        return """
                %s; %s rows retained, %s changes to catch up with; %s.

                %s

                Against what is aimed at:

                %s

                On disk:

                %s
                """
                .formatted(
                        with,
                        Figures.count(rows),
                        Figures.count(rows),
                        roundsInWords(),
                        comparison(),
                        verdicts(),
                        disk());
    }

    private String roundsInWords() {
        return rounds == 1 ? "one round" : "medians of " + rounds + " rounds";
    }

    private MarkdownTable comparison() {
        List<String> headings = new ArrayList<>(List.of("", "options"));
        Arrays.stream(Metric.values()).map(Metric::heading).forEach(headings::add);
        MarkdownTable table = new MarkdownTable(headings.toArray(String[]::new));
        for (Outcome outcome : outcomes) {
            List<String> cells = new ArrayList<>(List.of(outcome.name(), outcome.options()));
            for (Metric metric : Metric.values()) {
                cells.add(cell(outcome, metric));
            }
            table.row(cells);
        }
        return table;
    }

    /** A failure stands where the first figure is missing that should have come, not before one that has. */
    private static String cell(Outcome outcome, Metric metric) {
        OptionalLong median = outcome.median(metric);
        if (median.isPresent()) {
            return metric.text(median.getAsLong());
        }
        boolean laterOnes = Arrays.stream(Metric.values())
                .anyMatch(later ->
                        later.compareTo(metric) > 0 && outcome.median(later).isPresent());
        return outcome.failure().isEmpty() || laterOnes ? "–" : outcome.failure();
    }

    private MarkdownTable verdicts() {
        MarkdownTable table = new MarkdownTable(
                Stream.concat(Stream.of("target"), JUDGED.stream()).toArray(String[]::new));
        for (Target target : TARGETS) {
            List<String> cells =
                    new ArrayList<>(List.of(target.metric.heading() + ": at most " + target.metric.text(target.limit)));
            JUDGED.forEach(name -> cells.add(verdict(name, target)));
            table.row(cells);
        }
        return table;
    }

    private String verdict(String name, Target target) {
        return outcome(name)
                .map(outcome -> {
                    OptionalLong median = outcome.median(target.metric);
                    if (median.isEmpty()) {
                        return cell(outcome, target.metric);
                    }
                    return (median.getAsLong() <= target.limit ? "met, " : "**not met**, ")
                            + target.metric.text(median.getAsLong());
                })
                .orElse("–");
    }

    private MarkdownTable disk() {
        return new MarkdownTable("", "jars", "bytes", "at most " + Figures.bytes(DISK_LIMIT))
                .row(diskRow("Rowcast", rowcast))
                .row(diskRow("Debezium Engine with an MQTT client", debezium));
    }

    private static List<String> diskRow(String name, DiskSize size) {
        return List.of(
                name,
                Figures.count(size.jars()),
                Figures.bytes(size.bytes()),
                size.bytes() <= DISK_LIMIT ? "met" : "**not met**");
    }

    Figure figure() {
        List<Series> series = DRAWN.stream()
                .flatMap(name -> outcome(name).stream())
                .map(outcome -> new Series(outcome.name(), outcome.trace(), false))
                .toList();
        LineChart chart = new LineChart(
                "From the start until after the last change",
                axis("seconds since the start", series, true),
                axis("MiB resident", series, false),
                series);
        return new Figure(
                "Memory while " + Figures.count(rows) + " changes are caught up with",
                "Resident memory over time, one process each",
                List.of(chart));
    }

    /** From 0, in equal steps of which one is round. */
    private static Axis axis(String label, List<Series> series, boolean horizontal) {
        double most = series.stream()
                .flatMap(each -> each.points().stream())
                .mapToDouble(horizontal ? Point::x : Point::y)
                .max()
                .orElse(1);
        double step = step(most / TICKS);
        return new Axis(
                label,
                false,
                IntStream.rangeClosed(0, (int) Math.ceil(most / step))
                        .mapToObj(i -> new Tick(i * step, Figures.count(Math.round(i * step))))
                        .toList());
    }

    /** The next of 1, 2, 5, 10, 20, 50 and so on. */
    private static double step(double least) {
        double power = Math.pow(10, Math.max(0, Math.floor(Math.log10(Math.max(1, least)))));
        return Stream.of(1, 2, 5, 10)
                .mapToDouble(factor -> factor * power)
                .filter(step -> step >= least)
                .findFirst()
                .orElse(10 * power);
    }
}
