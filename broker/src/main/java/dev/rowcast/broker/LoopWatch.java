package dev.rowcast.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rowcast.broker.access.Publisher;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connects, as any client does, to each of Moquette's session threads in turn: one that has ended without a word, or hangs,
 * does not answer. One that answers late but answers others meanwhile is only busy. A thread of its own.
 */
final class LoopWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LoopWatch.class);
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(8);
    /** A machine that stood still looks like a thread that does, once. */
    private static final int ATTEMPTS = 2;

    private static final int CONNACK_BYTES = 4;
    private static final int CONNACK = 0x20;
    private static final byte[] DISCONNECT = {(byte) 0xE0, 0};

    private final SessionLoops loops;
    private final InetSocketAddress address;
    private final Publisher publisher;
    private final @Nullable Tls tls;
    private final List<String> clientIds;
    private final Thread thread = new Thread(this::run, "broker-watch");

    private volatile @Nullable Throwable failure;

    /**
     * Makes one that does not look yet.
     *
     * @param listening where the broker accepts MQTT over TCP
     * @param tls what it speaks there; null for plain connections
     */
    LoopWatch(SessionLoops loops, InetSocketAddress listening, Publisher publisher, @Nullable Tls tls) {
        this.loops = loops;
        this.address = listening.getAddress().isAnyLocalAddress()
                ? new InetSocketAddress(InetAddress.getLoopbackAddress(), listening.getPort())
                : listening;
        this.publisher = publisher;
        this.tls = tls;
        this.clientIds =
                IntStream.range(0, loops.count()).mapToObj(this::clientId).toList();
        thread.setDaemon(true);
    }

    /** One that the session thread of this number serves, and that nobody else has. */
    private String clientId(int loop) {
        return Stream.generate(() -> "rowcast-watch-" + UUID.randomUUID())
                .filter(id -> loops.of(id) == loop)
                .findFirst()
                .orElseThrow();
    }

    void start() {
        thread.start();
    }

    /** Which thread serves its clients no more; null while all do. */
    @Nullable
    Throwable failure() {
        return failure;
    }

    private void run() {
        try {
            while (failure == null) {
                Thread.sleep(INTERVAL.toMillis());
                for (int loop = 0; loop < loops.count() && failure == null; loop++) {
                    check(loop);
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("Asked to stop");
        }
    }

    private void check(int loop) throws InterruptedException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (isWorking(loop)) {
                return;
            }
            if (Thread.interrupted()) {
                throw new InterruptedException("the broker is being closed");
            }
        }
        LOG.error("The embedded broker's session thread {} does not answer", loop);
        failure = new IllegalStateException("session thread " + loop + " of the embedded broker does not answer");
    }

    private boolean isWorking(int loop) {
        long before = loops.sent(loop);
        try (Socket plain = new Socket()) {
            plain.connect(address, (int) PATIENCE.toMillis());
            plain.setSoTimeout((int) PATIENCE.toMillis());
            Socket socket = tls == null ? plain : tls.clientOver(plain);
            return isAnswered(socket, clientIds.get(loop)) || loops.sent(loop) != before;
        } catch (IOException e) {
            // This machine may have no sockets left, which a new broker would not change.
            LOG.debug("The session thread {} could not be asked", loop, e);
            return true;
        }
    }

    private boolean isAnswered(Socket socket, String clientId) throws IOException {
        socket.getOutputStream().write(connect(clientId));
        try {
            byte[] answer = socket.getInputStream().readNBytes(CONNACK_BYTES);
            if (answer.length < CONNACK_BYTES || answer[0] != CONNACK) {
                return false;
            }
        } catch (SocketTimeoutException e) {
            return false;
        }
        socket.getOutputStream().write(DISCONNECT);
        return true;
    }

    private byte[] connect(String clientId) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(body);
        text(out, "MQTT");
        out.writeByte(4); // MQTT 3.1.1
        out.writeByte(0xC2); // user name, password, clean session
        out.writeShort((int) INTERVAL.toSeconds() + 2 * (int) PATIENCE.toSeconds());
        text(out, clientId);
        text(out, publisher.username());
        text(out, publisher.password());
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.write(0x10);
        int length = body.size();
        do {
            packet.write(length > 127 ? (length % 128) | 0x80 : length);
            length /= 128;
        } while (length > 0);
        packet.writeBytes(body.toByteArray());
        return packet.toByteArray();
    }

    private static void text(DataOutputStream to, String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        to.writeShort(bytes.length);
        to.write(bytes);
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
