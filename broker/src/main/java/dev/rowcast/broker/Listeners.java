package dev.rowcast.broker;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where the embedded broker can be reached.
 *
 * @param bindAddress host name or address of the interface to listen on
 * @param mqttPort TCP port for MQTT; 0 lets the system pick
 * @param webSocketPort TCP port for MQTT over WebSocket; 0 lets the system pick
 * @param webSocketPath the path of the WebSocket, beginning with a slash
 * @param origins of the pages, such as {@code https://shop.example}, whose browsers may open a WebSocket, beside those of the
 *     host that they connect to; {@code *} for all
 * @param tls what makes both listeners speak TLS, and nothing else; null for plain connections
 */
public record Listeners(
        String bindAddress,
        int mqttPort,
        int webSocketPort,
        String webSocketPath,
        Set<String> origins,
        @Nullable TlsFiles tls) {
    private static final int MAX_PORT = 65_535;

    public Listeners {
        requireNonNull(bindAddress, "bindAddress is null");
        requireNonNull(webSocketPath, "webSocketPath is null");
        origins =
                origins.stream().map(origin -> origin.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
        Checks.require(!bindAddress.isBlank(), "bindAddress is blank");
        Checks.require(isPort(mqttPort), "mqttPort is not a port: " + mqttPort);
        Checks.require(isPort(webSocketPort), "webSocketPort is not a port: " + webSocketPort);
        Checks.require(mqttPort != webSocketPort || mqttPort == 0, "mqttPort and webSocketPort are both " + mqttPort);
        Checks.require(webSocketPath.startsWith("/"), "webSocketPath does not begin with a slash: " + webSocketPath);
    }

    /** The loopback interface, ports 1883 and 8083, path {@code /mqtt}. */
    public static Listeners defaults() {
        return new Listeners("127.0.0.1", 1883, 8083, "/mqtt", Set.of(), null);
    }

    /** The same on another interface. */
    public Listeners on(String otherBindAddress) {
        return new Listeners(otherBindAddress, mqttPort, webSocketPort, webSocketPath, origins, tls);
    }

    /** The same for other pages. */
    public Listeners forOrigins(Set<String> otherOrigins) {
        return new Listeners(bindAddress, mqttPort, webSocketPort, webSocketPath, otherOrigins, tls);
    }

    /** The same with TLS, or without. */
    public Listeners with(@Nullable TlsFiles otherTls) {
        return new Listeners(bindAddress, mqttPort, webSocketPort, webSocketPath, origins, otherTls);
    }

    /** The same with other ports. */
    public Listeners withPorts(int otherMqttPort, int otherWebSocketPort) {
        return new Listeners(bindAddress, otherMqttPort, otherWebSocketPort, webSocketPath, origins, tls);
    }

    private static boolean isPort(int port) {
        return port >= 0 && port <= MAX_PORT;
    }
}
