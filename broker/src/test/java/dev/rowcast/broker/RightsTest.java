package dev.rowcast.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientBuilder;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5DisconnectException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5SubAckException;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAckReasonCode;
import com.hivemq.client.mqtt.mqtt5.message.disconnect.Mqtt5DisconnectReasonCode;
import com.hivemq.client.mqtt.mqtt5.message.publish.puback.Mqtt5PubAckReasonCode;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.suback.Mqtt5SubAckReasonCode;
import dev.rowcast.broker.Received.Item;
import dev.rowcast.broker.access.AccessSettings;
import dev.rowcast.broker.access.JwtSettings;
import dev.rowcast.broker.access.PasswordFile;
import dev.rowcast.broker.access.TestingTokens;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Users and tokens, from CONNECT to each message that is delivered. */
final class RightsTest {
    private static final int FEW_ITERATIONS = 1000;

    private static TestingBroker broker;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        Path passwords = directory.resolve("passwords");
        PasswordFile.empty()
                .with("shop", "open sesame".getBytes(UTF_8), FEW_ITERATIONS)
                .with("display", "seven".getBytes(UTF_8), FEW_ITERATIONS)
                .write(passwords);
        Path acl = Files.write(
                directory.resolve("acl"),
                List.of(
                        "user shop",
                        "topic readwrite #",
                        "user display",
                        "topic read orders/state/7",
                        "topic write devices/display/#",
                        "user visitor",
                        "topic read orders/#"));
        AccessSettings access = new AccessSettings(
                passwords,
                acl,
                false,
                new JwtSettings(new JwtSettings.Secret(TestingTokens.SECRET), null, null),
                TestingBroker.PUBLISHER,
                List.of("orders/", "rowcast/"));
        broker = new TestingBroker(BrokerSettings.defaults(access).withPorts(0, 0));
        Mqtt5AsyncClient publisher = broker.publisher();
        for (int row = 6; row <= 8; row++) {
            publish(publisher, "orders/state/" + row, "{\"id\":" + row + "}");
        }
    }

    @AfterAll
    static void stop() throws Exception {
        broker.close();
    }

    @ParameterizedTest
    @CsvSource({"shop,wrong", "nobody,open sesame", "shop,''", "rowcast,open sesame"})
    void wrongCredentialsAreRefused(String user, String password) {
        Mqtt5AsyncClient client = client(user, password).buildAsync();
        assertThatThrownBy(() -> client.connect().join())
                .cause()
                .isInstanceOfSatisfying(Mqtt5ConnAckException.class, refusal -> assertThat(
                                refusal.getMqttMessage().getReasonCode())
                        .isEqualTo(Mqtt5ConnAckReasonCode.BAD_USER_NAME_OR_PASSWORD));
    }

    @Test
    void anonymousClientsAreRefusedWhereThereAreUsers() {
        Mqtt5AsyncClient client = broker.builder5(false).buildAsync();
        assertThatThrownBy(() -> client.connect().join()).cause().isInstanceOf(Mqtt5ConnAckException.class);
    }

    @Test
    void deliversOnlyWhatMayBeReadWhateverWasSubscribedTo() {
        Received received = Received.by(connected(client("display", "seven")), "orders/#");
        received.await(1);
        Mqtt5AsyncClient publisher = broker.publisher();
        publish(publisher, "orders/state/6", "{\"id\":6}");
        publish(publisher, "orders/state/7", "{\"id\":7}");
        assertThat(received.await(2))
                .containsExactly(
                        new Item("orders/state/7", "{\"id\":7}", true),
                        new Item("orders/state/7", "{\"id\":7}", false));
    }

    @Test
    void refusesFiltersOfWhichNothingMayBeRead() {
        Mqtt5AsyncClient client = connected(client("display", "seven"));
        assertThatThrownBy(() -> client.subscribeWith()
                        .addSubscription()
                        .topicFilter("rowcast/#")
                        .applySubscription()
                        .addSubscription()
                        .topicFilter("orders/state/+")
                        .qos(MqttQos.AT_LEAST_ONCE)
                        .applySubscription()
                        .addSubscription()
                        .topicFilter("$share/all/orders/state/8")
                        .applySubscription()
                        .send()
                        .join())
                .cause()
                .isInstanceOfSatisfying(Mqtt5SubAckException.class, answer -> assertThat(
                                answer.getMqttMessage().getReasonCodes())
                        .containsExactly(
                                Mqtt5SubAckReasonCode.NOT_AUTHORIZED,
                                Mqtt5SubAckReasonCode.GRANTED_QOS_1,
                                Mqtt5SubAckReasonCode.NOT_AUTHORIZED));
        assertThatThrownBy(() -> client.subscribeWith()
                        .topicFilter("rowcast/status")
                        .send()
                        .join())
                .hasCauseInstanceOf(Mqtt5SubAckException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "display,seven,devices/display/light,SUCCESS",
        "display,seven,devices/other,NOT_AUTHORIZED",
        "display,seven,orders/state/7,NOT_AUTHORIZED",
        "shop,open sesame,orders/state/7,NOT_AUTHORIZED",
        "shop,open sesame,anything,SUCCESS"
    })
    void writesOnlyWhatMayBeWrittenAndNeverWhatIsProtected(
            String user, String password, String topic, Mqtt5PubAckReasonCode expected) {
        Mqtt5AsyncClient client = connected(client(user, password));
        Mqtt5PubAckReasonCode code;
        try {
            client.publishWith().topic(topic).qos(MqttQos.AT_LEAST_ONCE).send().join();
            code = Mqtt5PubAckReasonCode.SUCCESS;
        } catch (CompletionException e) {
            code = requireNonNull((Mqtt5PubAckException) e.getCause())
                    .getMqttMessage()
                    .getReasonCode();
        }
        assertThat(code == Mqtt5PubAckReasonCode.NO_MATCHING_SUBSCRIBERS ? Mqtt5PubAckReasonCode.SUCCESS : code)
                .isEqualTo(expected);
    }

    @Test
    void lastWillNeedsTheRightToWriteIt() {
        Mqtt5AsyncClient client = client("display", "seven")
                .willPublish()
                .topic("devices/other")
                .applyWillPublish()
                .buildAsync();
        assertThatThrownBy(() -> client.connect().join())
                .cause()
                .isInstanceOfSatisfying(Mqtt5ConnAckException.class, refusal -> assertThat(
                                refusal.getMqttMessage().getReasonCode())
                        .isEqualTo(Mqtt5ConnAckReasonCode.NOT_AUTHORIZED));
    }

    @Test
    void tokenNarrowsWhatItsUserMayRead() {
        String token = TestingTokens.hs256(
                TestingTokens.claims("visitor", Instant.now().plusSeconds(600))
                        .claim("acl", Map.of("read", List.of("orders/state/8"))));
        Received received = Received.by(connected(client("visitor", token)), "orders/#");
        assertThat(received.await(1)).containsExactly(new Item("orders/state/8", "{\"id\":8}", true));
    }

    @Test
    void connectionEndsWhenItsTokenDoes() {
        // its leeway is 30 s, so this one is about to end
        String token = TestingTokens.hs256(
                TestingTokens.claims("visitor", Instant.now().minusSeconds(27)));
        AtomicReference<Throwable> end = new AtomicReference<>();
        Mqtt5AsyncClient client =
                connected(client("visitor", token).addDisconnectedListener(context -> end.set(context.getCause())));
        Received.by(client, "orders/#").await(3);
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> end.get() != null);
        assertThat(end.get()).isInstanceOfSatisfying(Mqtt5DisconnectException.class, reason -> assertThat(
                        reason.getMqttMessage().getReasonCode())
                .isEqualTo(Mqtt5DisconnectReasonCode.NOT_AUTHORIZED));
    }

    private static Mqtt5ClientBuilder client(String user, String password) {
        return broker.builder5(false)
                .simpleAuth()
                .username(user)
                .password(password.getBytes(UTF_8))
                .applySimpleAuth();
    }

    private static Mqtt5AsyncClient connected(Mqtt5ClientBuilder builder) {
        return broker.connected(builder.buildAsync());
    }

    private static void publish(Mqtt5AsyncClient publisher, String topic, String payload) {
        publisher
                .publishWith()
                .topic(topic)
                .qos(MqttQos.AT_LEAST_ONCE)
                .retain(true)
                .payload(payload.getBytes(UTF_8))
                .send()
                .join();
    }
}
