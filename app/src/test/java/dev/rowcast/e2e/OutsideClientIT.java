package dev.rowcast.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.exceptions.ConnectionClosedException;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5MessageException;
import dev.rowcast.testing.TestingFlavour;
import dev.rowcast.testing.TestingOrders;
import dev.rowcast.testing.TestingRowcast;
import dev.rowcast.testing.TestingSettings;
import dev.rowcast.testing.TestingSubscriber;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opentest4j.TestAbortedException;

/** Clients that know nothing of Rowcast, on the application's embedded broker. */
final class OutsideClientIT {
    private static final Path MOSQUITTO_SUB = Path.of("/usr/bin/mosquitto_sub");
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    private Path directory = Path.of("unset");

    private final TestingOrders orders = new TestingOrders(TestingFlavour.MARIADB.shared());

    @BeforeEach
    void empty() throws Exception {
        orders.clear();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mqttv311", "mqttv5"})
    void mosquittoSubShowsStateAndEvents(String protocol) throws Exception {
        if (!Files.isExecutable(MOSQUITTO_SUB)) {
            String skipped = "SKIPPED: " + MOSQUITTO_SUB + " is not installed";
            System.err.println(skipped);
            throw new TestAbortedException(skipped);
        }
        orders.insert(5, "Ada");
        Path output = directory.resolve("mosquitto_sub.log");
        try (TestingRowcast rowcast = TestingRowcast.start(TestingSettings.embedded(orders.database(), directory))) {
            Process client = mosquittoSub(rowcast.mqttUrl(), protocol, output);
            try {
                awaitLine(output, "orders/state/5 {\"id\":5,\"customer_name\":\"Ada\",");
                orders.insert(6, "Grace");
                awaitLine(output, "orders/state/6 {\"id\":6,");
                awaitLine(output, "orders/inserted/6 {\"op\":\"insert\",\"schema\":\"shop\",");
                orders.database().execute("UPDATE orders SET quantity = 3 WHERE id = 6");
                awaitLine(output, "orders/updated/6 {\"op\":\"update\",");
                orders.clear();
                awaitLine(output, "orders/state/6 (null)");
                awaitLine(output, "orders/deleted/6 {\"op\":\"delete\",");
            } finally {
                client.destroyForcibly().waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
            }
        }
    }

    private static Process mosquittoSub(URI broker, String protocol, Path output) throws Exception {
        return new ProcessBuilder(
                        MOSQUITTO_SUB.toString(),
                        "-h",
                        broker.getHost(),
                        "-p",
                        Integer.toString(broker.getPort()),
                        "-V",
                        protocol,
                        "-v",
                        "-t",
                        "orders/#")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    private static void awaitLine(Path output, String start) {
        Awaitility.await(start)
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> assertThat(Files.readAllLines(output)).anyMatch(line -> line.startsWith(start)));
    }

    @Test
    void anAnonymousClientPublishesNothingThatIsOurs() throws Exception {
        orders.insert(5, "Ada");
        try (TestingRowcast rowcast = TestingRowcast.start(TestingSettings.embedded(orders.database(), directory));
                TestingSubscriber subscriber = TestingSubscriber.connect(rowcast.mqttUrl(), "orders/#", "rowcast/#")) {
            List<String> topics = List.of(
                    "orders/state/5",
                    "orders/state/99",
                    "orders/inserted/5",
                    "orders/x",
                    "rowcast/status",
                    "rowcast/x");
            for (String topic : topics) {
                attemptToPublish(rowcast.mqttUrl(), topic);
            }
            orders.insertAndAwait(subscriber);

            assertThat(subscriber.received())
                    .noneMatch(message -> message.payload().equals("forged"));
            orders.awaitStateEqualsTable(rowcast.mqttUrl());
            assertThat(TestingSubscriber.retained(rowcast.mqttUrl(), "rowcast/#"))
                    .containsOnlyKeys("rowcast/info", "rowcast/status");
            assertThat(TestingSubscriber.retained(rowcast.mqttUrl(), "rowcast/status"))
                    .containsEntry("rowcast/status", "online");
        }
    }

    /** The broker may refuse the message or close the connection. */
    private static void attemptToPublish(URI broker, String topic) {
        Mqtt5BlockingClient client = MqttClient.builder()
                .useMqttVersion5()
                .serverHost(broker.getHost())
                .serverPort(broker.getPort())
                .buildBlocking();
        client.connect();
        try {
            client.publishWith()
                    .topic(topic)
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .retain(true)
                    .payload("forged".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                    .send();
        } catch (Mqtt5MessageException | ConnectionClosedException e) {
            assertThat(e).hasMessageNotContaining("timeout");
        } finally {
            assertThatCode(() -> {
                        if (client.getState().isConnected()) {
                            client.disconnect();
                        }
                    })
                    .doesNotThrowAnyException();
        }
    }
}
