package dev.rowcast.metrics;

import dev.rowcast.relay.DurationHistogram;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Figures read once, as what Prometheus' registry shows. Pure. */
final class Snapshots {
    private Snapshots() {}

    static GaugeSnapshot gauge(String name, String help, Number value) {
        return gauge(name, help, Map.of(Labels.EMPTY, value));
    }

    static GaugeSnapshot gauge(String name, String help, boolean holds) {
        return gauge(name, help, holds ? 1 : 0);
    }

    static GaugeSnapshot gauge(String name, String help, Map<Labels, ? extends Number> values) {
        GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(name).help(help);
        values.forEach((labels, value) -> gauge.dataPoint(GaugeDataPointSnapshot.builder()
                .labels(labels)
                .value(value.doubleValue())
                .build()));
        return gauge.build();
    }

    static CounterSnapshot counter(String name, String help, long value) {
        return counter(name, help, Map.of(Labels.EMPTY, value));
    }

    /** @param name without its {@code _total} */
    static CounterSnapshot counter(String name, String help, Map<Labels, ? extends Number> values) {
        CounterSnapshot.Builder counter = CounterSnapshot.builder().name(name).help(help);
        values.forEach((labels, value) -> counter.dataPoint(CounterDataPointSnapshot.builder()
                .labels(labels)
                .value(value.doubleValue())
                .build()));
        return counter.build();
    }

    static HistogramSnapshot histogram(String name, String help, DurationHistogram.Recorded recorded) {
        List<Double> bounds = new ArrayList<>();
        DurationHistogram.BOUNDS.stream().map(Snapshots::seconds).forEach(bounds::add);
        bounds.add(Double.POSITIVE_INFINITY);
        return HistogramSnapshot.builder()
                .name(name)
                .help(help)
                .dataPoint(HistogramDataPointSnapshot.builder()
                        .classicHistogramBuckets(ClassicHistogramBuckets.of(bounds, recorded.ranges()))
                        .sum(seconds(recorded.sum()))
                        .build())
                .build();
    }

    static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
