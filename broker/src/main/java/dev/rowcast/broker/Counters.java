package dev.rowcast.broker;

import io.netty.handler.codec.mqtt.MqttPublishMessage;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/** Counts for {@link BrokerFigures}. Any thread. */
final class Counters {
    private final long startNanos = System.nanoTime();
    private final AtomicLong clients = new AtomicLong();
    private final LongAccumulator maxClients = new LongAccumulator(Long::max, 0);
    private final LongAdder connections = new LongAdder();
    private final LongAdder subscriptions = new LongAdder();
    private final LongAdder packetsReceived = new LongAdder();
    private final LongAdder packetsSent = new LongAdder();
    private final LongAdder messagesReceived = new LongAdder();
    private final LongAdder messagesSent = new LongAdder();
    private final LongAdder messagesDropped = new LongAdder();
    private final LongAdder bytesReceived = new LongAdder();
    private final LongAdder bytesSent = new LongAdder();

    void clientConnected() {
        connections.increment();
        maxClients.accumulate(clients.incrementAndGet());
    }

    void clientGone() {
        clients.decrementAndGet();
    }

    /** @param change how many have begun, or ended if negative */
    void subscriptions(int change) {
        subscriptions.add(change);
    }

    void received(Object packet) {
        packetsReceived.increment();
        if (packet instanceof MqttPublishMessage) {
            messagesReceived.increment();
        }
    }

    void sent(Object packet) {
        packetsSent.increment();
        if (packet instanceof MqttPublishMessage) {
            messagesSent.increment();
        }
    }

    void messageDropped() {
        messagesDropped.increment();
    }

    void bytesReceived(int count) {
        bytesReceived.add(count);
    }

    void bytesSent(int count) {
        bytesSent.add(count);
    }

    BrokerFigures figures(RetainedStore store, Backlogs backlogs) {
        return new BrokerFigures(
                Duration.ofNanos(System.nanoTime() - startNanos),
                clients.get(),
                maxClients.get(),
                connections.sum(),
                subscriptions.sum(),
                store.count(),
                packetsReceived.sum(),
                packetsSent.sum(),
                messagesReceived.sum(),
                messagesSent.sum(),
                messagesDropped.sum(),
                bytesReceived.sum(),
                bytesSent.sum(),
                backlogs.total(),
                backlogs.closed());
    }
}
