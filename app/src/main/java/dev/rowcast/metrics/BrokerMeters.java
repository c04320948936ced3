package dev.rowcast.metrics;

import dev.rowcast.broker.BrokerFigures;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** The embedded broker's figures, which begin anew when the broker does. */
final class BrokerMeters {
    private final MeterRegistry registry;
    private final Supplier<BrokerFigures> figures;

    /** @param figures are kept by the caller: the registry does not */
    BrokerMeters(MeterRegistry registry, Supplier<BrokerFigures> figures) {
        this.registry = registry;
        this.figures = figures;
    }

    /** @param generation which broker it is, the first being 1; kept by the caller */
    void register(IntSupplier generation) {
        registerNow();
        registerTraffic();
        FunctionCounter.builder("rowcast.broker.replacements", generation, its -> its.getAsInt() - 1)
                .description("Brokers that failed and were replaced")
                .register(registry);
    }

    private void registerNow() {
        gauge("rowcast.broker.clients", "Connected clients", BrokerFigures::clients);
        gauge("rowcast.broker.subscriptions", "Subscriptions of all clients", BrokerFigures::subscriptions);
        gauge("rowcast.broker.retained.messages", "Retained messages", BrokerFigures::retainedMessages);
        gauge("rowcast.broker.backlog.bytes", "What waits for slow subscribers in memory", BrokerFigures::backlogBytes);
        gauge("rowcast.broker.uptime.seconds", "Since the broker started", now -> Snapshots.seconds(now.uptime()));
    }

    private void registerTraffic() {
        counter("rowcast.broker.connections", "Accepted connections", BrokerFigures::connections);
        counter("rowcast.broker.packets.received", "MQTT packets", BrokerFigures::packetsReceived);
        counter("rowcast.broker.packets.sent", "MQTT packets", BrokerFigures::packetsSent);
        counter("rowcast.broker.messages.received", "PUBLISH packets", BrokerFigures::messagesReceived);
        counter("rowcast.broker.messages.sent", "PUBLISH packets", BrokerFigures::messagesSent);
        counter(
                "rowcast.broker.messages.dropped",
                "Messages larger than their subscriber takes; nothing else is dropped",
                BrokerFigures::messagesDropped);
        counter("rowcast.broker.received.bytes", "Over all connections", BrokerFigures::bytesReceived);
        counter("rowcast.broker.sent.bytes", "Over all connections", BrokerFigures::bytesSent);
        counter(
                "rowcast.broker.slow.clients.closed",
                "Subscribers that left too much unread, or for too long",
                BrokerFigures::slowClientsClosed);
    }

    private void gauge(String name, String description, ToDoubleFunction<BrokerFigures> value) {
        Gauge.builder(name, figures, now -> value.applyAsDouble(now.get()))
                .description(description)
                .register(registry);
    }

    private void counter(String name, String description, ToDoubleFunction<BrokerFigures> value) {
        FunctionCounter.builder(name, figures, now -> value.applyAsDouble(now.get()))
                .description(description)
                .register(registry);
    }
}
