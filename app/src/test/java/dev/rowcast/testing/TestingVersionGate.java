package dev.rowcast.testing;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;

/** In front of a broker: forwards who speaks MQTT 3.1.1, and turns away who speaks MQTT 5, until it is opened. */
public final class TestingVersionGate implements Closeable {
    private static final int LONGEST_BEGINNING = 64;
    private static final byte LEVEL_5 = 5;

    private final int target;
    private final byte[] answer;
    private final ServerSocket listener;
    private volatile boolean open;

    /**
     * Starts closed.
     *
     * @param answer what those who speak MQTT 5 get before they are hung up on
     */
    public TestingVersionGate(int target, byte[] answer) throws IOException {
        this.target = target;
        this.answer = answer.clone();
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start("gate", this::accept);
    }

    public URI url() {
        return URI.create("mqtt://127.0.0.1:" + listener.getLocalPort());
    }

    /** From now on everybody is forwarded, or not. */
    public void open(boolean everybody) {
        open = everybody;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                start("gate-client", () -> serve(client));
            } catch (IOException e) {
                // the listener was closed
            }
        }
    }

    private void serve(Socket client) {
        byte[] beginning = new byte[LONGEST_BEGINNING];
        try (client) {
            int length = client.getInputStream().read(beginning);
            if (!open && level(beginning) == LEVEL_5) {
                client.getOutputStream().write(answer);
                return;
            }
            try (Socket broker = new Socket(InetAddress.getLoopbackAddress(), target)) {
                broker.getOutputStream().write(beginning, 0, length);
                start("gate-down", () -> forward(broker, client));
                forward(client, broker);
            }
        } catch (IOException e) {
            // one of the two is gone
        }
    }

    /** Of a CONNECT packet: the byte behind the protocol's name (MQTT 5, 3.1.2.2), whose length of four has one byte zero. */
    private static byte level(byte[] connect) {
        int name = connect[1] < 0 ? 3 : 2;
        return connect[name + 6];
    }

    private static void forward(Socket from, Socket to) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] bytes = new byte[8192];
            for (int length = in.read(bytes); length >= 0; length = in.read(bytes)) {
                out.write(bytes, 0, length);
            }
        } catch (IOException e) {
            // one of the two is gone
        }
    }

    private static void start(String name, Runnable action) {
        Thread thread = new Thread(action, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
