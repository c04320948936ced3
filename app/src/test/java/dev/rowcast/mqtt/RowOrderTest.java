package dev.rowcast.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.config.TransportSettings;
import dev.rowcast.message.Message;
import dev.rowcast.message.Message.Delivery;
import dev.rowcast.relay.BrokerConnection;
import dev.rowcast.testing.TestingEmbeddedBroker;
import dev.rowcast.testing.TestingMosquitto;
import dev.rowcast.testing.TestingSubscriber;
import dev.rowcast.testing.TestingSubscriber.Received;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows spread over four connections: subscribers see the states and events of each in the order of publication. */
final class RowOrderTest {
    private static final int ROWS = 97;
    private static final int CHANGES = 100;

    @TempDir
    private Path directory = Path.of("unset");

    @Test
    void holdsOnMosquitto() throws Exception {
        try (TestingMosquitto broker = TestingMosquitto.start(directory)) {
            assertOrder(broker.mqttUrl());
        }
    }

    @Test
    void holdsOnTheEmbeddedBroker() throws Exception {
        try (TestingEmbeddedBroker broker = TestingEmbeddedBroker.start()) {
            assertOrder(broker.mqttUrl());
        }
    }

    private static void assertOrder(URI broker) throws Exception {
        Map<String, List<String>> expected = new TreeMap<>();
        try (TestingSubscriber one = TestingSubscriber.connect(broker, "orders/#");
                TestingSubscriber two = TestingSubscriber.connect(broker, "orders/#");
                TestingSubscriber three = TestingSubscriber.connect(broker, "orders/+/+");
                BrokerConnection connection = ShardedConnector.to(
                                address(broker),
                                4,
                                lane -> MqttConnector.external(lane, TransportSettings.DEFAULTS, List.of()))
                        .connect()) {
            List<CompletableFuture<?>> acknowledged = new ArrayList<>();
            for (int change = 0; change < CHANGES; change++) {
                for (int row = 0; row < ROWS; row++) {
                    for (String kind : List.of("state", "updated")) {
                        String payload = kind + " " + change;
                        acknowledged.add(connection
                                .publish(message("orders/" + kind + "/" + row, "orders/state/" + row, payload))
                                .toCompletableFuture());
                        expected.computeIfAbsent(Integer.toString(row), absent -> new ArrayList<>())
                                .add(payload);
                    }
                }
            }
            assertThat(IntStream.range(0, ROWS).mapToObj(row -> ShardedConnection.lane("orders/state/" + row, 4)))
                    .contains(0, 1, 2, 3);
            acknowledged.forEach(CompletableFuture::join);
            for (TestingSubscriber subscriber : List.of(one, two, three)) {
                Awaitility.await()
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> subscriber.received().size() >= 2 * CHANGES * ROWS);
                assertThat(byRow(subscriber)).isEqualTo(expected);
            }
        }
    }

    private static Map<String, List<String>> byRow(TestingSubscriber subscriber) {
        Map<String, List<String>> byRow = new TreeMap<>();
        for (Received message : subscriber.received()) {
            String row = message.topic().substring(message.topic().lastIndexOf('/') + 1);
            byRow.computeIfAbsent(row, absent -> new ArrayList<>()).add(message.payload());
        }
        return byRow;
    }

    private static Message message(String topic, String orderedWith, String payload) {
        return new Message(
                topic, payload.getBytes(UTF_8), false, null, null, new Delivery(orderedWith, Map.of(), null));
    }

    private static BrokerAddress address(URI broker) {
        return new BrokerAddress(
                broker,
                TestingMosquitto.USERNAME,
                TestingMosquitto.PASSWORD,
                "rowcast-order",
                "rowcast/status",
                Duration.ofSeconds(10),
                Duration.ofSeconds(20));
    }
}
