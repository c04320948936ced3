package dev.rowcast.bench.report;

import java.util.List;

/**
 * A line of a chart.
 *
 * @param name for the legend; lines of one name look alike in all charts of a figure
 * @param points from left to right; none: the line is not drawn, but has its place in the legend
 * @param marked whether each point is a measurement of its own, to be seen as one
 */
public record Series(String name, List<Point> points, boolean marked) {
    public Series {
        points = List.copyOf(points);
    }
}
