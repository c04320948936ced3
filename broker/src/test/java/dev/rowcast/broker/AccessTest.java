package dev.rowcast.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubAckException;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAck;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAckReasonCode;
import com.hivemq.client.mqtt.mqtt5.message.publish.puback.Mqtt5PubAckReasonCode;
import dev.rowcast.broker.RawClient.Will;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AccessTest {
    private static TestingBroker broker;

    @BeforeAll
    static void start() throws Exception {
        broker = new TestingBroker();
    }

    @AfterAll
    static void stop() throws Exception {
        broker.close();
    }

    @ParameterizedTest
    @EnumSource(MqttQos.class)
    void anonymousPublishBelowProtectedTopicIsNeitherDeliveredNorRetained(MqttQos qos) {
        String topic = "orders/state/" + qos;
        Received received = Received.by(broker.anonymous5(false), "orders/#");
        Mqtt5AsyncClient intruder = broker.anonymous5(false);
        var sent = intruder.publishWith()
                .topic(topic)
                .qos(qos)
                .retain(true)
                .payload(new byte[] {'x'})
                .send();
        if (qos == MqttQos.AT_LEAST_ONCE) {
            assertThatThrownBy(sent::join)
                    .hasRootCauseInstanceOf(Mqtt5PubAckException.class)
                    .satisfies(e -> assertThat(((Mqtt5PubAckException) root(e))
                                    .getMqttMessage()
                                    .getReasonCode())
                            .isEqualTo(Mqtt5PubAckReasonCode.NOT_AUTHORIZED));
        }
        publishFromPublisher("orders/end-of-test/" + qos);
        assertThat(received.await(1)).extracting(Received.Item::topic).containsExactly("orders/end-of-test/" + qos);
        publishFromPublisher("orders/second-end-of-test/" + qos);
        assertThat(Received.by(broker.anonymous5(false), topic).items()).isEmpty();
    }

    @Test
    void anonymousPublishOverMqtt3ClosesTheConnection() throws Exception {
        RawClient intruder = broker.raw();
        assertThat(intruder.connect("intruder", null)).containsExactly(0, RawClient.ACCEPTED);
        intruder.publish("rowcast/status", "online");
        intruder.awaitClosed();
        assertThat(Received.by(broker.anonymous5(false), "rowcast/status").items())
                .isEmpty();
    }

    @Test
    void anonymousMayPublishNothingUnlessARuleSaysSo() throws Exception {
        BrokerSettings settings = BrokerSettings.defaults(TestingBroker.PUBLISHER, List.of("orders/"))
                .withPorts(0, 0);
        try (TestingBroker closed = new TestingBroker(settings)) {
            assertThatThrownBy(() -> closed.anonymous5(false)
                            .publishWith()
                            .topic("chat/hello")
                            .qos(MqttQos.AT_LEAST_ONCE)
                            .send()
                            .join())
                    .cause()
                    .isInstanceOf(Mqtt5PubAckException.class);
            RawClient three = closed.raw();
            three.connect("three", null);
            three.publish("chat/hello", "x");
            three.awaitClosed();
            assertThat(closed.raw().connect("will", new RawClient.Will("chat/gone", "x", 0))[1])
                    .isEqualTo(RawClient.NOT_AUTHORIZED);
        }
    }

    @Test
    void othersMayNotLeaveAsMuchAsTheyLikeBehind() throws Exception {
        ClientLimits limits = TestingBroker.SETTINGS.clients().withRetained(new ClientLimits.Retained(1, 1000));
        try (TestingBroker small =
                new TestingBroker(TestingBroker.SETTINGS.within(limits, TestingBroker.SETTINGS.subscribers()))) {
            Mqtt5AsyncClient client = small.anonymous5(false);
            retain(client, "chat/one").join();
            retain(client, "chat/one").join();
            assertThatThrownBy(() -> retain(client, "chat/two").join())
                    .cause()
                    .isInstanceOfSatisfying(Mqtt5PubAckException.class, refusal -> assertThat(
                                    refusal.getMqttMessage().getReasonCode())
                            .isEqualTo(Mqtt5PubAckReasonCode.QUOTA_EXCEEDED));
            retain(small.publisher(), "orders/state/1").join();
        }
    }

    private static CompletableFuture<?> retain(Mqtt5AsyncClient client, String topic) {
        return client.publishWith()
                .topic(topic)
                .qos(MqttQos.AT_LEAST_ONCE)
                .retain(true)
                .payload(new byte[] {'x'})
                .send();
    }

    @Test
    void anonymousMayPublishElsewhere() {
        Received received = Received.by(broker.anonymous3(false), "chat");
        broker.anonymous5(false)
                .publishWith()
                .topic("chat")
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(new byte[] {'x'})
                .send()
                .join();
        received.await(1);
    }

    @Test
    void anonymousWillOnProtectedTopicIsRefused() throws Exception {
        assertThat(broker.raw().connect("mallory", new Will("rowcast/status", "offline", 1)))
                .containsExactly(0, RawClient.NOT_AUTHORIZED);
        assertThatThrownBy(() -> broker.builder5(false)
                        .willPublish()
                        .topic("orders/state/1")
                        .payload(new byte[] {'x'})
                        .applyWillPublish()
                        .buildBlocking()
                        .connect())
                .isInstanceOf(Mqtt5ConnAckException.class)
                .satisfies(e -> assertThat(
                                ((Mqtt5ConnAckException) e).getMqttMessage().getReasonCode())
                        .isEqualTo(Mqtt5ConnAckReasonCode.NOT_AUTHORIZED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"wrong", "s3cret ", ""})
    void wrongPasswordIsRefused(String password) throws Exception {
        assertThat(broker.raw().connect("guess", null, "rowcast", password))
                .containsExactly(0, RawClient.BAD_CREDENTIALS);
    }

    @Test
    void unknownUserIsRefused() throws Exception {
        assertThat(broker.raw().connect("guess", null, "root", "s3cret")).containsExactly(0, RawClient.BAD_CREDENTIALS);
        assertThatThrownBy(() -> broker.builder5(true)
                        .simpleAuth()
                        .username("root")
                        .password(new byte[] {'x'})
                        .applySimpleAuth()
                        .buildBlocking()
                        .connect())
                .isInstanceOf(Mqtt5ConnAckException.class)
                .satisfies(e -> assertThat(
                                ((Mqtt5ConnAckException) e).getMqttMessage().getReasonCode())
                        .isEqualTo(Mqtt5ConnAckReasonCode.BAD_USER_NAME_OR_PASSWORD));
    }

    @Test
    void anonymousClientCanNotTakeThePublishersClientId() throws Exception {
        RawClient publisher = broker.raw();
        assertThat(publisher.connect("the-publisher", null, "rowcast", "s3cret"))
                .containsExactly(0, RawClient.ACCEPTED);
        assertThat(broker.raw().connect("the-publisher", null)[1]).isNotEqualTo(RawClient.ACCEPTED);
        assertThat(broker.raw().connect("the-publisher", null, "rowcast", "s3cret"))
                .containsExactly(0, RawClient.ACCEPTED);
        publisher.awaitClosed();
    }

    @Test
    void everySessionIsClean() throws Exception {
        RawClient first = broker.raw();
        assertThat(first.connect("durable", null)).containsExactly(0, RawClient.ACCEPTED);
        first.subscribe("chat", 1);
        first.cut();
        assertThat(broker.raw().connect("durable", null))
                .as("no session present")
                .containsExactly(0, RawClient.ACCEPTED);
        Mqtt5ConnAck answer = broker.builder5(false)
                .buildBlocking()
                .connectWith()
                .cleanStart(false)
                .sessionExpiryInterval(3600)
                .send();
        assertThat(answer.isSessionPresent()).isFalse();
        assertThat(answer.getSessionExpiryInterval()).hasValue(0);
        assertThat(answer.getRestrictions().getMaximumPacketSize())
                .isEqualTo(TestingBroker.SETTINGS.clients().packets().maxBytes());
    }

    @Test
    void malformedFilterClosesTheClientAndNobodyElse() throws Exception {
        Received received = Received.by(broker.anonymous5(false), "chat/after");
        for (String filter : new String[] {"$share/x", "a/#/b", "a".repeat(3) + "/".repeat(30_000)}) {
            RawClient offender = broker.raw();
            offender.connect("offender", null);
            offender.subscribe(filter, 1);
            offender.awaitClosed();
        }
        assertThat(broker.broker().failure()).isEmpty();
        broker.anonymous5(false)
                .publishWith()
                .topic("chat/after")
                .qos(MqttQos.AT_LEAST_ONCE)
                .send()
                .join();
        received.await(1);
    }

    @Test
    void unsubscribingFromSeveralFiltersIsAnsweredForEach() {
        Mqtt5AsyncClient client = broker.anonymous5(false);
        client.subscribeWith().topicFilter("a/#").send().join();
        var answer = client.unsubscribeWith()
                .topicFilter("a/#")
                .addTopicFilter("b/#")
                .send()
                .join();
        assertThat(answer.getReasonCodes()).hasSize(2);
    }

    @Test
    void subscribeThatDoesNotWaitForTheConnackIsServed() throws Exception {
        for (int i = 0; i < 50; i++) {
            RawClient hasty = broker.raw();
            assertThat(hasty.connectAndSubscribe("hasty", "chat/#")).containsExactly(0x20, 0x90);
            hasty.close();
        }
    }

    @Test
    void tooLargeMessageClosesTheConnection() throws Exception {
        RawClient talker = broker.raw();
        talker.connect("talker", null);
        try {
            talker.publish(
                    "chat/large", "x".repeat(TestingBroker.SETTINGS.clients().maxMessageBytes() + 1));
        } catch (java.io.IOException e) {
            // closed while the rest was on its way
        }
        talker.awaitClosed();
    }

    private static void publishFromPublisher(String topic) {
        broker.publisher()
                .publishWith()
                .topic(topic)
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(new byte[] {'x'})
                .send()
                .join();
    }

    private static Throwable root(Throwable e) {
        return e instanceof CompletionException && e.getCause() != null ? root(e.getCause()) : e;
    }
}
