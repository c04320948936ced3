package dev.rowcast.broker.access;

import static java.util.Objects.requireNonNull;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * Who a client says it is.
 *
 * @param username null or empty for none
 * @param password null for none; not copied, and must not be changed until the outcome is there
 * @param clientId empty where the broker shall choose one
 * @param address where it connects from; null if that is not known
 */
@SuppressWarnings("ArrayRecordComponent") // compared with nothing, and used once
public record Credentials(
        @Nullable String username, byte @Nullable [] password, String clientId, @Nullable InetAddress address) {
    public Credentials {
        requireNonNull(clientId, "clientId is null");
    }

    boolean anonymous() {
        return username == null || username.isEmpty();
    }

    @Override
    public String toString() {
        return "Credentials[username=" + username + ", password=***, clientId=" + clientId + ", address=" + address
                + "]";
    }
}
