package dev.rowcast.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.rowcast.config.MqttVersion;
import dev.rowcast.config.TransportSettings;
import dev.rowcast.message.Message;
import dev.rowcast.relay.BrokerConnection;
import dev.rowcast.relay.BrokerUnavailableException;
import dev.rowcast.relay.MisconfiguredException;
import dev.rowcast.testing.TestingMosquitto;
import dev.rowcast.testing.TestingMosquitto.Options;
import dev.rowcast.testing.TestingOlderBroker;
import dev.rowcast.testing.TestingSubscriber;
import dev.rowcast.testing.TestingVersionGate;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

final class VersionChoiceTest {
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @TempDir
    private Path directory = Path.of("unset");

    @BeforeEach
    void listen() {
        log.start();
        logger().addAppender(log);
    }

    @AfterEach
    void stopListening() {
        logger().detachAppender(log);
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(VersionChoice.class);
    }

    @Test
    void speaks311ToABrokerThatKnowsNothingElse() throws Exception {
        try (TestingOlderBroker broker = TestingOlderBroker.start(directory)) {
            MqttConnector connector = connector(broker.mqttUrl(), MqttVersion.AUTO, TestingMosquitto.PASSWORD);
            for (int i = 0; i < 2; i++) {
                try (BrokerConnection connection = connectedInTheEnd(connector)) {
                    connection
                            .publish(new Message("orders/state/7", "{}".getBytes(UTF_8), true, "0001", null))
                            .toCompletableFuture()
                            .get(20, TimeUnit.SECONDS);
                    List<String> found = new ArrayList<>();
                    connection.forEachRetained("orders/#", message -> found.add(message.topic()));
                    assertThat(found).containsExactly("orders/state/7");
                }
            }
            assertThat(log.list).as("told once").singleElement().satisfies(event -> assertThat(
                            event.getFormattedMessage())
                    .contains("does not speak MQTT 5, only 3.1.1", "version and commit time"));
        }
    }

    /**
     * As the relay does. Moquette 0.17 may close the session that it has just opened, when it gets to the end of the one of the
     * same client id that it refused before.
     */
    private static BrokerConnection connectedInTheEnd(MqttConnector connector) {
        return Awaitility.await("a connection that stands")
                .atMost(Duration.ofSeconds(20))
                .pollDelay(Duration.ZERO)
                .ignoreExceptionsInstanceOf(BrokerUnavailableException.class)
                .until(connector::connect, BrokerConnection::isOpen);
    }

    @Test
    void findsOutWhatABrokerOf311AcknowledgesAndDrops() throws Exception {
        // where queues are unbounded, Mosquitto 2.0 hangs up instead
        Options readingOnly = new Options(
                List.of("max_queued_messages 1000"), List.of(), "topic readwrite rowcast/#\ntopic read orders/#\n");
        try (TestingMosquitto broker = TestingMosquitto.start(directory, readingOnly)) {
            assertThatThrownBy(() -> connector(broker.mqttUrl(), MqttVersion.V3_1_1, TestingMosquitto.PASSWORD)
                            .connect())
                    .isInstanceOf(MisconfiguredException.class)
                    .hasMessageContainingAll(
                            "permission to publish: found that it does not on orders/state/%check;",
                            "let the user rowcast publish");
            assertThatThrownBy(() -> connector(broker.mqttUrl(), MqttVersion.V3_1_1, null)
                            .connect())
                    .isInstanceOf(MisconfiguredException.class)
                    .hasMessageContainingAll(
                            "found that it does not on rowcast/probe/rowcast-test;", "let an anonymous client publish");
        }
    }

    @Test
    void leavesNothingBehindWhereItHadToReadBack() throws Exception {
        try (TestingMosquitto broker = TestingMosquitto.start(directory)) {
            try (BrokerConnection connection = connector(
                            broker.mqttUrl(), MqttVersion.V3_1_1, TestingMosquitto.PASSWORD)
                    .connect()) {
                connection
                        .publish(new Message("rowcast/status", "online".getBytes(UTF_8), true, null, null))
                        .toCompletableFuture()
                        .get(20, TimeUnit.SECONDS);
            }
            assertThat(TestingSubscriber.retained(broker.mqttUrl(), "orders/#")).isEmpty();
        }
    }

