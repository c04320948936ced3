package dev.rowcast.broker;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What the embedded broker listens on and whom it lets publish.
 *
 * @param bindAddress host name or address of the interface to listen on
 * @param mqttPort TCP port for MQTT; 0 lets the system pick
 * @param webSocketPort TCP port for MQTT over WebSocket; 0 lets the system pick
 * @param webSocketPath the path of the WebSocket, beginning with a slash
 * @param maxMessageBytes the largest MQTT packet that is accepted, in bytes
 * @param maxUnreadBytes how much may pile up for one subscriber before it is closed, in bytes; at least twice {@code
 *     maxMessageBytes}. The broker's memory is bounded by this times the number of subscribers
 * @param publisher the only client that may publish to the protected topics
 * @param protectedTopics MQTT topic filters; one that ends in a slash stands for everything below, so {@code orders/} is
 *     {@code orders/#}
 */
public record BrokerSettings(
        String bindAddress,
        int mqttPort,
        int webSocketPort,
        String webSocketPath,
        int maxMessageBytes,
        int maxUnreadBytes,
        Publisher publisher,
        List<String> protectedTopics) {
    private static final int DEFAULT_MAX_MESSAGE_BYTES = 8 << 20;
    private static final int DEFAULT_MAX_UNREAD_BYTES = 64 << 20;
    private static final int MIN_MESSAGE_BYTES = 1024;
    private static final int MAX_PORT = 65_535;

    public BrokerSettings {
        requireNonNull(bindAddress, "bindAddress is null");
        requireNonNull(webSocketPath, "webSocketPath is null");
        requireNonNull(publisher, "publisher is null");
        protectedTopics = List.copyOf(protectedTopics);
        require(!bindAddress.isBlank(), "bindAddress is blank");
        require(isPort(mqttPort), "mqttPort is not a port: " + mqttPort);
        require(isPort(webSocketPort), "webSocketPort is not a port: " + webSocketPort);
        require(mqttPort != webSocketPort || mqttPort == 0, "mqttPort and webSocketPort are both " + mqttPort);
        require(webSocketPath.startsWith("/"), "webSocketPath does not begin with a slash: " + webSocketPath);
        require(maxMessageBytes >= MIN_MESSAGE_BYTES, "maxMessageBytes is below 1024: " + maxMessageBytes);
        require(
                maxUnreadBytes / 2 >= maxMessageBytes,
                "maxUnreadBytes (" + maxUnreadBytes + ") is below twice maxMessageBytes (" + maxMessageBytes + ")");
        protectedTopics.forEach(TopicFilter::of);
    }

    /** The loopback interface, ports 1883 and 8083, path {@code /mqtt}, messages to 8 MiB, 64 MiB unread. */
    public static BrokerSettings defaults(Publisher publisher, List<String> protectedTopics) {
        return new BrokerSettings(
                "127.0.0.1",
                1883,
                8083,
                "/mqtt",
                DEFAULT_MAX_MESSAGE_BYTES,
                DEFAULT_MAX_UNREAD_BYTES,
                publisher,
                protectedTopics);
    }

    /** The same with other ports. */
    public BrokerSettings withPorts(int otherMqttPort, int otherWebSocketPort) {
        return new BrokerSettings(
                bindAddress,
                otherMqttPort,
                otherWebSocketPort,
                webSocketPath,
                maxMessageBytes,
                maxUnreadBytes,
                publisher,
                protectedTopics);
    }

    private static boolean isPort(int port) {
        return port >= 0 && port <= MAX_PORT;
    }

    private static void require(boolean condition, String problem) {
        if (!condition) {
            throw new IllegalArgumentException(problem);
        }
    }

    /** The credentials of the client that may publish anything; the password is never printed. */
    public record Publisher(String username, String password) {
        public Publisher {
            requireNonNull(username, "username is null");
            requireNonNull(password, "password is null");
            require(!username.isEmpty(), "the publisher's username is empty");
            require(!password.isEmpty(), "the publisher's password is empty");
        }

        @Override
        public String toString() {
            return "Publisher[username=" + username + ", password=***]";
        }
    }
}
