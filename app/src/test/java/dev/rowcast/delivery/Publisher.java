package dev.rowcast.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import dev.rowcast.testing.TestingMosquitto;
import io.reactivex.schedulers.Schedulers;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Publishes as the relay does: QoS 1, a window of a thousand. */
final class Publisher implements AutoCloseable {
    private static final int WINDOW = 1000;
    private static final int TIMEOUT_SECONDS = 60;

    private final Mqtt5AsyncClient client;
    private final Semaphore window = new Semaphore(WINDOW);

    Publisher(URI url) {
        client = MqttClient.builder()
                .useMqttVersion5()
                .serverHost(url.getHost())
                .serverPort(url.getPort())
                .simpleAuth()
                .username(TestingMosquitto.USERNAME)
                .password(TestingMosquitto.PASSWORD.getBytes(UTF_8))
                .applySimpleAuth()
                .executorConfig()
                .applicationScheduler(Schedulers.trampoline())
                .applyExecutorConfig()
                .buildAsync();
        client.connect().join();
    }

    /** Returns when the window has room for it; a failure shows in {@link #await()}. */
    @SuppressWarnings("FutureReturnValueIgnored") // what fails leaves the window short
    void publish(String topic, String payload, boolean retained) throws InterruptedException {
        assertThat(window.tryAcquire(TIMEOUT_SECONDS, TimeUnit.SECONDS)).isTrue();
        send(topic, payload, retained, MqttQos.AT_LEAST_ONCE).thenRun(window::release);
    }

    /** Returns when the broker has it. */
    void publishNow(String topic, String payload, boolean retained, int qos) {
        send(topic, payload, retained, MqttQos.fromCode(qos)).join();
    }

    private CompletableFuture<?> send(String topic, String payload, boolean retained, MqttQos qos) {
        return client.publishWith()
                .topic(topic)
                .qos(qos)
                .retain(retained)
                .payload(payload.getBytes(UTF_8))
                .send();
    }

    /** Waits until the broker has acknowledged everything. */
    void await() throws InterruptedException {
        assertThat(window.tryAcquire(WINDOW, TIMEOUT_SECONDS, TimeUnit.SECONDS)).isTrue();
        window.release(WINDOW);
    }

    @Override
    public void close() {
        client.disconnect().exceptionally(e -> null).join();
    }
}