    @Test
    void findsOutWhatABrokerOf311DoesNotEvenAcknowledge() throws Exception {
        try (TestingOlderBroker broker = TestingOlderBroker.start(directory)) {
            assertThatThrownBy(() ->
                            connector(broker.mqttUrl(), MqttVersion.AUTO, null).connect())
                    .isInstanceOf(MisconfiguredException.class)
                    .hasMessageContaining("found that it does not on rowcast/probe/rowcast-test;");
        }
    }

    @Test
    void saysSoWhereMqtt5AloneIsAskedFor() throws Exception {
        try (TestingOlderBroker broker = TestingOlderBroker.start(directory);
                TestingVersionGate clearer = new TestingVersionGate(
                        broker.mqttUrl().getPort(), HexFormat.of().parseHex("20020001"))) {
            assertThatThrownBy(() -> connector(broker.mqttUrl(), MqttVersion.V5, TestingMosquitto.PASSWORD)
                            .connect())
                    .isInstanceOf(BrokerUnavailableException.class)
                    .hasMessageContaining("if it does not speak MQTT 5, MQTT_VERSION must be auto or 3.1.1");
            assertThatThrownBy(() -> connector(clearer.url(), MqttVersion.V5, TestingMosquitto.PASSWORD)
                            .connect())
                    .isInstanceOf(MisconfiguredException.class)
                    .hasMessageContainingAll("UNSUPPORTED_PROTOCOL_VERSION", "MQTT_VERSION");
        }
    }

    @Test
    void tellsOfAWrongPasswordInTheOlderVersion() throws Exception {
        try (TestingOlderBroker broker = TestingOlderBroker.start(directory)) {
            assertThatThrownBy(() -> connector(broker.mqttUrl(), MqttVersion.AUTO, "wrong")
                            .connect())
                    .isInstanceOf(MisconfiguredException.class)
                    .hasMessageContainingAll("BAD_USER_NAME_OR_PASSWORD", "MQTT_PASSWORD");
        }
    }

    /** Hangs up; answers as 3.1.1 does to an unknown version, or as if it had understood; answers as MQTT 5 does. */
    @ParameterizedTest
    @ValueSource(strings = {"", "20020001", "20020000", "2003008400"})
    void takesEachKindOfRefusalForOneAndBeginsWithMqtt5Anew(String answer) throws Exception {
        try (TestingMosquitto broker = TestingMosquitto.start(directory);
                TestingVersionGate gate =
                        new TestingVersionGate(broker.mqttPort(), HexFormat.of().parseHex(answer))) {
            MqttConnector connector = connector(gate.url(), MqttVersion.AUTO, TestingMosquitto.PASSWORD);
            assertThat(version(connector)).isEqualTo("3.1.1");
            gate.open(true);
            assertThat(version(connector)).isEqualTo("5");
        }
    }

    private static String version(MqttConnector connector) throws InterruptedException {
        return connector.inspect(connection -> {}).facts().orElseThrow().version();
    }

    @Test
    void aBrokerThatHasSpokenMqtt5AndHangsUpIsOnlyAway() throws Exception {
        try (TestingMosquitto broker = TestingMosquitto.start(directory);
                TestingVersionGate gate = new TestingVersionGate(broker.mqttPort(), new byte[0])) {
            gate.open(true);
            MqttConnector connector = connector(gate.url(), MqttVersion.AUTO, TestingMosquitto.PASSWORD);
            assertThat(version(connector)).isEqualTo("5");
            gate.open(false);
            assertThatThrownBy(connector::connect).isInstanceOf(BrokerUnavailableException.class);
            assertThat(log.list).isEmpty();
        }
    }

    @Test
    void aBrokerThatIsAwayIsAskedOnce() throws Exception {
        TestingMosquitto broker = TestingMosquitto.start(directory);
        broker.close();
        assertThatThrownBy(() ->
                        connector(broker.mqttUrl(), MqttVersion.AUTO, null).connect())
                .isInstanceOf(BrokerUnavailableException.class)
                .hasMessageContaining("Connection refused");
        assertThat(log.list).isEmpty();
    }

    private static MqttConnector connector(URI url, MqttVersion version, @Nullable String password) {
        return MqttConnector.external(
                new BrokerAddress(
                        url,
                        password == null ? null : TestingMosquitto.USERNAME,
                        password,
                        "rowcast-test",
                        "rowcast/status",
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(5)),
                new TransportSettings(version, TransportSettings.Tls.DEFAULTS),
                List.of("orders/state/%check"));
    }
}
