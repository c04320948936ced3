package dev.rowcast.bench.catchup;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
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
import java.util.concurrent.atomic.AtomicLong;

/**
 * Subscribes to the events of {@code orders} at QoS 1 with MQTT 5, acknowledges them, and looks at nothing but their topics: as cheap
 * as a subscriber can be, for it shares the machine with what is measured. Reads on a thread of its own.
 */
public final class EventCounter implements AutoCloseable {
    private static final int CONNECT = 0x10;
    private static final int PUBLISH = 0x30;
    private static final int PUBACK = 0x40;
    private static final int SUBSCRIBE = 0x82;
    private static final int BUFFER = 1 << 16;
    private static final Duration PAUSE = Duration.ofMillis(2);

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private final Workload workload;
    private final Thread reader = new Thread(this::read, "events");
    private final AtomicLong events = new AtomicLong();
    private final CompletableFuture<Void> marked = new CompletableFuture<>();
    private final CompletableFuture<Long> first = new CompletableFuture<>();
    private final CompletableFuture<Long> last = new CompletableFuture<>();

    private EventCounter(Socket socket, Workload workload) throws IOException {
        this.socket = socket;
        this.workload = workload;
        socket.setTcpNoDelay(true);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), BUFFER));
        out = socket.getOutputStream();
    }

    /**
     * Returns when the broker has agreed to the subscription.
     *
     * @param limit for the broker to listen, which may not be there yet
     */
    public static EventCounter subscribe(URI broker, Workload workload, Duration limit)
            throws IOException, InterruptedException {
        EventCounter counter = connect(broker, workload, limit);
        counter.reader.setDaemon(true);
        counter.reader.start();
        return counter;
    }

    /** A broker that has just begun to listen may still end connections. */
    private static EventCounter connect(URI broker, Workload workload, Duration limit)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (true) {
            try {
                return connect(broker, workload);
            } catch (SocketException | EOFException e) {
                if (System.nanoTime() - end > 0) {
                    throw new IOException("no broker answers at " + broker + " within " + limit, e);
                }
                TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
            }
        }
    }

    private static EventCounter connect(URI broker, Workload workload) throws IOException {
        Socket socket = new Socket(broker.getHost(), broker.getPort());
        boolean subscribed = false;
        try {
            if (socket.getLocalPort() == socket.getPort()) {
                throw new ConnectException("nobody listens: the socket has found itself");
            }
            EventCounter counter = new EventCounter(socket, workload);
            counter.shakeHands();
            subscribed = true;
            return counter;
        } finally {
            if (!subscribed) {
                socket.close();
            }
        }
    }

    private void shakeHands() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream connect = new DataOutputStream(bytes);
        connect.writeUTF("MQTT");
        connect.writeByte(5);
        connect.writeByte(2); // clean start
        connect.writeShort(0); // no keep-alive
        connect.writeByte(0); // no properties
        connect.writeUTF("catchup-counter");
        send(CONNECT, bytes);
        requireSuccess(answer(), 1, "connect");
        bytes.reset();
        DataOutputStream subscribe = new DataOutputStream(bytes);
        subscribe.writeShort(1);
        subscribe.writeByte(0); // no properties
        for (String event : List.of("inserted", "updated", "deleted")) {
            subscribe.writeUTF("orders/" + event + "/+");
            subscribe.writeByte(1);
        }
        send(SUBSCRIBE, bytes);
        byte[] granted = answer();
        requireSuccess(granted, granted.length - 1, "subscribe");
    }

    private void send(int type, ByteArrayOutputStream rest) throws IOException {
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.write(type);
        packet.write(rest.size());
        rest.writeTo(packet);
        out.write(packet.toByteArray());
    }

    private byte[] answer() throws IOException {
        in.readUnsignedByte();
        byte[] rest = new byte[length()];
        in.readFully(rest);
        return rest;
    }

    /** Reason codes from 128 on are refusals. */
    private static void requireSuccess(byte[] answer, int reasonAt, String attempt) throws IOException {
        if ((answer[reasonAt] & 0xff) >= 0x80) {
            throw new IOException(
                    "the broker lets the counter not " + attempt + ": reason " + (answer[reasonAt] & 0xff));
        }
    }

    private int length() throws IOException {
        int length = 0;
        for (int shift = 0; ; shift += 7) {
            int next = in.readUnsignedByte();
            length |= (next & 0x7f) << shift;
            if (next < 0x80) {
                return length;
            }
        }
    }

    private void read() {
        try {
            byte[] acknowledgement = {PUBACK, 2, 0, 0};
            ByteArrayOutputStream acknowledgements = new ByteArrayOutputStream();
            while (true) {
                if (in.available() == 0 && acknowledgements.size() > 0) {
                    acknowledgements.writeTo(out);
                    acknowledgements.reset();
                }
                int type = in.readUnsignedByte();
                int length = length();
                if ((type & 0xf0) == PUBLISH) {
                    byte[] topic = in.readNBytes(in.readUnsignedShort());
                    length -= 2 + topic.length + 2;
                    in.readFully(acknowledgement, 2, 2);
                    acknowledgements.writeBytes(acknowledgement);
                    count(topic);
                }
                in.skipNBytes(length);
            }
        } catch (IOException | IllegalStateException e) {
            Exception lost = e instanceof EOFException ? new EOFException("the broker has closed the connection") : e;
            marked.completeExceptionally(lost);
            first.completeExceptionally(lost);
            last.completeExceptionally(lost);
        }
    }

    private void count(byte[] topic) {
        long order = order(topic);
        if (order == workload.mark()) {
            marked.complete(null);
            return;
        }
        if (events.incrementAndGet() == 1) {
            first.complete(System.nanoTime());
        }
        if (order == workload.sentinel()) {
            last.complete(System.nanoTime());
        }
    }

    /** The last level of {@code orders/updated/7}. */
    private static long order(byte[] topic) {
        long order = 0;
        for (int i = topic.length - 1, scale = 1; i >= 0 && topic[i] != '/'; i--, scale *= 10) {
            if (topic[i] < '0' || topic[i] > '9') {
                throw new IllegalStateException("no order has the topic " + new String(topic, UTF_8));
            }
            order += (long) (topic[i] - '0') * scale;
        }
        return order;
    }

    /** Waits for the event of {@link Workload#mark()}. */
    public void awaitMark(Duration limit) throws IOException, InterruptedException {
        get(marked, limit, "the event of the mark");
    }

    /** When the first event of the backlog came, of {@link System#nanoTime()}; waits for it. */
    public long awaitFirst(Duration limit) throws IOException, InterruptedException {
        return get(first, limit, "the first event");
    }

    /** The same of the last one. */
    public long awaitLast(Duration limit) throws IOException, InterruptedException {
        return get(last, limit, "the last event");
    }

    private <T> T get(CompletableFuture<T> future, Duration limit, String what)
            throws IOException, InterruptedException {
        try {
            return future.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException(what + " has not come within " + limit + ", after " + events + " others", e);
        } catch (ExecutionException e) {
            throw new IOException(what + " has not come, after " + events + " others", e);
        }
    }

    /** How many events of the backlog have come. */
    public long events() {
        return events.get();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
