package dev.rowcast.metrics;

import dev.rowcast.broker.BrokerFigures;
import dev.rowcast.relay.Phase;
import dev.rowcast.relay.RelayStatus;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** The figures of one running Rowcast, in the format that Prometheus reads. Any thread. */
public final class Metrics implements AutoCloseable {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();

    /** The registry itself does not keep them. */
    private final Queue<Object> sources = new ConcurrentLinkedQueue<>();

    /** With those of the JVM. */
    public Metrics() {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        collections.bindTo(registry);
    }

    /** Adds the embedded broker's, which begin anew when the broker does. */
    public void addBroker(Supplier<BrokerFigures> figures) {
        sources.add(figures);
        gauge(figures, "rowcast.broker.clients", "Connected clients", BrokerFigures::clients);
        gauge(figures, "rowcast.broker.subscriptions", "Subscriptions of all clients", BrokerFigures::subscriptions);
        gauge(figures, "rowcast.broker.retained.messages", "Retained messages", BrokerFigures::retainedMessages);
        gauge(
                figures,
                "rowcast.broker.backlog.bytes",
                "What waits for slow subscribers in memory",
                BrokerFigures::backlogBytes);
        counter(figures, "rowcast.broker.connections", "Accepted connections", BrokerFigures::connections);
        counter(figures, "rowcast.broker.packets.received", "MQTT packets", BrokerFigures::packetsReceived);
        counter(figures, "rowcast.broker.packets.sent", "MQTT packets", BrokerFigures::packetsSent);
        counter(figures, "rowcast.broker.messages.received", "PUBLISH packets", BrokerFigures::messagesReceived);
        counter(figures, "rowcast.broker.messages.sent", "PUBLISH packets", BrokerFigures::messagesSent);
        counter(
                figures,
                "rowcast.broker.messages.dropped",
                "Messages larger than their subscriber takes; nothing else is dropped",
                BrokerFigures::messagesDropped);
        counter(figures, "rowcast.broker.received.bytes", "Over all connections", BrokerFigures::bytesReceived);
        counter(figures, "rowcast.broker.sent.bytes", "Over all connections", BrokerFigures::bytesSent);
        counter(
                figures,
                "rowcast.broker.slow.clients.closed",
                "Subscribers that left too much unread, or for too long",
                BrokerFigures::slowClientsClosed);
    }

    /**
     * Adds what the relay does.
     *
     * @param oversizedMessages how many there were since the start
     */
    public void addRelay(Supplier<RelayStatus> status, LongSupplier oversizedMessages) {
        sources.add(status);
        sources.add(oversizedMessages);
        Gauge.builder("rowcast.leading", status, now -> isLeading(now.get()) ? 1 : 0)
                .description("1 for the Rowcast of its name that publishes, or is about to; 0 for one that stands by")
                .register(registry);
        FunctionCounter.builder("rowcast.messages.oversized", oversizedMessages, LongSupplier::getAsLong)
                .description("Messages too large for the broker, told without the row's columns")
                .register(registry);
    }

    private static boolean isLeading(RelayStatus now) {
        return now.phase() != Phase.STANDBY && now.phase() != Phase.STOPPED;
    }

    private void gauge(
            Supplier<BrokerFigures> figures, String name, String description, ToDoubleFunction<BrokerFigures> value) {
        Gauge.builder(name, figures, now -> value.applyAsDouble(now.get()))
                .description(description)
                .register(registry);
    }

    private void counter(
            Supplier<BrokerFigures> figures, String name, String description, ToDoubleFunction<BrokerFigures> value) {
        FunctionCounter.builder(name, figures, now -> value.applyAsDouble(now.get()))
                .description(description)
                .register(registry);
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
