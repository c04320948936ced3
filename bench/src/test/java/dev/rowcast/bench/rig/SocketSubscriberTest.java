package dev.rowcast.bench.rig;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class SocketSubscriberTest {
    private static final byte[] CONNACK = {0x20, 3, 0, 0, 0};
    private static final byte[] SUBACK = {(byte) 0x90, 4, 0, 1, 0, 1};
    private static final byte[] REFUSED = {(byte) 0x90, 4, 0, 1, 0, (byte) 0x87};
    private static final int CONNECT_BYTES = 15;
    private static final int SUBSCRIBE_BYTES = 2 + 2 + 1 + 2 + "orders/+/+".length() + 1;

    /** The payload is UTF-8. */
    private static final byte[] PROPERTY = {1, 1};

    private static final List<String> FILTERS = List.of("orders/+/+");
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    private ServerSocket broker;

    @BeforeEach
    void listen() throws IOException {
        broker = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        broker.close();
    }

    @Test
    void handsOnWhatComesInPiecesAndAcknowledgesIt() throws Exception {
        CompletableFuture<SocketSubscriber> connecting = connecting();
        try (Socket connection = broker.accept()) {
            OutputStream out = accept(connection);
            try (SocketSubscriber subscriber = connecting.get()) {
                byte[] first = publish("orders/state/17", 258, "{\"id\":17}");
                out.write(first, 0, 3);
                out.flush();
                out.write(first, 3, first.length - 3);
                out.write(publish("orders/updated/4", 7, "x".repeat(200)));
                out.write(publish("orders/state/4", 9, ""));

                assertThat(connection.getInputStream().readNBytes(12))
                        .containsExactly(0x40, 2, 1, 2, 0x40, 2, 0, 7, 0x40, 2, 0, 9);
                assertThat(next()).isEqualTo("orders/state/17 17 {\"id\":17}");
                assertThat(next()).isEqualTo("orders/updated/4 4 " + "x".repeat(200));
                assertThat(next()).isEqualTo("orders/state/4 4 empty");
                subscriber.requireAlive();
            }
        }
    }

    @Test
    void saysWhyThereIsNoSubscription() throws Exception {
        CompletableFuture<SocketSubscriber> connecting = connecting();
        try (Socket connection = broker.accept()) {
            connection.getOutputStream().write(CONNACK);
            connection.getOutputStream().write(REFUSED);

            assertThatThrownBy(connecting::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasRootCauseMessage("the broker has refused the subscription: reason 135");
        }
    }

    @Test
    void saysWhyThereIsNoConnection() throws Exception {
        CompletableFuture<SocketSubscriber> connecting = connecting();
        try (Socket connection = broker.accept()) {
            connection.getOutputStream().write(new byte[] {0x20, 3, 0, (byte) 0x86, 0});

            assertThatThrownBy(connecting::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasRootCauseMessage("the broker has refused the connection: reason 134");
        }
    }

    @Test
    void triesAgainWithABrokerThatHasJustBegun() throws Exception {
        CompletableFuture<SocketSubscriber> connecting = connecting();
        broker.accept().close();
        try (Socket connection = broker.accept()) {
            accept(connection);
            try (SocketSubscriber subscriber = connecting.get()) {
                subscriber.requireAlive();
            }
        }
    }

    @Test
    void hasNoMorePatienceThanItIsGiven() throws IOException {
        broker.close();

        assertThatThrownBy(() -> SocketSubscriber.connect(url(), FILTERS, (publish, nanoTime) -> {}))
                .hasMessage("no broker answers at " + url() + " within PT0S")
                .hasRootCauseInstanceOf(ConnectException.class);
    }

    @Test
    void tellsThatItWasClosed() throws Exception {
        CompletableFuture<SocketSubscriber> connecting = connecting();
        try (Socket connection = broker.accept()) {
            accept(connection).write(new byte[] {(byte) 0xD0, 0});
            try (SocketSubscriber subscriber = connecting.get()) {
                // it closes the connection, for it has never asked for a PINGRESP
                assertThat(connection.getInputStream().read()).isEqualTo(-1);
                assertThatThrownBy(subscriber::requireAlive).hasRootCauseMessage("a packet of type 13");
            }
        }
    }

    private URI url() {
        return URI.create("mqtt://127.0.0.1:" + broker.getLocalPort());
    }

    private CompletableFuture<SocketSubscriber> connecting() {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return SocketSubscriber.connect(
                        url(),
                        FILTERS,
                        (publish, nanoTime) -> received.add(publish.topic() + " " + publish.key() + " "
                                + (publish.isEmpty()
                                        ? "empty"
                                        : new String(
                                                publish.buffer(),
                                                publish.payloadStart(),
                                                publish.payloadEnd() - publish.payloadStart(),
                                                UTF_8))),
                        LIMIT);
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static OutputStream accept(Socket connection) throws IOException {
        byte[] asked = connection.getInputStream().readNBytes(CONNECT_BYTES + SUBSCRIBE_BYTES);
        assertThat(new String(asked, UTF_8)).contains("MQTT", "orders/+/+");
        OutputStream out = connection.getOutputStream();
        out.write(CONNACK);
        out.write(SUBACK);
        return out;
    }

    /** At QoS 1, with a property. */
    private static byte[] publish(String topic, int id, String payload) {
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        int length = 2 + topic.length() + 2 + 1 + PROPERTY.length + payload.length();
        packet.write(0x32);
        if (length > 127) {
            packet.write(0x80 | (length & 127));
            packet.write(length >> 7);
        } else {
            packet.write(length);
        }
        packet.write(0);
        packet.write(topic.length());
        packet.writeBytes(topic.getBytes(UTF_8));
        packet.write(id >> 8);
        packet.write(id);
        packet.write(PROPERTY.length);
        packet.writeBytes(PROPERTY);
        packet.writeBytes(payload.getBytes(UTF_8));
        return packet.toByteArray();
    }

    private String next() throws InterruptedException {
        return received.poll(10, TimeUnit.SECONDS);
    }
}
