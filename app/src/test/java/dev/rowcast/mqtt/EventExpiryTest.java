package dev.rowcast.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import dev.rowcast.change.Operation;
import dev.rowcast.change.Row;
import dev.rowcast.change.Source;
import dev.rowcast.change.StreamItem.RowChange;
import dev.rowcast.change.TableId;
import dev.rowcast.change.Value;
import dev.rowcast.config.TransportSettings;
import dev.rowcast.message.ChangeMessages;
import dev.rowcast.message.EventOptions;
import dev.rowcast.message.Message;
import dev.rowcast.message.Message.Delivery;
import dev.rowcast.message.MessageMapper;
import dev.rowcast.message.RetainMode;
import dev.rowcast.message.TopicTemplate;
import dev.rowcast.relay.BrokerConnection;
import dev.rowcast.testing.TestingMosquitto;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a subscriber of Mosquitto that keeps its session finds when it comes back. */
final class EventExpiryTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String STATE = "orders/state/7";
    private static final String EVENT = "orders/updated/7";
    private static final String WITNESS = "test/witness";
    private static final String LAST = "orders/updated/last";

    @TempDir
    private Path directory = Path.of("unset");

    @Test
    void anExpiredEventIsGoneAndTheStateIsNot() throws Exception {
        assertThat(topicsAfterAnAbsence(Duration.ofSeconds(1)))
                .contains(STATE, LAST)
                .doesNotContain(EVENT);
    }

    @Test
    void withoutExpiryTheEventIsStillThere() throws Exception {
        assertThat(topicsAfterAnAbsence(null)).contains(STATE, EVENT, LAST);
    }

    private List<String> topicsAfterAnAbsence(@Nullable Duration expiry) throws Exception {
        try (TestingMosquitto broker = TestingMosquitto.start(directory);
                BrokerConnection connection = connect(broker)) {
            Mqtt5AsyncClient subscriber = subscriber(broker);
            subscriber
                    .connectWith()
                    .cleanStart(true)
                    .sessionExpiryInterval(3_600)
                    .send()
                    .join();
            subscriber
                    .subscribeWith()
                    .topicFilter("orders/#")
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .send()
                    .join();
            subscriber.disconnect().join();

            publishChange(connection, expiry);
            // The broker's own clock, which counts whole seconds, tells when the event's time is over for certain.
            publish(connection, WITNESS, true, new Delivery(null, Map.of(), Duration.ofSeconds(3)));
            Awaitility.await("the witness expires").atMost(LIMIT).until(() -> retained(connection, WITNESS)
                    .isEmpty());
            publish(connection, LAST, false, new Delivery(null, Map.of(), null));

            List<Mqtt5Publish> received = new CopyOnWriteArrayList<>();
            subscriber.publishes(MqttGlobalPublishFilter.ALL, received::add);
            subscriber
                    .connectWith()
                    .cleanStart(false)
                    .sessionExpiryInterval(3_600)
                    .send()
                    .join();
            Awaitility.await("what was queued has come").atMost(LIMIT).until(() -> received.stream()
                    .anyMatch(publish -> publish.getTopic().toString().equals(LAST)));
            subscriber.disconnect().join();
            return received.stream()
                    .map(publish -> publish.getTopic().toString())
                    .toList();
        }
    }

    private static void publishChange(BrokerConnection connection, @Nullable Duration expiry) {
        MessageMapper mapper = new MessageMapper(
                TopicTemplate.parse("{table}/{event}/{key}"),
                TopicTemplate.parse("{table}/state/{key}"),
                RetainMode.STATE,
                new EventOptions(false, expiry));
        Row row = new Row(List.of("id"), List.of(new Value.Int(7)));
        RowChange change = new RowChange(
                new TableId("shop", "orders"),
                Operation.UPDATE,
                row,
                row,
                row,
                new Source("s", null, "binlog.000001", 4, 1, Instant.EPOCH));
        ChangeMessages messages = mapper.messages(change, "1");
        connection
                .publish(requireNonNull(messages.state()))
                .toCompletableFuture()
                .join();
        messages.events()
                .forEach(
                        event -> connection.publish(event).toCompletableFuture().join());
    }

    private static void publish(BrokerConnection connection, String topic, boolean retained, Delivery delivery) {
        connection
                .publish(new Message(topic, "{}".getBytes(UTF_8), retained, null, null, delivery))
                .toCompletableFuture()
                .join();
    }

    private static List<Message> retained(BrokerConnection connection, String topic) throws Exception {
        List<Message> found = new ArrayList<>();
        connection.forEachRetained(topic, found::add);
        return found;
    }

    private static Mqtt5AsyncClient subscriber(TestingMosquitto broker) {
        return MqttClient.builder()
                .useMqttVersion5()
                .identifier("absent")
                .serverHost("127.0.0.1")
                .serverPort(broker.mqttPort())
                .buildAsync();
    }

    private static BrokerConnection connect(TestingMosquitto broker) throws Exception {
        return MqttConnector.external(
                        new BrokerAddress(
                                broker.mqttUrl(),
                                TestingMosquitto.USERNAME,
                                TestingMosquitto.PASSWORD,
                                "rowcast-expiry",
                                "rowcast/status",
                                Duration.ofSeconds(10),
                                LIMIT),
                        TransportSettings.DEFAULTS,
                        List.of())
                .connect();
    }
}
