package dev.rowcast.testing;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** Forwards TCP connections to a local port until they are cut. */
public final class TestingProxy implements Closeable {
    private final int target;
    private final ServerSocket listener;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private volatile boolean refusing;
    private volatile UnaryOperator<InputStream> downFilter = UnaryOperator.identity();

    public TestingProxy(int target) throws IOException {
        this.target = target;
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start("proxy-accept", this::accept);
    }

    /** The port to connect to in place of the target. */
    public int port() {
        return listener.getLocalPort();
    }

    /** Resets all connections, as a pulled cable would; new ones are taken. */
    public void cut() {
        sockets.forEach(TestingProxy::reset);
        sockets.clear();
    }

    private static void reset(Socket socket) {
        try (socket) {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // closed already
        }
    }

    /** Resets all connections and, until {@link #admit}, each new one. */
    public void refuse() {
        refusing = true;
        cut();
    }

    public void admit() {
        refusing = false;
    }

    /** What the target sends on connections from now on passes through the filter. */
    public void filterDown(UnaryOperator<InputStream> filter) {
        downFilter = filter;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket near = listener.accept();
                if (refusing) {
                    near.close();
                    continue;
                }
                Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
                sockets.add(near);
                sockets.add(far);
                start("proxy-up", () -> copy(near, far, UnaryOperator.identity()));
                start("proxy-down", () -> copy(far, near, downFilter));
            } catch (IOException e) {
                // the listener was closed, or the target is away: the client sees a closed connection
            }
        }
    }

    private static void copy(Socket from, Socket to, UnaryOperator<InputStream> filter) {
        try (from;
                to) {
            InputStream in = filter.apply(from.getInputStream());
            in.transferTo(to.getOutputStream());
        } catch (IOException e) {
            // cut
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
        cut();
    }
}
