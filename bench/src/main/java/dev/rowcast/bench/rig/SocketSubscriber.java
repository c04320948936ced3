package dev.rowcast.bench.rig;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * An MQTT 3.1.1 client that subscribes at QoS 1 and does nothing else: one thread that reads a socket, hands on what it has read,
 * and acknowledges it at once. So it takes little from those that are measured, and adds little to their latency.
 */
public final class SocketSubscriber implements AutoCloseable {
    private static final long LIMIT_SECONDS = 30;
    private static final int KEEP_ALIVE_SECONDS = 3_600;
    private static final int BUFFER_BYTES = 1 << 18;
    private static final int CLEAN_SESSION = 2;
    private static final int AT_LEAST_ONCE = 1;

    private static final int CONNECT = 1;
    private static final int CONNACK = 2;
    private static final int PUBLISH = 3;
    private static final int PUBACK = 4;
    private static final int SUBSCRIBE = 8;
    private static final int SUBACK = 9;

    private final Socket socket;
    private final Listener listener;
    private final DataOutputStream out;
    private final Thread thread;
    private final CompletableFuture<Void> subscribed = new CompletableFuture<>();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private volatile boolean closed;

    /** Hears of messages, in the order in which they come. The subscriber's thread. */
    @FunctionalInterface
    public interface Listener {
        /**
         * A message has come.
         *
         * @param nanoTime when it was read from the socket, by {@link System#nanoTime()}
         */
        void received(Publish publish, long nanoTime);
    }

    /**
     * A message, as it lies in the subscriber's buffer until the listener returns.
     *
     * @param buffer which holds others too
     */
    @SuppressWarnings("ArrayRecordComponent") // a view that nobody compares
    public record Publish(byte[] buffer, int topicStart, int topicEnd, int payloadStart, int payloadEnd) {
        public String topic() {
            return new String(buffer, topicStart, topicEnd - topicStart, UTF_8);
        }

        public boolean isEmpty() {
            return payloadStart == payloadEnd;
        }

        /** The number in decimal digits that the topic ends with, as it does with an integer key; 0 if there is none. */
        public long key() {
            int start = topicEnd;
            while (start > topicStart && buffer[start - 1] >= '0' && buffer[start - 1] <= '9') {
                start--;
            }
            long key = 0;
            for (int i = start; i < topicEnd; i++) {
                key = 10 * key + buffer[i] - '0';
            }
            return key;
        }
    }

