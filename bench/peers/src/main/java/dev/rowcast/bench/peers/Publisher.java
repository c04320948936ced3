package dev.rowcast.bench.peers;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.datatypes.Mqtt5UserProperties;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PayloadFormatIndicator;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishBuilder;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult;
import io.reactivex.schedulers.Schedulers;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Publishes at QoS 1 over one MQTT 5 connection that is set up as Rowcast's, with at most as many messages unacknowledged as Rowcast
 * has. One thread publishes.
 */
final class Publisher implements AutoCloseable {
    private static final int WINDOW = 1_000;
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int KEEP_ALIVE_SECONDS = 60;

    private final Mqtt5AsyncClient client;
    private final Semaphore window = new Semaphore(WINDOW);
    private final AtomicLong published = new AtomicLong();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    private Publisher(Mqtt5AsyncClient client) {
        this.client = client;
    }

    /** Connects, and returns with the broker's consent. */
    static Publisher connect(URI broker) throws InterruptedException, ExecutionException, TimeoutException {
        Mqtt5AsyncClient client = MqttClient.builder()
                .useMqttVersion5()
                .identifier("debezium-relay")
                .serverHost(broker.getHost())
                .serverPort(broker.getPort())
                .executorConfig()
                .applicationScheduler(Schedulers.trampoline())
                .nettyThreads(1)
                .applyExecutorConfig()
                .buildAsync();
        client.connectWith()
                .cleanStart(true)
                .sessionExpiryInterval(0)
                .keepAlive(KEEP_ALIVE_SECONDS)
                .send()
                .get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        return new Publisher(client);
    }

    /**
     * Sends it as soon as there is room in the window.
     *
     * @param payload handed over; empty clears a retained topic
     * @throws IllegalStateException if this or an earlier message was not taken by the broker
     */
    @SuppressWarnings("FutureReturnValueIgnored") // the outcome goes to settle
    void publish(String topic, byte[] payload, boolean retained, @Nullable Mqtt5UserProperties properties)
            throws InterruptedException {
        window.acquire();
        requireNoFailure();
        Mqtt5PublishBuilder.Complete builder = Mqtt5Publish.builder()
                .topic(topic)
                .qos(MqttQos.AT_LEAST_ONCE)
                .retain(retained)
                .payload(payload);
        if (payload.length > 0) {
            builder = builder.payloadFormatIndicator(Mqtt5PayloadFormatIndicator.UTF_8)
                    .contentType("application/json");
        }
        Mqtt5Publish message = (properties == null ? builder : builder.userProperties(properties)).build();
        published.incrementAndGet();
        client.publish(message).whenComplete(this::settle);
    }

    /** Netty's thread. */
    private void settle(@Nullable Mqtt5PublishResult result, @Nullable Throwable thrown) {
        Throwable error =
                thrown != null || result == null ? thrown : result.getError().orElse(null);
        if (error != null) {
            failure.compareAndSet(null, error);
        }
        window.release();
    }

    /** Waits until the broker has acknowledged all. */
    void drain() throws InterruptedException {
        if (!window.tryAcquire(WINDOW, LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("the broker has not acknowledged all within " + LIMIT);
        }
        window.release(WINDOW);
        requireNoFailure();
    }

    private void requireNoFailure() {
        Throwable thrown = failure.get();
        if (thrown != null) {
            throw new IllegalStateException("a message was not published", thrown);
        }
    }

    /** How many messages so far. Any thread. */
    long published() {
        return published.get();
    }

    /** A connection that is lost already, or is lost now, is gone too. */
    @Override
    public void close() {
        client.disconnect()
                .exceptionally(lost -> null)
                .completeOnTimeout(null, LIMIT.toSeconds(), TimeUnit.SECONDS)
                .join();
    }
}
