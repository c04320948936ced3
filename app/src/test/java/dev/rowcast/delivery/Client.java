package dev.rowcast.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttClientBuilder;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscription;
import dev.rowcast.broker.EmbeddedBroker;
import io.reactivex.schedulers.Schedulers;
import java.net.URI;
import java.util.function.Consumer;

/** A subscriber of either version over either transport. It does not reconnect. */
interface Client extends AutoCloseable {
    /** One message, as it came. */
    record Received(String topic, String payload, boolean retained, int qos) {}

    /** Returns when the broker has accepted the subscription. */
    void subscribe(String filter, int qos);

    @Override
    void close();

    /**
     * Connects without credentials, and waits for the answer.
     *
     * @param version 3 (for 3.1.1) or 5
     * @param action is called for each message, in order, by one thread
     */
    static Client connect(URI url, int version, Consumer<Received> action) {
        EmbeddedBroker.prepareNetty();
        MqttClientBuilder builder =
                MqttClient.builder().serverHost(url.getHost()).serverPort(url.getPort());
        if (url.getScheme().equals("ws")) {
            builder = builder.webSocketConfig()
                    .serverPath(url.getPath().substring(1))
                    .applyWebSocketConfig();
        }
        // by default messages are handed over on another thread, each
        builder = builder.executorConfig()
                .applicationScheduler(Schedulers.trampoline())
                .applyExecutorConfig();
        return version == 5 ? new Version5(builder, action) : new Version3(builder, action);
    }

    /** MQTT 5. */
    final class Version5 implements Client {
        private final Mqtt5AsyncClient client;

        Version5(MqttClientBuilder builder, Consumer<Received> action) {
            client = builder.useMqttVersion5().buildAsync();
            client.publishes(MqttGlobalPublishFilter.ALL, message -> action.accept(received(message)));
            client.connect().join();
        }

        private static Received received(Mqtt5Publish message) {
            return new Received(
                    message.getTopic().toString(),
                    new String(message.getPayloadAsBytes(), UTF_8),
                    message.isRetain(),
                    message.getQos().getCode());
        }

        Mqtt5AsyncClient client() {
            return client;
        }

        @Override
        public void subscribe(String filter, int qos) {
            subscribe(Mqtt5Subscription.builder()
                    .topicFilter(filter)
                    .qos(MqttQos.fromCode(qos))
                    .build());
        }

        void subscribe(Mqtt5Subscription subscription) {
            client.subscribeWith().addSubscription(subscription).send().join();
        }

        @Override
        public void close() {
            client.disconnect().exceptionally(e -> null).join();
        }
    }

    /** MQTT 3.1.1. */
    final class Version3 implements Client {
        private final Mqtt3AsyncClient client;

        Version3(MqttClientBuilder builder, Consumer<Received> action) {
            client = builder.useMqttVersion3().buildAsync();
            client.publishes(MqttGlobalPublishFilter.ALL, message -> action.accept(received(message)));
            client.connect().join();
        }

        private static Received received(Mqtt3Publish message) {
            return new Received(
                    message.getTopic().toString(),
                    new String(message.getPayloadAsBytes(), UTF_8),
                    message.isRetain(),
                    message.getQos().getCode());
        }

        @Override
        public void subscribe(String filter, int qos) {
            client.subscribeWith()
                    .topicFilter(filter)
                    .qos(MqttQos.fromCode(qos))
                    .send()
                    .join();
        }

        @Override
        public void close() {
            client.disconnect().exceptionally(e -> null).join();
        }
    }
}