    private SocketSubscriber(Socket socket, Listener listener) throws IOException {
        this.socket = socket;
        this.listener = listener;
        out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), BUFFER_BYTES));
        thread = new Thread(this::read, "subscriber " + socket.getLocalPort());
        thread.setDaemon(true);
    }

    /** Connects and subscribes; returns when the broker has confirmed that. */
    public static SocketSubscriber connect(URI broker, List<String> filters, Listener listener)
            throws IOException, InterruptedException {
        Socket socket = new Socket(broker.getHost(), broker.getPort());
        socket.setTcpNoDelay(true);
        SocketSubscriber subscriber = new SocketSubscriber(socket, listener);
        subscriber.thread.start();
        try {
            subscriber.sendConnect();
            subscriber.sendSubscribe(filters);
            subscriber.subscribed.get(LIMIT_SECONDS, TimeUnit.SECONDS);
            return subscriber;
        } catch (ExecutionException | TimeoutException e) {
            subscriber.close();
            throw new IOException("no subscription at " + broker, e);
        }
    }

    private void sendConnect() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(body);
        data.writeUTF("MQTT");
        data.write(4);
        data.write(CLEAN_SESSION);
        data.writeShort(KEEP_ALIVE_SECONDS);
        data.writeUTF("");
        send(CONNECT << 4, body.toByteArray());
    }

    private void sendSubscribe(List<String> filters) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(body);
        data.writeShort(1);
        for (String filter : filters) {
            data.writeUTF(filter);
            data.write(AT_LEAST_ONCE);
        }
        send((SUBSCRIBE << 4) | 2, body.toByteArray());
    }

    /** A packet of less than 128 bytes; before the first acknowledgement is due, so no other thread writes. */
    private void send(int header, byte[] body) throws IOException {
        if (body.length > Byte.MAX_VALUE) {
            throw new IllegalArgumentException("filters of " + body.length + " bytes are too long");
        }
        out.write(header);
        out.write(body.length);
        out.write(body);
        out.flush();
    }

    private void read() {
        try (InputStream in = socket.getInputStream()) {
            byte[] buffer = new byte[BUFFER_BYTES];
            int end = 0;
            while (true) {
                int count = in.read(buffer, end, buffer.length - end);
                long nanoTime = System.nanoTime();
                if (count < 0) {
                    throw new EOFException("closed by the broker");
                }
                end += count;
                int taken = take(buffer, end, nanoTime);
                System.arraycopy(buffer, taken, buffer, 0, end - taken);
                end -= taken;
                if (end == buffer.length) {
                    throw new IOException("a packet of more than " + buffer.length + " bytes");
                }
            }
        } catch (IOException | RuntimeException e) {
            if (!closed) {
                failure.set(e);
                subscribed.completeExceptionally(e);
            }
        }
    }

    /** Takes whole packets, and returns where the first one begins that is not. */
    private int take(byte[] buffer, int end, long nanoTime) throws IOException {
        int start = 0;
        boolean acknowledges = false;
        while (true) {
            int length = 0;
            int place = start + 1;
            int shift = 0;
            boolean more = true;
            while (more && place < end) {
                length |= (buffer[place] & 0x7F) << shift;
                shift += 7;
                more = buffer[place++] < 0;
            }
            if (more || place + length > end) {
                if (acknowledges) {
                    out.flush();
                }
                return start;
            }
            acknowledges |= packet(buffer, start, place, place + length, nanoTime);
            start = place + length;
        }
    }

    /** Whether an acknowledgement was written. */
    private boolean packet(byte[] buffer, int start, int body, int end, long nanoTime) throws IOException {
        int type = (buffer[start] & 0xFF) >> 4;
        switch (type) {
            case PUBLISH -> {
                return publish(buffer, start, body, end, nanoTime);
            }
            case CONNACK -> require(buffer[body + 1] == 0, "refused with code " + buffer[body + 1]);
            case SUBACK -> {
                for (int i = body + 2; i < end; i++) {
                    require(buffer[i] == AT_LEAST_ONCE, "subscription refused");
                }
                subscribed.complete(null);
            }
            default -> throw new IOException("a packet of type " + type);
        }
        return false;
    }

    private static void require(boolean condition, String otherwise) throws IOException {
        if (!condition) {
            throw new IOException(otherwise);
        }
    }

    private boolean publish(byte[] buffer, int start, int body, int end, long nanoTime) throws IOException {
        int topicStart = body + 2;
        int topicEnd = topicStart + unsigned(buffer, body);
        boolean acknowledged = (buffer[start] & 6) != 0;
        int payload = topicEnd + (acknowledged ? 2 : 0);
        listener.received(new Publish(buffer, topicStart, topicEnd, payload, end), nanoTime);
        if (acknowledged) {
            out.write(PUBACK << 4);
            out.write(2);
            out.write(buffer, topicEnd, 2);
        }
        return acknowledged;
    }

    private static int unsigned(byte[] buffer, int place) {
        return ((buffer[place] & 0xFF) << 8) | (buffer[place + 1] & 0xFF);
    }

    /**
     * Makes sure that nothing was missed.
     *
     * @throws IOException if the connection was lost, or the listener has failed
     */
    public void requireAlive() throws IOException {
        Exception thrown = failure.get();
        if (thrown != null) {
            throw new IOException("the subscriber has failed", thrown);
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        socket.close();
    }
}
