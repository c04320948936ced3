package dev.rowcast.metrics;

import dev.rowcast.broker.BrokerFigures;
import dev.rowcast.relay.EventListener;
import dev.rowcast.relay.RelayFigures;
import dev.rowcast.relay.RelayStatus;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** The figures of one running Rowcast, in the format that Prometheus reads; {@code docs/metrics.md} has them all. Any thread. */
public final class Metrics implements AutoCloseable {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final TableLabels tables = new TableLabels();
    private final EventCounters events = new EventCounters(tables);

    /** The registry itself does not keep them. */
    private final Queue<Object> sources = new ConcurrentLinkedQueue<>();

    /**
     * With those of the process.
     *
     * @param productVersion like {@code 0.1.0}
     */
    public Metrics(String productVersion) {
        ProcessMeters.register(registry);
        collections.bindTo(registry);
        Gauge.builder("rowcast.build.info", () -> 1)
                .description("Always 1; what is running is in the labels")
                .tag("version", productVersion)
                .tag("java", System.getProperty("java.version", ""))
                .register(registry);
    }

    /** Counts the events that it hears. */
    public EventListener events() {
        return events;
    }

    /** How many it has heard, those that came again included. */
    public long eventsTold() {
        return events.total();
    }

    /**
     * Adds the embedded broker's.
     *
     * @param figures of the present broker, which begin anew when another takes its place
     * @param generation which broker it is, the first being 1
     */
    public void addBroker(Supplier<BrokerFigures> figures, IntSupplier generation) {
        sources.add(figures);
        sources.add(generation);
        new BrokerMeters(registry, figures).register(generation);
    }

    /** Adds what the relay does. */
    public void addRelay(Supplier<RelayStatus> status, Supplier<RelayFigures> figures) {
        registry.getPrometheusRegistry().register(new RelayCollector(status, figures, events, tables));
    }

    /**
     * Adds how far the relay is behind.
     *
     * @param bytes of binlog that the server has written and the broker has not acknowledged; empty where that is not known
     */
    public void addBacklog(Supplier<OptionalLong> bytes) {
        gauge(
                "rowcast.lag.bytes",
                "Binlog that is written and not acknowledged yet, other tables' included; NaN if nobody knows",
                () -> {
                    OptionalLong known = bytes.get();
                    return known.isPresent() ? (double) known.getAsLong() : Double.NaN;
                });
    }

    /**
     * Adds the clients of {@code /events}.
     *
     * @param clients how many there are
     * @param most how many there may be
     */
    public void addEventClients(IntSupplier clients, int most) {
        gauge("rowcast.event.stream.clients", "Clients of /events", clients::getAsInt);
        gauge("rowcast.event.stream.clients.limit", "How many clients of /events there may be", () -> most);
    }

    /** Adds the room left where the checkpoint is kept. */
    public void addDataDirectory(Path directory) {
        gauge(
                "rowcast.data.free.bytes",
                "Room left in the file system of the data directory; NaN until that exists",
                () -> Files.isDirectory(directory) ? (double) directory.toFile().getUsableSpace() : Double.NaN);
        gauge(
                "rowcast.data.size.bytes",
                "Size of the file system of the data directory; NaN until that exists",
                () -> Files.isDirectory(directory) ? (double) directory.toFile().getTotalSpace() : Double.NaN);
    }

    private void gauge(String name, String description, Supplier<Number> value) {
        Gauge.builder(name, value).description(description).register(registry);
    }

    /** All figures as they are now, in Prometheus' text format 0.0.4. */
    public String scrape() {
        return registry.scrape();
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
