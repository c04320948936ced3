package dev.rowcast.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Ports for servers that can not be asked which one the system has picked. None is given twice by this JVM, and none is of
 * those that systems pick for connections by themselves (Linux: from 32768 on), which could take it before the server does.
 */
public final class TestingPorts {
    private static final int LOWEST = 10_000;
    private static final int BEYOND_HIGHEST = 32_768;
    private static final int MOST_ATTEMPTS = 1_000;
    private static final Random RANDOM = new Random();
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private TestingPorts() {}

    /** A port that nobody listens on, on any address. */
    public static int free() {
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            int port = RANDOM.nextInt(LOWEST, BEYOND_HIGHEST);
            if (GIVEN.add(port) && isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no free port from " + LOWEST + " to " + (BEYOND_HIGHEST - 1));
    }

    private static boolean isFree(int port) {
        return canListen(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                && canListen(new InetSocketAddress(port));
    }

    private static boolean canListen(InetSocketAddress address) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(address);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
