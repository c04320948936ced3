package dev.rowcast.config;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The broker to publish to, and where the embedded one listens.
 *
 * @param url scheme mqtt, mqtts, ws or wss in lower case, with host and port, for ws and wss perhaps a path; null for the
 *     embedded broker. {@link URI#getHost()} has brackets around an IPv6 address
 * @param username for the broker at the URL; null for none
 * @param password for the broker at the URL; null for none
 * @param transport how to speak to the broker at the URL
 * @param bind the address on which the embedded broker listens
 * @param mqttPort the embedded broker's, 0 to 65535; 0 lets the system pick
 * @param webSocketPort the embedded broker's, 0 to 65535; 0 lets the system pick
 * @param listeners how the embedded broker takes connections
 * @param access who may do what on the embedded broker
 */
public record MqttSettings(
        @Nullable URI url,
        @Nullable String username,
        @Nullable Secret password,
        TransportSettings transport,
        String bind,
        int mqttPort,
        int webSocketPort,
        ListenerSettings listeners,
        AccessSettings access) {
    private static final int PORT_MAX = 65_535;

    public MqttSettings {
        requireNonNull(transport, "transport is null");
        requireNonNull(bind, "bind is null");
        requireNonNull(listeners, "listeners is null");
        requireNonNull(access, "access is null");
        if (mqttPort < 0 || mqttPort > PORT_MAX || webSocketPort < 0 || webSocketPort > PORT_MAX) {
            throw new IllegalArgumentException("a port is out of bounds: " + mqttPort + ", " + webSocketPort);
        }
        if (url != null && !parseUrl(url.toString()).equals(url)) {
            throw new IllegalArgumentException("not a broker's URL");
        }
    }

    /** Whether the broker is the embedded one. */
    public boolean embedded() {
        return url == null;
    }

    /**
     * Reads a broker's URL and adds its scheme's port where none is given.
     *
     * @throws IllegalArgumentException if it is none; the message never contains the text, which may hold a password
     */
    static URI parseUrl(String text) {
        URI url = parse(text);
        if (url.getScheme() == null
                || url.getHost() == null
                || url.getRawUserInfo() != null
                || url.getRawQuery() != null
                || url.getRawFragment() != null
                || url.getPort() == 0
                || url.getPort() > PORT_MAX) {
            throw new IllegalArgumentException("not a broker's URL");
        }
        String scheme = url.getScheme().toLowerCase(Locale.ROOT);
        int standardPort = standardPort(scheme);
        int port = url.getPort() < 0 ? standardPort : url.getPort();
        String path = url.getRawPath();
        if (scheme.startsWith("mqtt")) {
            if (!path.isEmpty() && !path.equals("/")) {
                throw new IllegalArgumentException("a path without WebSocket");
            }
            path = "";
        }
        return URI.create(scheme + "://" + url.getHost() + ":" + port + path);
    }

    private static URI parse(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("not a URL"); // the cause's message quotes the text
        }
    }

    private static int standardPort(String scheme) {
        return switch (scheme) {
            case "mqtt" -> 1883;
            case "mqtts" -> 8883;
            case "ws" -> 80;
            case "wss" -> 443;
            default -> throw new IllegalArgumentException("not a broker's scheme");
        };
    }
}
