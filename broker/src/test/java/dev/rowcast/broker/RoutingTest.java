package dev.rowcast.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.message.unsubscribe.unsuback.Mqtt5UnsubAckReasonCode;
import dev.rowcast.broker.Received.Item;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class RoutingTest {
    private TestingBroker broker;

    @BeforeEach
    void startBroker() throws Exception {
        broker = new TestingBroker();
    }

    @AfterEach
    void closeBroker() throws Exception {
        broker.close();
    }

    @Test
    void thoseWhoShareASubscriptionTakeTurns() {
        List<Mqtt5AsyncClient> clients =
                Stream.generate(() -> broker.anonymous5(false)).limit(3).toList();
        List<Received> shares = clients.stream()
                .map(client -> Received.by(client, "$share/workers/orders/updated/+"))
                .toList();
        Received all = Received.by(broker.anonymous5(false), "orders/#");
        Mqtt5AsyncClient publisher = broker.publisher();

        IntStream.range(0, 30).forEach(i -> publish(publisher, "orders/updated/" + i, MqttQos.AT_LEAST_ONCE));
        all.await(30);
        shares.forEach(share -> share.await(10));
        assertThat(shares.stream().flatMap(share -> share.items().stream()).map(Item::topic))
                .doesNotHaveDuplicates();

        clients.get(0).disconnect().join();
        clients.get(1)
                .unsubscribeWith()
                .topicFilter("$share/workers/orders/updated/+")
                .send()
                .join();
        IntStream.range(30, 40).forEach(i -> publish(publisher, "orders/updated/" + i, MqttQos.AT_LEAST_ONCE));
        all.await(40);
        shares.get(2).await(20);
    }

    /** The client library tells each subscription's callback by the identifiers that a message carries. */
    @Test
    void severalSubscriptionsOfOneClientGetAMessageOnceWithAllIdentifiers() {
        Mqtt5AsyncClient client = broker.anonymous5(false);
        List<Received> subscriptions = Stream.of("orders/#", "orders/updated/7", "orders/+/7")
                .map(filter -> Received.by(client, filter))
                .toList();
        Received other = Received.by(client, "customers/#");
        Mqtt5AsyncClient publisher = broker.publisher();
        long before = broker.broker().figures().messagesSent();
        publish(publisher, "orders/updated/7", MqttQos.EXACTLY_ONCE);
        subscriptions.forEach(subscription -> subscription.await(1));
        assertThat(broker.broker().figures().messagesSent() - before).isEqualTo(1);
        assertThat(other.items()).isEmpty();
    }

    @Test
    void severalSubscriptionsOfOneClientGetAMessageAtTheHighestQos() throws Exception {
        Mqtt5AsyncClient client = broker.anonymous5(false);
        BlockingQueue<MqttQos> received = new LinkedBlockingQueue<>();
        client.publishes(MqttGlobalPublishFilter.ALL, message -> received.add(message.getQos()));
        subscribe(client, "orders/#", MqttQos.AT_MOST_ONCE);
        subscribe(client, "orders/updated/7", MqttQos.EXACTLY_ONCE);
        subscribe(client, "orders/+/7", MqttQos.AT_LEAST_ONCE);
        publish(broker.publisher(), "orders/updated/7", MqttQos.EXACTLY_ONCE);
        assertThat(received.poll(20, TimeUnit.SECONDS)).isEqualTo(MqttQos.EXACTLY_ONCE);
    }

    @Test
    void ownMessagesAreLeftOutOnDemand() throws Exception {
        Mqtt5AsyncClient client = broker.anonymous5(false);
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        client.publishes(
                MqttGlobalPublishFilter.ALL,
                message -> received.add(message.getTopic().toString()));
        client.subscribeWith().topicFilter("chat/#").noLocal(true).send().join();
        publish(client, "chat/own", MqttQos.AT_LEAST_ONCE);
        publish(broker.anonymous5(false), "chat/others", MqttQos.AT_LEAST_ONCE);
        assertThat(received.poll(20, TimeUnit.SECONDS)).isEqualTo("chat/others");
    }

    @Test
    void whoUnsubscribesGetsNoMoreAndIsToldWhatThereWas() {
        Mqtt5AsyncClient client = broker.anonymous5(false);
        Received received = Received.by(client, "orders/updated/+");
        Received rest = Received.by(client, "orders/deleted/+");
        assertThat(client.unsubscribeWith()
                        .topicFilter("orders/updated/+")
                        .addTopicFilter("orders/inserted/+")
                        .send()
                        .join()
                        .getReasonCodes())
                .containsExactly(Mqtt5UnsubAckReasonCode.SUCCESS, Mqtt5UnsubAckReasonCode.NO_SUBSCRIPTIONS_EXISTED);
        Mqtt5AsyncClient publisher = broker.publisher();
        publish(publisher, "orders/updated/1", MqttQos.AT_LEAST_ONCE);
        publish(publisher, "orders/deleted/1", MqttQos.AT_LEAST_ONCE);
        rest.await(1);
        assertThat(received.items()).isEmpty();
    }

    @Test
    void acknowledgesInTheOrderOfWhatWasPublished() throws Exception {
        // on event loops of their own, so that not all messages are delivered on the publisher's
        List<Received> subscribers = IntStream.range(0, 8)
                .mapToObj(i -> Received.by(broker.anonymous5(i % 2 == 0), i % 3 == 0 ? "chat/#" : "chat/+"))
                .toList();
        int count = 300;
        ByteArrayOutputStream publishes = new ByteArrayOutputStream();
        List<String> expected = new ArrayList<>();
        for (int id = 1; id <= count; id++) {
            boolean exactlyOnce = id % 3 == 0 && id <= 240;
            publishes.write(exactlyOnce ? 0x34 : 0x32);
            byte[] topic = ("chat/" + (id % 2 == 0 ? "a" : "b/c")).getBytes(UTF_8);
            publishes.write(2 + topic.length + 2 + 1);
            publishes.writeBytes(new byte[] {0, (byte) topic.length});
            publishes.writeBytes(topic);
            publishes.writeBytes(new byte[] {(byte) (id >> 8), (byte) id, 'x'});
            expected.add((exactlyOnce ? "PUBREC " : "PUBACK ") + id);
        }
        try (Wire wire = new Wire(broker.mqttPort(), false)) {
            // CONNECT of MQTT 3.1.1 as "order"
            wire.send(new byte[] {0x10, 17, 0, 4, 'M', 'Q', 'T', 'T', 4, 2, 0, 60, 0, 5, 'o', 'r', 'd', 'e', 'r'});
            wire.send(publishes.toByteArray());
            byte[] answers = wire.readExactly(4 + 4 * count);
            List<String> acknowledged = new ArrayList<>();
            for (int i = 4; i < answers.length; i += 4) {
                acknowledged.add(((answers[i] & 0xFF) == 0x40 ? "PUBACK " : "PUBREC ")
                        + (((answers[i + 2] & 0xFF) << 8) | (answers[i + 3] & 0xFF)));
            }
            assertThat(acknowledged).isEqualTo(expected);
        }
        subscribers.get(0).await(count);
        subscribers.get(1).await(count / 2);
    }

    private static void subscribe(Mqtt5AsyncClient client, String filter, MqttQos qos) {
        client.subscribeWith().topicFilter(filter).qos(qos).send().join();
    }

    private static void publish(Mqtt5AsyncClient client, String topic, MqttQos qos) {
        client.publishWith()
                .topic(topic)
                .qos(qos)
                .payload("x".getBytes(UTF_8))
                .send()
                .join();
    }
}
