package dev.rowcast.examples.follower;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What to follow, and where.
 *
 * @param broker {@code mqtt://host[:port]} or {@code mqtts://host[:port]}
 * @param username null for an anonymous client
 * @param password null where the broker wants none
 * @param table as the first level of its topics names it
 * @param receiveMaximum how many messages may be on the way or in memory until they are acknowledged, 1 to 65535
 * @param timeout bounds connecting and subscribing
 */
public record FollowerSettings(
        URI broker,
        @Nullable String username,
        @Nullable String password,
        String table,
        int receiveMaximum,
        Duration timeout) {
    private static final int MQTT_PORT = 1883;
    private static final int MQTTS_PORT = 8883;
    private static final int MOST = 65_535;

    /** @throws IllegalArgumentException if a value is out of bounds; says which, and what would do */
    public FollowerSettings {
        requireNonNull(timeout, "timeout is null");
        if (!"mqtt".equals(broker.getScheme()) && !"mqtts".equals(broker.getScheme())) {
            throw new IllegalArgumentException(
                    "'" + broker + "' is no broker: give mqtt://host:port or mqtts://host:port");
        }
        if (broker.getHost() == null || broker.getUserInfo() != null) {
            throw new IllegalArgumentException(
                    "the broker's address needs a host, and no user: give mqtt://host:port, and the user apart");
        }
        if (table.isEmpty() || table.chars().anyMatch(c -> "/+#".indexOf(c) >= 0)) {
            throw new IllegalArgumentException(
                    "'" + table + "' is no table: give the first level of its topics, as orders");
        }
        if (receiveMaximum < 1 || receiveMaximum > MOST) {
            throw new IllegalArgumentException("the receive maximum is " + receiveMaximum + ": give 1 to " + MOST);
        }
    }

    boolean encrypted() {
        return "mqtts".equals(broker.getScheme());
    }

    int port() {
        if (broker.getPort() > 0) {
            return broker.getPort();
        }
        return encrypted() ? MQTTS_PORT : MQTT_PORT;
    }

    /** Without the password. */
    @Override
    public String toString() {
        return table + " at " + broker;
    }
}
