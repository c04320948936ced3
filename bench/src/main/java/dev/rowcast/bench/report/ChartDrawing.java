package dev.rowcast.bench.report;

import dev.rowcast.bench.report.Axis.Tick;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A chart in its place of a {@link Figure}.
 *
 * @param names of all lines of the figure: the place among them is the line's looks
 * @param left where its place begins, in the figure's units
 * @param top where its place begins, in the same units
 * @param width of its place, in the same units
 */
record ChartDrawing(LineChart chart, List<String> names, int left, int top, int width) {
    private static final int LEAST_LEFT_MARGIN = 72;
    /** Of the y axis' label, which stands upright. */
    private static final int LABEL_WIDTH = 24;
    /** About, in the size of ticks. */
    private static final int CHARACTER_WIDTH = 7;

    private static final int TICK_GAP = 8;
    private static final int RIGHT_MARGIN = 24;
    private static final int TOP_MARGIN = 24;
    private static final int BOTTOM_MARGIN = 56;

    /** Draws axes, then lines. */
    void drawOn(SvgText svg, int height) {
        int plotHeight = height - TOP_MARGIN - BOTTOM_MARGIN;
        svg.line("<text class=\"chart\" x=\"%d\" y=\"%d\">%s</text>", plotLeft(), top + 8, chart.title());
        for (Tick tick : chart.y().ticks()) {
            double y = y(tick.value(), plotHeight);
            svg.line("<path class=\"grid\" d=\"M%d %.1fh%d\"/>", plotLeft(), y, plotWidth());
            svg.line(
                    "<text class=\"tick\" text-anchor=\"end\" x=\"%d\" y=\"%.1f\">%s</text>",
                    plotLeft() - TICK_GAP, y + 4, tick.label());
        }
        int bottom = top + TOP_MARGIN + plotHeight;
        for (Tick tick : chart.x().ticks()) {
            double x = x(tick.value());
            svg.line("<path class=\"grid\" d=\"M%.1f %dv%d\"/>", x, bottom, -plotHeight);
            svg.line(
                    "<text class=\"tick\" text-anchor=\"middle\" x=\"%.1f\" y=\"%d\">%s</text>",
                    x, bottom + 18, tick.label());
        }
        svg.line(
                "<text class=\"tick\" text-anchor=\"middle\" x=\"%d\" y=\"%d\">%s</text>",
                plotLeft() + plotWidth() / 2, bottom + 38, chart.x().label());
        int middle = top + TOP_MARGIN + plotHeight / 2;
        svg.line(
                "<text class=\"tick\" text-anchor=\"middle\" transform=\"translate(%d %d) rotate(-90)\">%s</text>",
                left + 18, middle, chart.y().label());
        chart.series().forEach(series -> drawLine(svg, series, plotHeight));
    }

    private void drawLine(SvgText svg, Series series, int plotHeight) {
        int looks = names.indexOf(series.name());
        if (!series.points().isEmpty()) {
            String points = series.points().stream()
                    .map(point -> String.format(Locale.ROOT, "%.1f,%.1f", x(point.x()), y(point.y(), plotHeight)))
                    .collect(Collectors.joining(" "));
            svg.line("<polyline class=\"line l%d\" points=\"%s\"/>", looks, points);
        }
        if (series.marked()) {
            for (Point point : series.points()) {
                svg.line(
                        "<circle class=\"page l%d\" stroke-width=\"2\" style=\"stroke-dasharray:none\" cx=\"%.1f\" cy=\"%.1f\" r=\"4\"/>",
                        looks, x(point.x()), y(point.y(), plotHeight));
            }
        }
    }

    /** Where the plot begins: behind the label of the y axis and the longest text beside its ticks. */
    private int plotLeft() {
        int longest = chart.y().ticks().stream()
                .mapToInt(tick -> tick.label().length())
                .max()
                .orElse(0);
        return left + Math.max(LEAST_LEFT_MARGIN, LABEL_WIDTH + longest * CHARACTER_WIDTH + TICK_GAP);
    }

    private int plotWidth() {
        return left + width - plotLeft() - RIGHT_MARGIN;
    }

    private double x(double value) {
        return plotLeft() + chart.x().place(value) * plotWidth();
    }

    private double y(double value, int plotHeight) {
        return top + TOP_MARGIN + (1 - chart.y().place(value)) * plotHeight;
    }
}
