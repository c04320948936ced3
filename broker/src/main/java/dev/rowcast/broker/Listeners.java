package dev.rowcast.broker;

import static java.util.Objects.requireNonNull;

/**
 * Where the embedded broker can be reached.
 *
 * @param bindAddress host name or address of the interface to listen on
 * @param mqttPort TCP port for MQTT; 0 lets the system pick
 * @param webSocketPort TCP port for MQTT over WebSocket; 0 lets the system pick
 * @param webSocketPath the path of the WebSocket, beginning with a slash
 */
public record Listeners(String bindAddress, int mqttPort, int webSocketPort, String webSocketPath) {
    private static final int MAX_PORT = 65_535;

    public Listeners {
        requireNonNull(bindAddress, "bindAddress is null");
        requireNonNull(webSocketPath, "webSocketPath is null");
        Checks.require(!bindAddress.isBlank(), "bindAddress is blank");
        Checks.require(isPort(mqttPort), "mqttPort is not a port: " + mqttPort);
        Checks.require(isPort(webSocketPort), "webSocketPort is not a port: " + webSocketPort);
        Checks.require(mqttPort != webSocketPort || mqttPort == 0, "mqttPort and webSocketPort are both " + mqttPort);
        Checks.require(webSocketPath.startsWith("/"), "webSocketPath does not begin with a slash: " + webSocketPath);
    }

    /** The loopback interface, ports 1883 and 8083, path {@code /mqtt}. */
    public static Listeners defaults() {
        return new Listeners("127.0.0.1", 1883, 8083, "/mqtt");
    }

    /** The same with other ports. */
    public Listeners withPorts(int otherMqttPort, int otherWebSocketPort) {
        return new Listeners(bindAddress, otherMqttPort, otherWebSocketPort, webSocketPath);
    }

    private static boolean isPort(int port) {
        return port >= 0 && port <= MAX_PORT;
    }
}
