package dev.rowcast.bench.scaling;

import dev.rowcast.bench.report.Point;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Costs over sizes of the work, the median of all measurements of a size. One thread. */
final class Curve {
    private final String name;
    private final String title;
    private final String work;
    private final List<Cost> costs;
    private final SortedMap<Long, List<double[]>> measured = new TreeMap<>();

    /**
     * An empty one.
     *
     * @param name one word, for files
     * @param work what there is more and more of, in the plural
     */
    Curve(String name, String title, String work, Cost... costs) {
        this.name = name;
        this.title = title;
        this.work = work;
        this.costs = List.of(costs);
    }

    String name() {
        return name;
    }

    String title() {
        return title;
    }

    String work() {
        return work;
    }

    List<Cost> costs() {
        return costs;
    }

    /**
     * Adds a measurement.
     *
     * @param values of each cost, in its unit
     */
    void add(long size, double... values) {
        if (values.length != costs.size()) {
            throw new IllegalArgumentException(values.length + " values of " + costs.size() + " costs");
        }
        measured.computeIfAbsent(size, key -> new ArrayList<>()).add(values.clone());
    }

    /** Ascending. */
    List<Long> sizes() {
        return List.copyOf(measured.keySet());
    }

    /** The median, the lesser one of two. */
    double value(long size, Cost cost) {
        int index = costs.indexOf(cost);
        List<Double> values = new ArrayList<>(measured.getOrDefault(size, List.of()).stream()
                .map(each -> each[index])
                .toList());
        Collections.sort(values);
        return values.get((values.size() - 1) / 2);
    }

    /** From the smallest size to the largest. */
    List<Point> points(Cost cost) {
        return sizes().stream().map(size -> new Point(size, value(size, cost))).toList();
    }

    /** What the cost would be had it grown as it may up to what it is in the end. */
    List<Point> expected(Cost cost) {
        List<Long> sizes = sizes();
        long last = sizes.get(sizes.size() - 1);
        double value = value(last, cost);
        return sizes.stream()
                .map(size -> new Point(size, cost.growth().expected(value, last, size)))
                .toList();
    }

    /**
     * With which power of the work the cost grows between two sizes: 1 is linear, 0 constant.
     *
     * @param size one of {@link #sizes()} but the first
     */
    double exponent(long size, Cost cost) {
        List<Long> sizes = sizes();
        long before = sizes.get(sizes.indexOf(size) - 1);
        return Math.log(value(size, cost) / value(before, cost)) / Math.log((double) size / before);
    }
}
