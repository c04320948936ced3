package dev.rowcast.bench.report;

import java.util.List;

/** One chart of a {@link Figure}. */
public record LineChart(String title, Axis x, Axis y, List<Series> series) {
    public LineChart {
        series = List.copyOf(series);
    }
}
