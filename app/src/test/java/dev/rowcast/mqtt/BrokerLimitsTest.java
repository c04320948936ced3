package dev.rowcast.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rowcast.config.TransportSettings;
import dev.rowcast.message.Message;
import dev.rowcast.preflight.BrokerFacts;
import dev.rowcast.preflight.BrokerFacts.Abilities;
import dev.rowcast.preflight.BrokerFacts.Permission;
import dev.rowcast.relay.BrokerConnection;
import dev.rowcast.relay.MisconfiguredException;
import dev.rowcast.testing.TestingMosquitto;
import dev.rowcast.testing.TestingMosquitto.Options;
import dev.rowcast.testing.TestingPackets;
import dev.rowcast.testing.TestingProxy;
import dev.rowcast.testing.TestingSubscriber;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a Mosquitto is set to allow, and what we make of it. */
final class BrokerLimitsTest {
    @TempDir
    private Path directory = Path.of("unset");

    @Test
    void tellsWhatTheBrokerTells() throws Exception {
        try (TestingMosquitto broker = TestingMosquitto.start(
                directory, Options.general("max_inflight_messages 17", "max_packet_size 123456"))) {
            assertThat(connector(broker.mqttUrl()).inspect(connection -> {}).facts())
                    .contains(new BrokerFacts(
                            broker.mqttUrl().toString(),
                            "5",
                            new Abilities(true, 2, true, 17, 123_456),
                            new Permission(
                                    "rowcast",
                                    List.of("orders/state/%check", "rowcast/probe/rowcast-test"),
                                    List.of())));
        }
    }

    @Test
    void aBrokerThatRetainsNothingIsMisconfigured() throws Exception {
        try (TestingMosquitto broker = TestingMosquitto.start(directory, Options.general("retain_available false"))) {
            assertThatThrownBy(() -> connector(broker.mqttUrl()).connect())
                    .isInstanceOf(MisconfiguredException.class)
                    .hasMessageContainingAll("RETAIN_NOT_SUPPORTED", "allow retained messages on the broker");
        }
    }

    @Test
    void aBrokerThatTakesNothingAtQos1IsMisconfigured() throws Exception {
        try (TestingMosquitto broker = TestingMosquitto.start(directory, Options.ofEachListener("max_qos 0"))) {
            assertThatThrownBy(() -> connector(broker.mqttUrl()).connect())
                    .isInstanceOf(MisconfiguredException.class)
                    .hasMessageContainingAll("QOS_NOT_SUPPORTED", "allow QoS 1 on the broker");
        }
    }

    @Test
    void rightsAreTriedWithoutAWordToSubscribers() throws Exception {
        try (TestingMosquitto broker = TestingMosquitto.start(
                        directory, Options.rights("topic readwrite rowcast/#", "topic read orders/#"));
                TestingSubscriber subscriber = TestingSubscriber.connect(broker.mqttUrl(), "orders/#")) {
            assertThatThrownBy(() -> connector(broker.mqttUrl()).connect())
                    .isInstanceOf(MisconfiguredException.class)
                    .hasMessageContainingAll(
                            "permission to publish: found that it does not on orders/state/%check;",
                            "let the user rowcast publish and subscribe");
            assertThat(subscriber.received()).isEmpty();
        }
    }

    @Test
    void aMissingRightToTheProbesIsNamed() throws Exception {
        try (TestingMosquitto broker = TestingMosquitto.start(
                directory, Options.rights("topic readwrite rowcast/status", "topic readwrite orders/#"))) {
            assertThatThrownBy(() -> connector(broker.mqttUrl()).connect())
                    .isInstanceOf(MisconfiguredException.class)
                    .hasMessageContaining("found that it does not on rowcast/probe/rowcast-test;");
        }
    }

    @Test
    void rightsAreTriedOnce() throws Exception {
        try (TestingMosquitto broker = TestingMosquitto.start(directory)) {
            MqttConnector connector = connector(broker.mqttUrl());
            connector.connect().close();
            try (TestingSubscriber subscriber =
                    TestingSubscriber.connect(broker.mqttUrl(), "orders/#", "rowcast/probe/#")) {
                try (BrokerConnection connection = connector.connect()) {
                    publish(connection, "orders/updated/7").get(20, TimeUnit.SECONDS);
                }
                subscriber.await("the event", message -> message.topic().equals("orders/updated/7"));
                assertThat(subscriber.received()).hasSize(1);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 20})
    void neverHasMoreUnacknowledgedThanTheReceiveMaximum(int receiveMaximum) throws Exception {
        int count = 2000;
        AtomicInteger inFlight = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (TestingMosquitto broker =
                        TestingMosquitto.start(directory, Options.general("max_inflight_messages " + receiveMaximum));
                TestingSubscriber subscriber = TestingSubscriber.connect(broker.mqttUrl(), "orders/#");
                TestingProxy proxy = new TestingProxy(broker.mqttPort())) {
            proxy.filterUp(in -> new TestingPackets(in, packet -> {
                if (TestingPackets.isPublish(packet)) {
                    most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
                }
            }));
            proxy.filterDown(in -> new TestingPackets(in, packet -> {
                if (packet == TestingPackets.PUBACK) {
                    inFlight.decrementAndGet();
                }
            }));
            URI url = URI.create("mqtt://127.0.0.1:" + proxy.port());
            try (BrokerConnection connection = connector(url).connect()) {
                CompletableFuture<?> all = CompletableFuture.completedFuture(null);
                for (int i = 0; i < count; i++) {
                    all = CompletableFuture.allOf(all, publish(connection, "orders/updated/" + i));
                }
                all.get(60, TimeUnit.SECONDS);
                assertThat(connection.isOpen()).isTrue();
            }
            subscriber.await("the last", message -> message.topic().equals("orders/updated/" + (count - 1)));
            assertThat(subscriber.events()).hasSize(count);
        }
        assertThat(most).hasValue(receiveMaximum);
        assertThat(inFlight).hasValue(0);
    }

    private static CompletableFuture<Void> publish(BrokerConnection connection, String topic) {
        return connection
                .publish(new Message(topic, "{}".getBytes(UTF_8), false, null, null))
                .toCompletableFuture();
    }

    private static MqttConnector connector(URI url) {
        return MqttConnector.external(
                new BrokerAddress(
                        url,
                        TestingMosquitto.USERNAME,
                        TestingMosquitto.PASSWORD,
                        "rowcast-test",
                        "rowcast/status",
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(20)),
                TransportSettings.DEFAULTS,
                List.of("orders/state/%check"));
    }
}
