package dev.rowcast.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.config.TransportSettings;
import dev.rowcast.message.Message;
import dev.rowcast.message.Message.Delivery;
import dev.rowcast.message.PacketSize;
import dev.rowcast.relay.BrokerConnection;
import dev.rowcast.testing.TestingMosquitto;
import dev.rowcast.testing.TestingProxy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How large packets are said to be, against those that are sent. */
final class PacketSizeTest {
    private static final String VERSION = "019ea3d7c1b4-00000003-0000003dce-00000001";
    private static final Map<String, String> PROPERTIES = Map.of("specversion", "1.0", "subject", "shop/orders/é");

    @TempDir
    private Path directory = Path.of("unset");

    @Test
    void noneIsLargerThanItIsSaidToBeNorMuchSmaller() throws Exception {
        try (TestingMosquitto broker = TestingMosquitto.start(directory);
                TestingProxy way = new TestingProxy(broker.mqttPort());
                BrokerConnection connection = connect(way.port())) {
            for (int bytes : new int[] {1, 100, 20_000, 3_000_000}) {
                assertBounded(way, connection, message("orders/updated/" + bytes, bytes, null, null, plain()));
                assertBounded(way, connection, message("orders/größe/" + bytes, bytes, VERSION, Instant.EPOCH, full()));
            }
        }
    }

    private static void assertBounded(TestingProxy way, BrokerConnection connection, Message message) {
        long before = way.bytesUp();
        connection.publish(message).toCompletableFuture().join();
        long sent = way.bytesUp() - before;
        // A PINGREQ may come between, of two bytes.
        assertThat(PacketSize.of(message)).as(message.topic()).isBetween(sent - 2, sent + 150);
    }

    private static Message message(
            String topic, int bytes, @Nullable String version, @Nullable Instant committedAt, Delivery delivery) {
        return new Message(topic, "x".repeat(bytes).getBytes(UTF_8), false, version, committedAt, delivery);
    }

    private static Delivery plain() {
        return new Delivery(null, Map.of(), null);
    }

    private static Delivery full() {
        return new Delivery("orders/state/7", PROPERTIES, Duration.ofHours(1));
    }

    private static BrokerConnection connect(int port) throws Exception {
        return MqttConnector.external(
                        new BrokerAddress(
                                URI.create("mqtt://127.0.0.1:" + port),
                                TestingMosquitto.USERNAME,
                                TestingMosquitto.PASSWORD,
                                "rowcast-sizes",
                                "rowcast/status",
                                Duration.ofMinutes(1),
                                Duration.ofSeconds(20)),
                        TransportSettings.DEFAULTS,
                        List.of())
                .connect();
    }
}
