package dev.rowcast.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5Connect;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

final class FiguresTest {
    @Test
    void countWhatGoesOn() throws Exception {
        try (TestingBroker broker = new TestingBroker()) {
            Received received = Received.by(broker.anonymous5(false), "orders/#");
            Mqtt5AsyncClient publisher = broker.publisher();
            publisher
                    .publishWith()
                    .topic("orders/state/1")
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .retain(true)
                    .payload("{}".getBytes(UTF_8))
                    .send()
                    .join();
            received.await(1);
            RawClient third = broker.raw();
            third.connect("third", null);
            third.disconnect();
            third.awaitClosed();
            Awaitility.await()
                    .untilAsserted(() ->
                            assertThat(broker.broker().figures().clients()).isEqualTo(2));

            BrokerFigures figures = broker.broker().figures();
            assertThat(figures.maxClients()).isEqualTo(3);
            assertThat(figures.connections()).isEqualTo(3);
            assertThat(figures.subscriptions()).isEqualTo(1);
            assertThat(figures.messagesReceived()).isEqualTo(1);
            assertThat(figures.messagesSent()).isEqualTo(1);
            assertThat(figures.messagesDropped()).isZero();
            assertThat(figures.packetsReceived()).isGreaterThanOrEqualTo(6);
            assertThat(figures.packetsSent()).isGreaterThanOrEqualTo(5);
            assertThat(figures.bytesReceived()).isGreaterThan(100);
            assertThat(figures.bytesSent()).isGreaterThan(50);
            assertThat(figures.uptime()).isPositive();
        }
    }

    @Test
    void countAMessageThatItsSubscriberDoesNotTake() throws Exception {
        try (TestingBroker broker = new TestingBroker()) {
            Mqtt5AsyncClient small = broker.connected(
                    broker.builder5(false).buildAsync(),
                    Mqtt5Connect.builder()
                            .restrictions()
                            .maximumPacketSize(200)
                            .applyRestrictions()
                            .build());
            Received received = Received.by(small, "orders/#");
            Mqtt5AsyncClient publisher = broker.publisher();
            for (int size : new int[] {10, 300, 20}) {
                publisher
                        .publishWith()
                        .topic("orders/state/" + size)
                        .qos(MqttQos.AT_LEAST_ONCE)
                        .retain(true)
                        .payload(new byte[size])
                        .send()
                        .join();
            }
            assertThat(received.await(2).stream().map(Received.Item::topic))
                    .containsExactly("orders/state/10", "orders/state/20");
            assertThat(broker.broker().figures().messagesDropped()).isEqualTo(1);
        }
    }

    @Test
    void arePublishedUnderTheNamesOfMosquitto() throws Exception {
        try (TestingBroker broker = new TestingBroker(TestingBroker.SETTINGS, Duration.ofMillis(50))) {
            Map<String, String> values = new ConcurrentHashMap<>();
            Mqtt5AsyncClient client = broker.anonymous5(false);
            client.subscribeWith()
                    .topicFilter("$SYS/broker/#")
                    .callback(message -> values.put(
                            message.getTopic().toString().substring("$SYS/broker/".length()),
                            new String(message.getPayloadAsBytes(), UTF_8)))
                    .send()
                    .join();
            Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(values)
                    .containsEntry("clients/connected", "1")
                    .containsEntry("clients/maximum", "1")
                    .containsEntry("subscriptions/count", "1")
                    .containsEntry("publish/messages/dropped", "0")
                    .containsKeys(
                            "uptime",
                            "clients/total",
                            "messages/received",
                            "messages/sent",
                            "publish/messages/received",
                            "publish/messages/sent",
                            "bytes/received",
                            "bytes/sent",
                            "retained messages/count"));
            assertThat(values.get("uptime")).endsWith(" seconds");
        }
    }

    @Test
    void areNotSeenByWhoWantsEverything() throws Exception {
        try (TestingBroker broker = new TestingBroker(TestingBroker.SETTINGS, Duration.ofMillis(50))) {
            Received all = Received.by(broker.anonymous5(false), "#");
            Received some = Received.by(broker.anonymous5(false), "$SYS/broker/bytes/sent");
            Awaitility.await().until(() -> some.items().size() >= 2);
            assertThat(all.items()).isEmpty();
        }
    }
}
