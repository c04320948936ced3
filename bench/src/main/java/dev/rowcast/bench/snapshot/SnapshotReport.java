package dev.rowcast.bench.snapshot;

import dev.rowcast.bench.report.Axis;
import dev.rowcast.bench.report.Distribution;
import dev.rowcast.bench.report.Figure;
import dev.rowcast.bench.report.Figures;
import dev.rowcast.bench.report.LineChart;
import dev.rowcast.bench.report.MarkdownTable;
import dev.rowcast.bench.report.Point;
import dev.rowcast.bench.report.Series;
import dev.rowcast.bench.snapshot.Course.Moment;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Tables and plots. Figures of turns are medians over the rounds, delays of changes are those of all rounds.
 *
 * @param with what it was measured with, a sentence without its end
 * @param measured by contender, a turn for each round; all of the same table
 */
record SnapshotReport(String with, Map<Contender, List<Measured>> measured) {
    private static final double NANOS_PER_MICRO = 1e3;
    private static final double MEGABYTE = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;

    SnapshotReport {
        measured = Map.copyOf(measured);
    }

    String markdown() {
        return """
                %s; a table of %s rows.

                %s

                %s

                Changes that were made while the rows came, from their commit to their event:

                %s
                """
                .formatted(with, Figures.count(rows()), reading(), ratios(), changes());
    }

    private int rows() {
        return measured.values().iterator().next().get(0).rows();
    }

    private MarkdownTable reading() {
        MarkdownTable table = new MarkdownTable(
                "",
                "rows per second",
                "last row after the start",
                "processor time per row",
                "resident at a quarter of the rows",
                "at the last row",
                "peak");
        for (Contender contender : contenders()) {
            List<Measured> turns = turns(contender);
            table.row(List.of(
                    contender.label(),
                    String.format(Locale.ROOT, "%,.0f", median(turns, Measured::rowsPerSecond)),
                    Figures.time(Duration.ofNanos(
                            (long) median(turns, turn -> turn.sinceStart().toNanos()))),
                    String.format(
                            Locale.ROOT,
                            "%.1f µs",
                            median(turns, turn -> turn.processorTimePerRow().toNanos()) / NANOS_PER_MICRO),
                    Figures.bytes((long) median(turns, turn -> turn.residentBytesAt(0.25))),
                    Figures.bytes((long) median(turns, turn -> turn.residentBytesAt(1))),
                    Figures.bytes((long) median(turns, Measured::peakResidentBytes))));
        }
        return table;
    }

    private String ratios() {
        double rowcast = median(turns(Contender.ROWCAST), Measured::rowsPerSecond);
        return String.format(
                Locale.ROOT,
                "Rowcast's rows per second are %.2f times those of MQTT alone, and %.2f times Debezium's.",
                rowcast / median(turns(Contender.CEILING), Measured::rowsPerSecond),
                rowcast / median(turns(Contender.DEBEZIUM), Measured::rowsPerSecond));
    }

    private MarkdownTable changes() {
        MarkdownTable table = new MarkdownTable("", "changes", "p50", "p99", "longest", "events lost");
        for (Contender contender : contenders()) {
            if (contender.follows()) {
                List<Measured> turns = turns(contender);
                Distribution delays =
                        Distribution.merged(turns.stream().map(Measured::delays).toList());
                int changes = turns.stream().mapToInt(Measured::changes).sum();
                table.row(List.of(
                        contender.label(),
                        Figures.count(changes),
                        percentile(delays, 0.5),
                        percentile(delays, 0.99),
                        percentile(delays, 1),
                        Figures.count(changes - delays.count())));
            }
        }
        return table;
    }

    private static String percentile(Distribution delays, double share) {
        return delays.count() == 0 ? "–" : Figures.time(delays.percentile(share));
    }

    private List<Contender> contenders() {
        return measured.keySet().stream().sorted().toList();
    }

    private List<Measured> turns(Contender contender) {
        return measured.getOrDefault(contender, List.of());
    }

    /** The lower of the two in the middle of an even number. */
    private static double median(List<Measured> turns, ToDoubleFunction<Measured> figure) {
        double[] ascending = turns.stream().mapToDouble(figure).sorted().toArray();
        return ascending.length == 0 ? Double.NaN : ascending[(ascending.length - 1) / 2];
    }

    Figure figure() {
        return new Figure(
                "A full table, and an empty broker",
                "On the left the rows that have arrived a time after the start of each process, on the right its resident memory",
                List.of(
                        chart(
                                "Rows at the subscriber",
                                Axis.linear("rows", rows(), SnapshotReport::whole),
                                Moment::rows),
                        chart(
                                "Resident memory",
                                Axis.linear("MB", most(Measured::peakResidentBytes) / MEGABYTE, SnapshotReport::whole),
                                moment -> moment.residentBytes() / MEGABYTE)));
    }

    /** Of each contender the first turn: a median of courses there is not. */
    private LineChart chart(String title, Axis y, ToDoubleFunction<Moment> value) {
        return new LineChart(
                title,
                Axis.linear(
                        "seconds since the start",
                        most(turn -> turn.sinceStart().toNanos()) / NANOS_PER_SECOND,
                        SnapshotReport::whole),
                y,
                contenders().stream()
                        .map(contender -> new Series(
                                contender.label(),
                                turns(contender).get(0).course().stream()
                                        .map(moment -> new Point(moment.seconds(), value.applyAsDouble(moment)))
                                        .toList(),
                                false))
                        .toList());
    }

    private double most(ToDoubleFunction<Measured> figure) {
        return contenders().stream()
                .mapToDouble(contender -> figure.applyAsDouble(turns(contender).get(0)))
                .max()
                .orElseThrow();
    }

    private static String whole(double value) {
        return value == Math.rint(value) ? Figures.count((long) value) : String.format(Locale.ROOT, "%.1f", value);
    }
}
