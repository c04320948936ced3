package dev.rowcast.testing;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/** Forwards TCP connections to a local port until they are cut or freeze. */
public final class TestingProxy implements Closeable {
    private static final int BUFFER_BYTES = 8192;

    private final int target;
    private final ServerSocket listener;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private volatile boolean refusing;
    private boolean frozen;
    private boolean frozenDown;
    /** Of the one connection that is frozen while others are not. */
    private final Set<Socket> frozenSockets = new HashSet<>();

    private final AtomicLong bytesUp = new AtomicLong();
    private volatile UnaryOperator<InputStream> downFilter = UnaryOperator.identity();
    private volatile UnaryOperator<InputStream> upFilter = UnaryOperator.identity();

    public TestingProxy(int target) throws IOException {
        this(InetAddress.getLoopbackAddress().getHostAddress(), target);
    }

    /** Listens on another address of this machine, such as {@code ::1} or {@code 127.0.0.2}. */
    public TestingProxy(String address, int target) throws IOException {
        this.target = target;
        listener = new ServerSocket(0, 50, InetAddress.getByName(address));
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

    /**
     * Resets one connection.
     *
     * @param number in the order in which they were made since the last {@link #cut}, from 1
     */
    public void cutOne(int number) {
        reset(sockets.get(2 * number - 2));
        reset(sockets.get(2 * number - 1));
    }

    /** How many connections were made since the last {@link #cut}. */
    public int connections() {
        return sockets.size() / 2;
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

    /** Forwards no byte any more, and tells nobody: both ends believe that they are connected. New ones are taken. */
    public synchronized void freeze() {
        frozen = true;
    }

    /** As {@link #freeze}, in one direction: the target goes on to hear its clients. */
    public synchronized void freezeDown() {
        frozenDown = true;
    }

    /** As {@link #freeze}, of one connection as {@link #cutOne} counts them. */
    public synchronized void freezeOne(int number) {
        frozenSockets.add(sockets.get(2 * number - 2));
        frozenSockets.add(sockets.get(2 * number - 1));
    }

    /** How much has gone to the target. */
    public long bytesUp() {
        return bytesUp.get();
    }

    /** Forwards again, beginning with what was held up. */
    public synchronized void thaw() {
        frozen = false;
        frozenDown = false;
        frozenSockets.clear();
        notifyAll();
    }

    private synchronized void awaitThaw(Socket from, boolean down) throws InterruptedException {
        while (frozen || (down && frozenDown) || frozenSockets.contains(from)) {
            wait();
        }
    }

    /** What the target sends on connections from now on passes through the filter. */
    public void filterDown(UnaryOperator<InputStream> filter) {
        downFilter = filter;
    }

    /** What clients send on connections from now on passes through the filter. */
    public void filterUp(UnaryOperator<InputStream> filter) {
        upFilter = filter;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket near = listener.accept();
                if (refusing) {
                    near.close();
                } else {
                    connect(near);
                }
            } catch (IOException e) {
                // the listener was closed
            }
        }
    }

    private void connect(Socket near) throws IOException {
        Socket far;
        try {
            far = new Socket(InetAddress.getLoopbackAddress(), target);
        } catch (IOException e) {
            // the target is away: the client sees a closed connection
            near.close();
            return;
        }
        sockets.add(near);
        sockets.add(far);
        start("proxy-up", () -> copy(near, far, upFilter, false));
        start("proxy-down", () -> copy(far, near, downFilter, true));
    }

    private void copy(Socket from, Socket to, UnaryOperator<InputStream> filter, boolean down) {
        try (from;
                to) {
            InputStream in = filter.apply(from.getInputStream());
            byte[] bytes = new byte[BUFFER_BYTES];
            for (int length = in.read(bytes); length >= 0; length = in.read(bytes)) {
                awaitThaw(from, down);
                bytesUp.addAndGet(down ? 0 : length);
                to.getOutputStream().write(bytes, 0, length);
            }
            awaitThaw(from, down);
        } catch (IOException e) {
            // cut
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
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
        thaw();
    }
}
