package dev.rowcast.bench.rig;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** A port of the loopback address for a server that has to be told one. */
public final class FreePort {
    private FreePort() {}

    /** One that nobody has now, and that the system gives to others later than those it has not given yet. */
    public static int pick() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
