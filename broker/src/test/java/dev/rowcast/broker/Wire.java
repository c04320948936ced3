package dev.rowcast.broker;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;

/** Bytes to the broker and back, over TCP or in frames of a WebSocket. */
final class Wire implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 20_000;

    private final Socket socket = new Socket();
    private final InputStream in;
    private final boolean webSocket;

    Wire(int port, boolean webSocket) throws IOException {
        this.webSocket = webSocket;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
        in = socket.getInputStream();
        if (webSocket) {
            upgrade();
        }
    }

    private void upgrade() throws IOException {
        String request = String.join(
                "\r\n",
                "GET /mqtt HTTP/1.1",
                "Host: localhost",
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Protocol: mqtt",
                "",
                "");
        sendRaw(request.getBytes(US_ASCII));
        int lineEnds = 0;
        while (lineEnds < 4) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("closed during the upgrade");
            }
            lineEnds = next == '\r' || next == '\n' ? lineEnds + 1 : 0;
        }
    }

    /** As it is, or as one frame with a mask of zeros. */
    void send(byte[] bytes) throws IOException {
        if (!webSocket) {
            sendRaw(bytes);
            return;
        }
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(0x82);
        if (bytes.length < 126) {
            frame.write(0x80 | bytes.length);
        } else if (bytes.length < 65_536) {
            frame.writeBytes(new byte[] {(byte) (0x80 | 126), (byte) (bytes.length >> 8), (byte) bytes.length});
        } else {
            frame.writeBytes(new byte[] {(byte) (0x80 | 127), 0, 0, 0, 0, 0, (byte) (bytes.length >> 16)});
            frame.writeBytes(new byte[] {(byte) (bytes.length >> 8), (byte) bytes.length});
        }
        frame.writeBytes(new byte[4]);
        frame.writeBytes(bytes);
        sendRaw(frame.toByteArray());
    }

    void sendRaw(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** The next bytes that have come; empty when the broker has closed. */
    byte[] read(int timeoutMillis) throws IOException {
        socket.setSoTimeout(timeoutMillis);
        byte[] buffer = new byte[8192];
        try {
            int length = in.read(buffer);
            return length < 0 ? new byte[0] : java.util.Arrays.copyOf(buffer, length);
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (IOException e) {
            return new byte[0];
        }
    }

    /** Reads until the broker closes, and returns all that it said; fails if it does not. */
    byte[] readToEnd() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] next = read(TIMEOUT_MILLIS); next.length > 0; next = read(TIMEOUT_MILLIS)) {
            all.writeBytes(next);
        }
        return all.toByteArray();
    }

    /** So many bytes, over plain TCP; fails if the broker closes before. */
    byte[] readExactly(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException("closed after " + bytes.length + " bytes");
        }
        return bytes;
    }

    void cut() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
