package dev.rowcast;

import dev.rowcast.preflight.Reach;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Finds out how far the way to a server goes. On the caller's thread. */
final class NetworkProbe {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
    private static final int MOST_ADDRESSES = 4;

    private NetworkProbe() {}

    /**
     * Asks for the name's addresses; nothing is connected to, so no TCP connection is told of. Takes as long as the system's
     * resolver does.
     *
     * @param host name or address, an IPv6 address with or without brackets
     */
    static Reach resolve(String host, int port) {
        try {
            List<String> addresses = Arrays.stream(InetAddress.getAllByName(host))
                    .map(InetAddress::getHostAddress)
                    .toList();
            return new Reach(host, port, addresses, null, "not tried");
        } catch (UnknownHostException e) {
            return new Reach(host, port, List.of(), reason(host, e), null);
        }
    }

    /** Connects to one of the addresses, and hangs up. Takes seconds at most. */
    static Reach connect(Reach reach) {
        List<String> failures = new ArrayList<>();
        for (String address : reach.addresses().stream().limit(MOST_ADDRESSES).toList()) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(address, reach.port()), (int) CONNECT_TIMEOUT.toMillis());
                return reach.withConnection();
            } catch (IOException e) {
                failures.add(address + ": " + e.getMessage());
            }
        }
        return new Reach(reach.host(), reach.port(), reach.addresses(), reach.unknown(), String.join(", ", failures));
    }

    /** The message repeats the host, and often says no more. */
    private static String reason(String host, UnknownHostException unknown) {
        String message = String.valueOf(unknown.getMessage());
        return message.startsWith(host + ": ") ? message.substring(host.length() + 2) : "the name is not known";
    }
}
