package dev.rowcast.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.jspecify.annotations.Nullable;

/** An MQTT 3.1.1 client that does only what it is told: it never reads by itself, and can be cut off without a goodbye. */
final class RawClient implements Closeable {
    static final int ACCEPTED = 0;
    static final int BAD_CREDENTIALS = 4;
    static final int NOT_AUTHORIZED = 5;

    private static final int READ_TIMEOUT_MILLIS = 20_000;
    private static final int RECEIVE_BUFFER_BYTES = 4096;

    private final Socket socket = new Socket();
    private final DataInputStream in;
    private final DataOutputStream out;

    RawClient(int port) throws IOException {
        socket.setReceiveBufferSize(RECEIVE_BUFFER_BYTES);
        socket.setSoTimeout(READ_TIMEOUT_MILLIS);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        in = new DataInputStream(socket.getInputStream());
        out = new DataOutputStream(socket.getOutputStream());
    }

    /** A retained Last Will at QoS 0 or 1. */
    record Will(String topic, String payload, int qos) {}

    /** Asks for a session that lasts, and returns the whole CONNACK: flags and return code. */
    int[] connect(String clientId, @Nullable Will will, String... credentials) throws IOException {
        sendConnect(clientId, will, credentials);
        byte[] answer = in.readNBytes(4);
        return new int[] {answer[2], answer[3]};
    }

    /** Sends CONNECT and SUBSCRIBE at once, and returns the types of the two answers. */
    int[] connectAndSubscribe(String clientId, String filter) throws IOException {
        sendConnect(clientId, null);
        sendSubscribe(filter, 1);
        byte[] answers = in.readNBytes(9);
        return new int[] {answers[0] & 0xFF, answers[4] & 0xFF};
    }

    private void sendConnect(String clientId, @Nullable Will will, String... credentials) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream body = new DataOutputStream(bytes);
        text(body, "MQTT");
        body.writeByte(4);
        int flags = (will == null ? 0 : 0x24 | will.qos() << 3) | (credentials.length == 2 ? 0xC0 : 0);
        body.writeByte(flags);
        body.writeShort(60);
        text(body, clientId);
        if (will != null) {
            text(body, will.topic());
            text(body, will.payload());
        }
        for (String credential : credentials) {
            text(body, credential);
        }
        send(0x10, bytes.toByteArray());
    }

    /** Subscribes, and waits for the acknowledgement. */
    void subscribe(String filter, int qos) throws IOException {
        sendSubscribe(filter, qos);
        in.readNBytes(5);
    }

    private void sendSubscribe(String filter, int qos) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream body = new DataOutputStream(bytes);
        body.writeShort(1);
        text(body, filter);
        body.writeByte(qos);
        send(0x82, bytes.toByteArray());
    }

    /** Publishes retained at QoS 1, without waiting for an answer. */
    void publish(String topic, String payload) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream body = new DataOutputStream(bytes);
        text(body, topic);
        body.writeShort(7);
        body.write(payload.getBytes(UTF_8));
        send(0x33, bytes.toByteArray());
    }

    void disconnect() throws IOException {
        send(0xE0, new byte[0]);
    }

    /** Reads on until the broker closes; fails if it does not. */
    void awaitClosed() throws IOException {
        byte[] buffer = new byte[8192];
        try {
            while (in.read(buffer) >= 0) {
                // what comes before the end does not matter
            }
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (IOException e) {
            // a reset is a close as well
        }
    }

    /** Ends the connection with a reset, as a crash or a pulled cable would. */
    void cut() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    void send(int header, byte[] body) throws IOException {
        out.writeByte(header);
        int length = body.length;
        do {
            out.writeByte(length > 127 ? length % 128 | 0x80 : length);
            length /= 128;
        } while (length > 0);
        out.write(body);
        out.flush();
    }

    private static void text(DataOutputStream to, String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        to.writeShort(bytes.length);
        to.write(bytes);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
