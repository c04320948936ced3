package dev.rowcast.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A network between a client and a server on loopback that can be cut and mended, always on the same port. */
public final class CuttableProxy implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CuttableProxy.class);

    private final int targetPort;
    private final int port;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private @Nullable ServerSocket listener;

    public CuttableProxy(int targetPort) throws IOException {
        this.targetPort = targetPort;
        this.listener = listen(0);
        this.port = listener.getLocalPort();
        accept(listener);
    }

    public int port() {
        return port;
    }

    /** Breaks all connections and refuses new ones. */
    public synchronized void cut() throws IOException {
        if (listener != null) {
            listener.close();
            listener = null;
        }
        for (Socket socket : sockets) {
            close(socket);
        }
        sockets.clear();
    }

    /** Accepts connections again. */
    public synchronized void mend() throws IOException {
        if (listener == null) {
            listener = listen(port);
            accept(listener);
        }
    }

    @Override
    public void close() throws IOException {
        cut();
    }

    private static ServerSocket listen(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return socket;
    }

    private void accept(ServerSocket server) {
        start("proxy-accept", () -> {
            while (true) {
                Socket client = server.accept();
                client.setTcpNoDelay(true);
                sockets.add(client);
                Socket target = new Socket(InetAddress.getLoopbackAddress(), targetPort);
                target.setTcpNoDelay(true);
                sockets.add(target);
                start("proxy-up", () -> copy(client, target));
                start("proxy-down", () -> copy(target, client));
            }
        });
    }

    private void copy(Socket from, Socket to) throws IOException {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } finally {
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    private static void start(String name, Transfer transfer) {
        Thread thread = new Thread(
                () -> {
                    try {
                        transfer.run();
                    } catch (IOException e) {
                        LOG.debug("a connection was cut", e);
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(Socket socket) throws IOException {
        try {
            // A reset, as when the other machine is gone.
            socket.setSoLinger(true, 0);
        } catch (SocketException e) {
            LOG.debug("closed already", e);
        }
        socket.close();
    }

    @FunctionalInterface
    private interface Transfer {
        void run() throws IOException;
    }
}
