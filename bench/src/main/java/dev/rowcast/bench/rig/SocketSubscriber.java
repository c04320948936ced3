package dev.rowcast.bench.rig;

import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * An MQTT 5 client that subscribes at QoS 1 and does nothing else: one thread that reads a socket, hands on what it has read,
 * and acknowledges it at once. So it takes little from those that are measured, and adds little to their latency.
 */
public final class SocketSubscriber implements AutoCloseable {
    private static final long LIMIT_SECONDS = 30;
    private static final Duration PAUSE = Duration.ofMillis(2);
    private static final int BUFFER_BYTES = 1 << 18;

    private final Socket socket;
    private final Listener listener;
    private final OutputStream out;
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

        /** Nothing comes any more, though nobody has closed the subscriber. */
        default void lost(Exception cause) {}
    }

    private SocketSubscriber(Socket socket, Listener listener) throws IOException {
        this.socket = socket;
        this.listener = listener;
        out = new BufferedOutputStream(socket.getOutputStream(), BUFFER_BYTES);
        thread = new Thread(this::run, "subscriber " + socket.getLocalPort());
        thread.setDaemon(true);
    }

    /** Connects and subscribes; returns when the broker has confirmed that. */
    public static SocketSubscriber connect(URI broker, List<String> filters, Listener listener)
            throws IOException, InterruptedException {
        return connect(broker, filters, listener, Duration.ZERO);
    }

    /**
     * The same.
     *
     * @param patience with a broker that does not listen yet, or has just begun to and still ends connections
     */
    public static SocketSubscriber connect(URI broker, List<String> filters, Listener listener, Duration patience)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                return connectOnce(broker, filters, listener);
            } catch (SocketException | EOFException e) {
                if (System.nanoTime() - end >= 0) {
                    throw new IOException("no broker answers at " + broker + " within " + patience, e);
                }
                TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
            }
        }
    }

    private static SocketSubscriber connectOnce(URI broker, List<String> filters, Listener listener)
            throws IOException, InterruptedException {
        Socket socket = new Socket(broker.getHost(), broker.getPort());
        boolean subscribed = false;
        try {
            if (socket.getLocalPort() == socket.getPort()) {
                throw new ConnectException("nobody listens: the socket has found itself");
            }
            socket.setTcpNoDelay(true);
            SocketSubscriber subscriber = new SocketSubscriber(socket, listener);
            subscriber.subscribe(filters);
            subscribed = true;
            return subscriber;
        } finally {
            if (!subscribed) {
                socket.close();
            }
        }
    }

    private void subscribe(List<String> filters) throws IOException, InterruptedException {
        out.write(MqttPackets.connect());
        out.write(MqttPackets.subscribe(filters));
        out.flush();
        thread.start();
        try {
            subscribed.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException reason ? reason : new IOException("no subscription", e);
        } catch (TimeoutException e) {
            throw new IOException("no subscription within " + LIMIT_SECONDS + " s", e);
        }
    }

    /** What has gone wrong is told before the connection is closed. */
    private void run() {
        try (socket) {
            read(socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(InputStream in) {
        byte[] buffer = new byte[BUFFER_BYTES];
        int end = 0;
        try {
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
            if (!subscribed.completeExceptionally(e) && !closed) {
                failure.set(e);
                listener.lost(e);
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
            case MqttPackets.PUBLISH -> {
                return publish(buffer, start, body, end, nanoTime);
            }
            case MqttPackets.CONNACK -> require(buffer[body + 1] == 0, "connection", buffer[body + 1]);
            case MqttPackets.SUBACK -> {
                for (int i = MqttPackets.behindProperties(buffer, body + 2); i < end; i++) {
                    require(buffer[i] == MqttPackets.AT_LEAST_ONCE, "subscription", buffer[i]);
                }
                subscribed.complete(null);
            }
            default -> throw new IOException("a packet of type " + type);
        }
        return false;
    }

    private static void require(boolean granted, String what, byte reason) throws IOException {
        if (!granted) {
            throw new IOException("the broker has refused the " + what + ": reason " + (reason & 0xFF));
        }
    }

    private boolean publish(byte[] buffer, int start, int body, int end, long nanoTime) throws IOException {
        int topicStart = body + 2;
        int topicEnd = topicStart + unsigned(buffer, body);
        boolean acknowledged = (buffer[start] & 6) != 0;
        int payload = MqttPackets.behindProperties(buffer, topicEnd + (acknowledged ? 2 : 0));
        listener.received(new Publish(buffer, topicStart, topicEnd, payload, end), nanoTime);
        if (acknowledged) {
            out.write(MqttPackets.PUBACK << 4);
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
