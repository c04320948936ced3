package dev.rowcast.preflight;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far the way to a server goes.
 *
 * @param host name or address, as the settings say it
 * @param addresses that the name stands for; empty if it is unknown
 * @param unknown why no address is known; null if one is
 * @param refused why no TCP connection came about, which was not tried without an address; null if one did
 */
public record Reach(String host, int port, List<String> addresses, @Nullable String unknown, @Nullable String refused) {
    public Reach {
        requireNonNull(host, "host is null");
        addresses = List.copyOf(addresses);
        if (addresses.isEmpty() == (unknown == null)) {
            throw new IllegalArgumentException("addresses and none, or neither: " + host);
        }
    }

    /** Whether a TCP connection came about. */
    public boolean connected() {
        return unknown == null && refused == null;
    }

    /** The same way, and a connection that came about. */
    public Reach withConnection() {
        return new Reach(host, port, addresses, unknown, null);
    }
}
