package dev.rowcast.bench.catchup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rowcast.bench.report.Point;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventCounterTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Workload WORKLOAD = new Workload("test", 10, 3);
    private static final byte[] GRANTED = {(byte) 0x90, 6, 0, 1, 0, 1, 1, 1};

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
    void countsAndAcknowledgesEventsOfTheBacklogOnly() throws Exception {
        CompletableFuture<byte[]> acknowledged = CompletableFuture.supplyAsync(() -> serve(
                publish("orders/inserted/" + WORKLOAD.mark(), 1),
                publish("orders/updated/7", 2),
                publish("orders/deleted/7", 300),
                publish("orders/inserted/" + WORKLOAD.sentinel(), 301)));
        try (EventCounter counter = EventCounter.subscribe(url(), WORKLOAD, LIMIT)) {
            counter.awaitMark(LIMIT);
            assertThat(counter.awaitLast(LIMIT)).isGreaterThanOrEqualTo(counter.awaitFirst(LIMIT));

            assertThat(counter.events()).isEqualTo(3);
            assertThat(counter.course()).extracting(Point::y).containsExactly(1.0, 2.0, 3.0);
            assertThat(counter.course()).extracting(Point::x).first().isEqualTo(0.0);
            assertThat(acknowledged.get(LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .containsExactly(0x40, 2, 0, 1, 0x40, 2, 0, 2, 0x40, 2, 1, 0x2c, 0x40, 2, 1, 0x2d);
        }
    }

    @Test
    void aLostConnectionEndsTheWait() throws Exception {
        CompletableFuture<byte[]> served = CompletableFuture.supplyAsync(() -> serve());
        try (EventCounter counter = EventCounter.subscribe(url(), WORKLOAD, LIMIT)) {
            served.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            assertThatThrownBy(() -> counter.awaitLast(LIMIT))
                    .hasMessage("the last event has not come, after 0 others");
        }
    }

    private URI url() {
        return URI.create("mqtt://127.0.0.1:" + broker.getLocalPort());
    }

    /** Answers as a broker does, publishes, and returns the acknowledgements. */
    private byte[] serve(byte[]... publishes) {
        try (Socket client = broker.accept()) {
            DataInputStream in = new DataInputStream(client.getInputStream());
            skipPacket(in);
            client.getOutputStream().write(new byte[] {0x20, 3, 0, 0, 0});
            skipPacket(in);
            client.getOutputStream().write(GRANTED);
            for (byte[] publish : publishes) {
                client.getOutputStream().write(publish);
            }
            return in.readNBytes(4 * publishes.length);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void skipPacket(DataInputStream in) throws IOException {
        in.readUnsignedByte();
        in.skipNBytes(in.readUnsignedByte());
    }

    /** With a payload that needs a length of two bytes. */
    private static byte[] publish(String topic, int packetId) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            int length = 2 + topic.getBytes(UTF_8).length + 2 + 1 + 200;
            out.writeByte(0x32);
            out.writeByte(length % 128 | 0x80);
            out.writeByte(length / 128);
            out.writeUTF(topic);
            out.writeShort(packetId);
            out.writeByte(0);
            out.write(new byte[200]);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }
}
