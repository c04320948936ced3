package dev.rowcast.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttQoS;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the figures under {@code $SYS/broker/}, with the names and units that Mosquitto gives them, retained, each when it
 * has changed. On a thread of its own.
 */
final class SysTopics implements AutoCloseable {
    static final Duration INTERVAL = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(SysTopics.class);
    private static final String PREFIX = "$SYS/broker/";

    private final Intake intake;
    private final Supplier<BrokerFigures> figures;
    private final Map<String, String> last = new HashMap<>();
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "rowcast-broker-sys");
        thread.setDaemon(true);
        return thread;
    });

    SysTopics(Intake intake, Supplier<BrokerFigures> figures) {
        this.intake = intake;
        this.figures = figures;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // of a task that never ends by itself
    void start(Duration interval) {
        executor.scheduleWithFixedDelay(this::publishSafely, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void publishSafely() {
        try {
            values(figures.get()).forEach((name, value) -> {
                if (!value.equals(last.put(name, value))) {
                    publish(PREFIX + name, value);
                }
            });
        } catch (RuntimeException e) {
            LOG.warn("The broker's figures could not be published", e);
        }
    }

    private static Map<String, String> values(BrokerFigures now) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("uptime", now.uptime().toSeconds() + " seconds");
        values.put("clients/connected", Long.toString(now.clients()));
        values.put("clients/total", Long.toString(now.clients()));
        values.put("clients/maximum", Long.toString(now.maxClients()));
        // no session outlives its connection
        values.put("clients/disconnected", "0");
        values.put("clients/expired", "0");
        values.put("subscriptions/count", Long.toString(now.subscriptions()));
        values.put("retained messages/count", Long.toString(now.retainedMessages()));
        values.put("messages/received", Long.toString(now.packetsReceived()));
        values.put("messages/sent", Long.toString(now.packetsSent()));
        values.put("publish/messages/received", Long.toString(now.messagesReceived()));
        values.put("publish/messages/sent", Long.toString(now.messagesSent()));
        values.put("publish/messages/dropped", Long.toString(now.messagesDropped()));
        values.put("bytes/received", Long.toString(now.bytesReceived()));
        values.put("bytes/sent", Long.toString(now.bytesSent()));
        return values;
    }

    private void publish(String topic, String value) {
        intake.publish(
                MqttMessageBuilders.publish()
                        .topicName(topic)
                        .payload(Unpooled.wrappedBuffer(value.getBytes(UTF_8)))
                        .qos(MqttQoS.AT_MOST_ONCE)
                        .retained(true)
                        .build(),
                false);
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
