package dev.rowcast.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.change.Operation;
import dev.rowcast.change.Row;
import dev.rowcast.change.Source;
import dev.rowcast.change.StreamItem.RowChange;
import dev.rowcast.change.TableId;
import dev.rowcast.change.Value;
import dev.rowcast.config.TransportSettings;
import dev.rowcast.message.ChangeMessages;
import dev.rowcast.message.EventOptions;
import dev.rowcast.message.MessageMapper;
import dev.rowcast.message.RetainMode;
import dev.rowcast.message.TopicTemplate;
import dev.rowcast.message.Version;
import dev.rowcast.relay.BrokerConnection;
import dev.rowcast.testing.TestingCloudEvents;
import dev.rowcast.testing.TestingEmbeddedBroker;
import dev.rowcast.testing.TestingMosquitto;
import dev.rowcast.testing.TestingSubscriber;
import dev.rowcast.testing.TestingSubscriber.Received;
import io.cloudevents.CloudEvent;
import io.cloudevents.SpecVersion;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events on the wire, read by the CloudEvents SDK. */
final class CloudEventsTest {
    private static final MessageMapper MAPPER = new MessageMapper(
            TopicTemplate.parse("{table}/{event}/{key}"),
            TopicTemplate.parse("{table}/state/{key}"),
            RetainMode.STATE,
            new EventOptions(true, null));
    private static final Instant AT = Instant.parse("2026-11-20T09:12:00.123456Z");
    private static final TableId ORDERS = new TableId("shop", "orders");
    private static final String SERVER = "3e11fa47-71ca-11e1-9e33-c80aa9429562";

    @TempDir
    private Path directory = Path.of("unset");

    @Test
    void areWhatTheSdkReadsFromMosquitto() throws Exception {
        try (TestingMosquitto broker = TestingMosquitto.start(directory)) {
            assertRead(broker.mqttUrl());
        }
    }

    @Test
    void areWhatTheSdkReadsFromTheEmbeddedBroker() throws Exception {
        try (TestingEmbeddedBroker broker = TestingEmbeddedBroker.start()) {
            assertRead(broker.mqttUrl());
        }
    }

    private static void assertRead(URI broker) throws Exception {
        try (TestingSubscriber subscriber = TestingSubscriber.connect(broker, "orders/#");
                BrokerConnection connection = connect(broker)) {
            for (long row : List.of(1L, 2L, 2L)) {
                RowChange change = change(row);
                String version = Version.of(AT, change.source());
                ChangeMessages messages = MAPPER.messages(change, version);
                connection.publish(requireNonNull(messages.state()));
                messages.events().forEach(connection::publish);
            }
            connection.probe().toCompletableFuture().join();
            subscriber.await("all", message -> subscriber.received().size() == 6);

            List<CloudEvent> events =
                    subscriber.events().stream().map(TestingCloudEvents::read).toList();
            CloudEvent first = events.get(0);
            assertThat(first.getSpecVersion()).isEqualTo(SpecVersion.V1);
            assertThat(first.getSource()).isEqualTo(URI.create("urn:rowcast:" + SERVER));
            assertThat(first.getId()).isEqualTo(Version.of(AT, change(1).source()));
            assertThat(first.getType()).isEqualTo("dev.rowcast.updated");
            assertThat(first.getSubject()).isEqualTo("shop/orders/7");
            assertThat(first.getTime()).isEqualTo(OffsetDateTime.parse(AT.toString()));
            assertThat(first.getDataContentType()).isEqualTo("application/json");
            assertThat(new String(Objects.requireNonNull(first.getData()).toBytes(), UTF_8))
                    .isEqualTo(subscriber.events().get(0).payload());
            assertThat(first.getExtensionNames()).isEmpty();
            assertThat(events.get(1).getId()).isNotEqualTo(first.getId());
            assertThat(events.get(2).getId())
                    .as("the same change again")
                    .isEqualTo(events.get(1).getId());
            assertThat(events.get(2).getSource()).isEqualTo(events.get(1).getSource());
            assertThat(subscriber.received().stream().filter(Received::isState))
                    .as("states are none")
                    .allSatisfy(state -> assertThat(state.properties()).containsOnlyKeys("version", "committed_at"));
        }
    }

    private static RowChange change(long row) {
        Row key = new Row(List.of("id"), List.of(new Value.Int(7)));
        Source source = new Source(SERVER, null, "binlog.000042", 15822, row, AT);
        return new RowChange(ORDERS, Operation.UPDATE, key, key, key, source);
    }

    private static BrokerConnection connect(URI broker) throws Exception {
        return MqttConnector.external(
                        new BrokerAddress(
                                broker,
                                TestingMosquitto.USERNAME,
                                TestingMosquitto.PASSWORD,
                                "rowcast-cloudevents",
                                "rowcast/status",
                                Duration.ofSeconds(10),
                                Duration.ofSeconds(20)),
                        TransportSettings.DEFAULTS,
                        List.of())
                .connect();
    }
}
