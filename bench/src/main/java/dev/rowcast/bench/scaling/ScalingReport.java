package dev.rowcast.bench.scaling;

import dev.rowcast.bench.report.Axis;
import dev.rowcast.bench.report.Figure;
import dev.rowcast.bench.report.Figures;
import dev.rowcast.bench.report.LineChart;
import dev.rowcast.bench.report.MarkdownTable;
import dev.rowcast.bench.report.Point;
import dev.rowcast.bench.report.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tables and plots.
 *
 * @param with what it was measured with, a sentence without its end
 */
record ScalingReport(String with, List<Curve> curves) {
    ScalingReport {
        curves = List.copyOf(curves);
    }

    String markdown() {
        StringBuilder text = new StringBuilder(with).append(".\n");
        for (Curve curve : curves) {
            text.append("\n### ")
                    .append(curve.title())
                    .append("\n\n")
                    .append(table(curve))
                    .append("\n\n")
                    .append(growth(curve));
        }
        return text.toString();
    }

    private static MarkdownTable table(Curve curve) {
        List<String> headings = new ArrayList<>(List.of(curve.work()));
        curve.costs().forEach(cost -> headings.add(cost.name()));
        MarkdownTable table = new MarkdownTable(headings.toArray(String[]::new));
        for (long size : curve.sizes()) {
            List<String> cells = new ArrayList<>(List.of(Figures.count(size)));
            curve.costs().forEach(cost -> cells.add(cost.unit().text(curve.value(size, cost))));
            table.row(cells);
        }
        return table;
    }

    /** Of the last step, where what every start costs weighs least. */
    private static String growth(Curve curve) {
        List<Long> sizes = curve.sizes();
        if (sizes.size() < 2) {
            return "";
        }
        long last = sizes.get(sizes.size() - 1);
        List<String> parts = curve.costs().stream()
                .map(cost -> String.format(
                        Locale.ROOT,
                        "%s with the power %.2f (%s is %d)",
                        cost.name(),
                        curve.exponent(last, cost),
                        cost.growth().words(),
                        cost.growth() == Cost.Growth.LINEAR ? 1 : 0))
                .toList();
        return "From " + Figures.count(sizes.get(sizes.size() - 2)) + " to " + Figures.count(last) + " " + curve.work()
                + ": " + String.join(", ", parts) + ".\n";
    }

    /** By the names that their files have after the document's. */
    Map<String, Figure> figures() {
        return curves.stream().collect(Collectors.toMap(Curve::name, ScalingReport::figure));
    }

    private static Figure figure(Curve curve) {
        return new Figure(
                curve.title(),
                "Costs by the number of " + curve.work()
                        + ", both axes logarithmic; dashed what they would be had they grown as they may up to the last one",
                curve.costs().stream().map(cost -> chart(curve, cost)).toList());
    }

    private static LineChart chart(Curve curve, Cost cost) {
        List<Point> expected = curve.expected(cost);
        List<Point> measured = curve.points(cost);
        double one = cost.unit().one();
        List<Double> values = Stream.concat(expected.stream(), measured.stream())
                .map(point -> point.y() / one)
                .toList();
        List<Double> sizes = curve.sizes().stream().map(Long::doubleValue).toList();
        return new LineChart(
                cost.name(),
                Axis.logarithmic(curve.work(), sizes, size -> Figures.count(Math.round(size))),
                Axis.logarithmic("", values, value -> cost.unit().tick(value * one)),
                List.of(
                        new Series("as it may grow: linear, or constant", scaled(expected, one), false),
                        new Series("measured", scaled(measured, one), true)));
    }

    private static List<Point> scaled(List<Point> points, double one) {
        return points.stream()
                .map(point -> new Point(point.x(), point.y() / one))
                .toList();
    }
}
