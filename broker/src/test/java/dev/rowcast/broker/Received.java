package dev.rowcast.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;

/** What a subscription has delivered, in order. */
final class Received {
    private final List<Item> items = new CopyOnWriteArrayList<>();

    record Item(String topic, String payload, boolean retained) {}

    static Received by(Mqtt5AsyncClient client, String filter) {
        Received received = new Received();
        client.subscribeWith()
                .topicFilter(filter)
                .qos(MqttQos.AT_LEAST_ONCE)
                .callback(publish -> received.items.add(new Item(
                        publish.getTopic().toString(),
                        new String(publish.getPayloadAsBytes(), UTF_8),
                        publish.isRetain())))
                .send()
                .join();
        return received;
    }

    static Received by(Mqtt3AsyncClient client, String filter) {
        Received received = new Received();
        client.subscribeWith()
                .topicFilter(filter)
                .qos(MqttQos.AT_LEAST_ONCE)
                .callback(publish -> received.items.add(new Item(
                        publish.getTopic().toString(),
                        new String(publish.getPayloadAsBytes(), UTF_8),
                        publish.isRetain())))
                .send()
                .join();
        return received;
    }

    List<Item> items() {
        return items;
    }

    /** Waits until so many have come. */
    List<Item> await(int count) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(items)
                .hasSize(count));
        return items;
    }
}
