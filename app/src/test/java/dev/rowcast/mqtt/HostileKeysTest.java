package dev.rowcast.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.change.Row;
import dev.rowcast.change.TableId;
import dev.rowcast.change.Value;
import dev.rowcast.message.Message;
import dev.rowcast.message.Payloads;
import dev.rowcast.message.TopicTemplate;
import dev.rowcast.relay.BrokerConnection;
import dev.rowcast.testing.TestingEmbeddedBroker;
import dev.rowcast.testing.TestingMosquitto;
import dev.rowcast.testing.TestingSubscriber;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys at random, of characters that topics must not have: every broker takes all their topics and keeps them apart. */
final class HostileKeysTest {
    private static final TopicTemplate TOPICS = TopicTemplate.parse("{table}/state/{key}");
    private static final TableId ORDERS = new TableId("shop", "orders");
    private static final int KEYS = 500;
    private static final int LONGEST_COLUMN = 255;
    private static final int[] CHARACTERS =
            "aA0/+#$%, \"\\'é日😀\u0000\u0001\u001f\u007f\u0080\u009f\u00a0\u2028\ufdd0\ufeff\ufffd\ufffe\uffff"
                    .codePoints()
                    .toArray();

    @TempDir
    private Path directory = Path.of("unset");

    @Test
    void theEmbeddedBrokerKeepsThemApart() throws Exception {
        try (TestingEmbeddedBroker broker = TestingEmbeddedBroker.start()) {
            keepsApart(broker.mqttUrl());
        }
    }

    @Test
    void mosquittoKeepsThemApart() throws Exception {
        try (TestingMosquitto broker = TestingMosquitto.start(directory)) {
            keepsApart(broker.mqttUrl());
        }
    }

    private static void keepsApart(URI broker) throws Exception {
        long seed = System.nanoTime();
        Map<String, String> published = new TreeMap<>();
        try (BrokerConnection connection = connect(broker)) {
            List<CompletableFuture<?>> acknowledged = new ArrayList<>();
            List<Row> keys = keys(new Random(seed));
            for (Row key : keys) {
                byte[] payload = Payloads.row(key);
                String topic = TOPICS.topic(ORDERS, key);
                published.put(topic, new String(payload, UTF_8));
                acknowledged.add(connection
                        .publish(new Message(topic, payload, true, null, null))
                        .toCompletableFuture());
            }
            acknowledged.add(connection
                    .publish(new Message("rowcast/status", "online".getBytes(UTF_8), true, null, null))
                    .toCompletableFuture());
            acknowledged.forEach(CompletableFuture::join);
            assertThat(published).as("topics, seed " + seed).hasSameSizeAs(keys);
        }
        assertThat(TestingSubscriber.retained(broker, "orders/state/+"))
                .as("seed " + seed)
                .isEqualTo(published);
    }

    private static BrokerConnection connect(URI broker) throws Exception {
        return MqttConnector.embedded(
                        new BrokerAddress(
                                broker,
                                TestingMosquitto.USERNAME,
                                TestingMosquitto.PASSWORD,
                                "rowcast-keys",
                                "rowcast/status",
                                Duration.ofSeconds(10),
                                Duration.ofSeconds(20)),
                        null)
                .connect();
    }

    /** Different from each other, of one to three columns each. */
    private static List<Row> keys(Random random) {
        return IntStream.range(0, KEYS)
                .mapToObj(i -> i < 2 ? List.of("x".repeat(i)) : columns(random))
                .distinct()
                .map(HostileKeysTest::key)
                .toList();
    }

    private static List<String> columns(Random random) {
        return IntStream.rangeClosed(0, random.nextInt(3))
                .mapToObj(i -> text(random, random.nextInt(20) == 0 ? LONGEST_COLUMN : random.nextInt(6)))
                .toList();
    }

    private static String text(Random random, int length) {
        return IntStream.range(0, length)
                .map(i -> CHARACTERS[random.nextInt(CHARACTERS.length)])
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    private static Row key(List<String> columns) {
        return new Row(
                IntStream.range(0, columns.size()).mapToObj(i -> "k" + i).toList(),
                columns.stream().<Value>map(Value.Text::new).toList());
    }
}
