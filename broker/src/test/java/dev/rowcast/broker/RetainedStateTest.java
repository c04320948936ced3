package dev.rowcast.broker;

import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import dev.rowcast.broker.Received.Item;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RetainedStateTest {
    private static TestingBroker broker;
    private static Mqtt5AsyncClient publisher;

    @BeforeAll
    static void start() throws Exception {
        broker = new TestingBroker();
        publisher = broker.publisher();
    }

    @AfterAll
    static void stop() throws Exception {
        broker.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void reachesLateSubscriberOfMqtt5WithRetainFlag(boolean webSocket) {
        publish("orders/state/five" + webSocket, "{\"id\":5}");
        assertThat(Received.by(broker.anonymous5(webSocket), "orders/state/five" + webSocket)
                        .await(1))
                .containsExactly(new Item("orders/state/five" + webSocket, "{\"id\":5}", true));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void reachesLateSubscriberOfMqtt3WithRetainFlag(boolean webSocket) {
        publish("orders/state/three" + webSocket, "{\"id\":3}");
        assertThat(Received.by(broker.anonymous3(webSocket), "orders/state/three" + webSocket)
                        .await(1))
                .containsExactly(new Item("orders/state/three" + webSocket, "{\"id\":3}", true));
    }

    @Test
    void isClearedByAnEmptyPayload() {
        publish("orders/state/8", "{\"id\":8}");
        publish("orders/state/8", "");
        Received received = Received.by(broker.anonymous5(false), "orders/state/8");
        publish("orders/state/8", "{\"id\":9}");
        assertThat(received.await(1)).containsExactly(new Item("orders/state/8", "{\"id\":9}", false));
    }

    @Test
    void keepsUserProperties() {
        publisher
                .publishWith()
                .topic("orders/state/props")
                .qos(MqttQos.AT_LEAST_ONCE)
                .retain(true)
                .payload(new byte[] {'x'})
                .userProperties()
                .add("version", "0001")
                .applyUserProperties()
                .send()
                .join();
        StringBuilder version = new StringBuilder();
        broker.anonymous5(false)
                .subscribeWith()
                .topicFilter("orders/state/props")
                .callback(publish ->
                        publish.getUserProperties().asList().forEach(property -> version.append(property.getValue())))
                .send()
                .join();
        Awaitility.await().untilAsserted(() -> assertThat(version).hasToString("0001"));
    }

    private static void publish(String topic, String payload) {
        publisher
                .publishWith()
                .topic(topic)
                .qos(MqttQos.AT_LEAST_ONCE)
                .retain(true)
                .payload(payload.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .send()
                .join();
    }
}
