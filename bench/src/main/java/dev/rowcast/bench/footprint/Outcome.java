package dev.rowcast.bench.footprint;

import dev.rowcast.bench.report.Point;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** What one contender came to in all rounds. One thread. */
final class Outcome {
    private final String name;
    private final String options;
    private final Map<Metric, List<Long>> values = new EnumMap<>(Metric.class);
    private List<Point> trace = List.of();
    private String failure = "";

    /** @param options in words, or as code */
    Outcome(String name, String options) {
        this.name = name;
        this.options = options;
    }

    String name() {
        return name;
    }

    String options() {
        return options;
    }

    /** @param value nanoseconds or bytes */
    void add(Metric metric, long value) {
        values.computeIfAbsent(metric, key -> new ArrayList<>()).add(value);
    }

    /** The median of the rounds, the lesser one of two; nothing where it was not measured. */
    OptionalLong median(Metric metric) {
        long[] ascending = values.getOrDefault(metric, List.of()).stream()
                .mapToLong(Long::longValue)
                .toArray();
        Arrays.sort(ascending);
        return ascending.length == 0 ? OptionalLong.empty() : OptionalLong.of(ascending[(ascending.length - 1) / 2]);
    }

    /** It ended where it should have worked, and is not measured any more. */
    void fail(String reason) {
        failure = reason;
    }

    /** Empty if it has not failed. */
    String failure() {
        return failure;
    }

    /** @param trace seconds after its start, and MiB that were resident then, of one catch-up */
    void trace(List<Point> trace) {
        this.trace = List.copyOf(trace);
    }

    List<Point> trace() {
        return trace;
    }
}
