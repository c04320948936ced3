package dev.rowcast.bench.catchup;

import dev.rowcast.bench.report.Axis;
import dev.rowcast.bench.report.Figure;
import dev.rowcast.bench.report.Figures;
import dev.rowcast.bench.report.LineChart;
import dev.rowcast.bench.report.MarkdownTable;
import dev.rowcast.bench.report.Point;
import dev.rowcast.bench.report.Series;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;

/**
 * Tables and plots.
 *
 * @param with what it was measured with, a sentence without its end
 * @param comparisons of each workload one; the first is drawn
 */
record CatchupReport(String with, List<Comparison> comparisons) {
    CatchupReport {
        comparisons = List.copyOf(comparisons);
    }

    String markdown() {
        return comparisons.stream().map(CatchupReport::section).collect(Collectors.joining("\n", with + ".\n\n", ""));
    }

    private static String section(Comparison comparison) {
        Workload workload = comparison.workload();
        return """
                %s changes of %s rows (%s), medians, rounds: %d

                %s

                Ratios in the same round, median:

                %s
                """
                .formatted(
                        Figures.count(workload.changes()),
                        Figures.count(workload.rows()),
                        workload.name(),
                        comparison.rounds().size(),
                        figures(comparison),
                        ratios(comparison));
    }

    private static MarkdownTable figures(Comparison comparison) {
        MarkdownTable table = new MarkdownTable(
                "",
                "changes/s",
                "lowest to highest",
                "messages for a change",
                "processor time for a change",
                "of it beyond the MQTT client",
                "the broker's process",
                "start to first event",
                "most memory");
        for (Contender contender : comparison.contenders()) {
            table.row(cells(comparison, contender));
        }
        return table;
    }

    private static List<String> cells(Comparison comparison, Contender contender) {
        double[] rates = comparison.turns(contender).stream()
                .mapToDouble(Turn::changesPerSecond)
                .sorted()
                .toArray();
        double broker = comparison.median(contender, Turn::brokerMicros);
        double messages = comparison.median(contender, Turn::messagesPerChange);
        return List.of(
                contender.title(),
                rate(comparison.median(contender, Turn::changesPerSecond)),
                rate(rates[0]) + " to " + rate(rates[rates.length - 1]),
                messages == 0 ? "–" : String.format(Locale.ROOT, "%.2f", messages),
                micros(comparison.median(contender, Turn::processorMicros)),
                optional(comparison.beyondClient(contender), CatchupReport::micros),
                broker == 0 ? "–" : micros(broker),
                Figures.time(Duration.ofNanos(
                        (long) comparison.median(contender, turn -> turn.start().toNanos()))),
                Figures.bytes((long) comparison.median(contender, Turn::peakBytes)));
    }

    private static MarkdownTable ratios(Comparison comparison) {
        MarkdownTable table = new MarkdownTable("", "changes/s", "processor time for a change");
        ratio(
                table,
                comparison,
                "Rowcast to Debezium Engine, both on Mosquitto",
                Contender.ROWCAST,
                Contender.DEBEZIUM);
        ratio(
                table,
                comparison,
                "Rowcast to the MQTT client alone, on Mosquitto",
                Contender.ROWCAST,
                Contender.CEILING);
        ratio(
                table,
                comparison,
                "Rowcast to the MQTT client alone that takes acknowledgements together, on Mosquitto",
                Contender.ROWCAST,
                Contender.CEILING_PACED);
        ratio(
                table,
                comparison,
                "Rowcast on its own broker to Rowcast on Mosquitto",
                Contender.ROWCAST_EMBEDDED,
                Contender.ROWCAST);
        ratio(
                table,
                comparison,
                "the MQTT client alone, on Rowcast's broker to on Mosquitto",
                Contender.CEILING_EMBEDDED,
                Contender.CEILING);
        return table;
    }

    private static void ratio(
            MarkdownTable table, Comparison comparison, String title, Contender one, Contender other) {
        OptionalDouble rates = comparison.ratio(one, other, Turn::changesPerSecond);
        OptionalDouble times = comparison.ratio(one, other, Turn::processorMicros);
        if (rates.isPresent()) {
            table.row(List.of(title, optional(rates, CatchupReport::times), optional(times, CatchupReport::times)));
        }
    }

    private static String times(double ratio) {
        return String.format(Locale.ROOT, "%.2f×", ratio);
    }

    private static String rate(double perSecond) {
        return Figures.count(Math.round(perSecond));
    }

    private static String micros(double micros) {
        return String.format(Locale.ROOT, "%.1f µs", micros);
    }

    private static String optional(OptionalDouble value, DoubleFunction<String> text) {
        return value.isPresent() ? text.apply(value.getAsDouble()) : "–";
    }

    /** Of the first comparison how the events arrived. */
    Figure figure() {
        Comparison comparison = comparisons.get(0);
        return new Figure(
                "Catching up with " + Figures.count(comparison.workload().changes()) + " changes",
                "How many events had arrived over the time since the first one, in the round of the median.",
                List.of(arrivals(comparison)));
    }

    private static LineChart arrivals(Comparison comparison) {
        List<Series> courses = comparison.contenders().stream()
                // of which no more is known than begin and end
                .filter(contender -> contender != Contender.BINLOG)
                .map(contender -> new Series(
                        contender.title(), comparison.middle(contender).course(), false))
                .toList();
        double longest = courses.stream()
                .flatMap(course -> course.points().stream())
                .mapToDouble(Point::x)
                .max()
                .orElseThrow();
        return new LineChart(
                "Events that have arrived",
                Axis.linear("seconds since the first event", longest, CatchupReport::seconds),
                Axis.linear("events", comparison.workload().changes(), events -> Figures.count(Math.round(events))),
                courses);
    }

    private static String seconds(double seconds) {
        return BigDecimal.valueOf(seconds)
                .setScale(3, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }
}
