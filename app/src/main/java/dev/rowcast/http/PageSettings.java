package dev.rowcast.http;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code /config.json} tells the page.
 *
 * @param productVersion the product's version
 * @param login with which the page connects to the broker; null for none. Everyone who can open the page can read it
 */
public record PageSettings(String productVersion, Broker broker, Topics topics, @Nullable Login login) {
    public PageSettings {
        requireNonNull(productVersion, "productVersion is null");
        requireNonNull(broker, "broker is null");
        requireNonNull(topics, "topics is null");
    }

    /** A page that connects without a user name. */
    public PageSettings(String productVersion, Broker broker, Topics topics) {
        this(productVersion, broker, topics, null);
    }

    /** A user of the broker; the password is never printed. */
    public record Login(String username, String password) {
        public Login {
            requireNonNull(username, "username is null");
            requireNonNull(password, "password is null");
        }

        @Override
        public String toString() {
            return "Login[username=" + username + ", password=***]";
        }
    }

    /**
     * Where the broker is, for browsers and for the lines to copy.
     *
     * @param webSocketUrl a {@code ws} or {@code wss} URL; null: the page's own host with port and path below
     * @param encrypted whether it speaks TLS
     * @param webSocketPort the broker's WebSocket port
     * @param webSocketPath the path there, with its leading slash
     * @param host for MQTT clients such as {@code mosquitto_sub}; null: the page's own host
     * @param port for MQTT clients over TCP
     */
    public record Broker(
            @Nullable URI webSocketUrl,
            boolean encrypted,
            int webSocketPort,
            String webSocketPath,
            @Nullable String host,
            int port) {
        public Broker {
            if (webSocketUrl != null && (webSocketUrl.getHost() == null || !isWebSocket(webSocketUrl))) {
                throw new IllegalArgumentException("no ws: or wss: URL with a host: " + webSocketUrl);
            }
            if (!webSocketPath.startsWith("/")) {
                throw new IllegalArgumentException("the path needs a leading slash: " + webSocketPath);
            }
        }

        private static boolean isWebSocket(URI url) {
            return "ws".equals(url.getScheme()) || "wss".equals(url.getScheme());
        }
    }

    /**
     * What the page subscribes to.
     *
     * @param state the filter of all rows' state; where it has a {@code +}, topics have the row's key
     * @param events the filters of all events
     * @param status the topic that says online or offline
     * @param info the topic that says more
     */
    public record Topics(String state, List<String> events, String status, String info) {
        public Topics {
            requireNonNull(state, "state is null");
            events = List.copyOf(events);
            requireNonNull(status, "status is null");
            requireNonNull(info, "info is null");
        }
    }
}
