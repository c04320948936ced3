package dev.rowcast.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the broker is and who we are there. The password is never printed.
 *
 * @param url {@code mqtt}, {@code mqtts}, {@code ws} or {@code wss}, with a host; the port defaults to the scheme's own, a
 *     WebSocket's path to {@code /mqtt}. Without user name and password
 * @param username null for an anonymous client
 * @param password null for none; needs a user name
 * @param clientId names us to the broker, which closes a former connection of the same name
 * @param statusTopic where the Last Will is said; null for a connection without a Last Will
 * @param keepAlive after this much silence the broker is asked whether it still lives; whole seconds, from 1 to 65535
 * @param timeout bounds connecting, disconnecting and the wait for the next of the retained messages
 * @param lastWord what the Last Will says; empty to clear the topic
 */
public record BrokerAddress(
        URI url,
        @Nullable String username,
        @Nullable String password,
        String clientId,
        @Nullable String statusTopic,
        Duration keepAlive,
        Duration timeout,
        String lastWord) {
    private static final String OFFLINE = "offline";

    private static final Map<String, Integer> PORT_BY_SCHEME =
            Map.of("mqtt", 1883, "mqtts", 8883, "ws", 80, "wss", 443);
    private static final Duration MAX_KEEP_ALIVE = Duration.ofSeconds(65_535);

    public BrokerAddress {
        requireNonNull(url, "url is null");
        requireNonNull(clientId, "clientId is null");
        requireNonNull(keepAlive, "keepAlive is null");
        requireNonNull(timeout, "timeout is null");
        requireNonNull(lastWord, "lastWord is null");
        require(url.getUserInfo() == null, "the broker's URL holds a user name; give it as a setting of its own");
        require(
                url.getScheme() != null && PORT_BY_SCHEME.containsKey(url.getScheme()),
                "the broker's URL begins with none of mqtt://, mqtts://, ws:// and wss://: " + url);
        require(url.getHost() != null, "the broker's URL names no host: " + url);
        require(username != null || password == null, "there is a password for the broker, but no user name");
        require(!clientId.isEmpty(), "clientId is empty");
        require(statusTopic == null || isTopicName(statusTopic), "statusTopic is no topic: '" + statusTopic + "'");
        require(
                keepAlive.toSeconds() >= 1 && keepAlive.compareTo(MAX_KEEP_ALIVE) <= 0,
                "keepAlive is not from 1 to 65535 seconds: " + keepAlive);
        require(timeout.toMillis() >= 1, "timeout is not positive: " + timeout);
    }

    /** One whose Last Will says {@code offline}. */
    public BrokerAddress(
            URI url,
            @Nullable String username,
            @Nullable String password,
            String clientId,
            @Nullable String statusTopic,
            Duration keepAlive,
            Duration timeout) {
        this(url, username, password, clientId, statusTopic, keepAlive, timeout, OFFLINE);
    }

    /** The same broker, for a client of another name and Last Will. */
    public BrokerAddress named(String otherClientId, String otherStatusTopic) {
        return new BrokerAddress(url, username, password, otherClientId, otherStatusTopic, keepAlive, timeout);
    }

    /** The same broker for another client, whose Last Will clears a topic. */
    public BrokerAddress forStandby(String itsClientId, String topic) {
        return new BrokerAddress(url, username, password, itsClientId, topic, keepAlive, timeout, "");
    }

    /**
     * The same for one more connection beside this one, with a client id of its own and without a Last Will.
     *
     * @param number of the connection, from 2
     */
    BrokerAddress lane(int number) {
        return new BrokerAddress(url, username, password, clientId + "-" + number, null, keepAlive, timeout);
    }

    /** The port to connect to. */
    public int port() {
        return url.getPort() >= 0 ? url.getPort() : requireNonNull(PORT_BY_SCHEME.get(url.getScheme()));
    }

    /** The path of the WebSocket, beginning with a slash. */
    String path() {
        return url.getPath() == null || url.getPath().isEmpty() ? "/mqtt" : url.getPath();
    }

    boolean webSocket() {
        return url.getScheme().startsWith("ws");
    }

    boolean encrypted() {
        return url.getScheme().endsWith("s") && !url.getScheme().equals("ws");
    }

    /** The password as it is sent; empty where there is none. */
    byte[] passwordBytes() {
        return password == null ? new byte[0] : password.getBytes(UTF_8);
    }

    /** For messages: scheme, host and port. */
    public String display() {
        return url.getScheme() + "://" + url.getHost() + ":" + port();
    }

    @Override
    public String toString() {
        return "BrokerAddress[url=" + url + ", username=" + username + ", password="
                + (password == null ? "null" : "***") + ", clientId=" + clientId + ", statusTopic=" + statusTopic
                + ", keepAlive=" + keepAlive + ", timeout=" + timeout + ", lastWord=" + lastWord + "]";
    }

    private static boolean isTopicName(String topic) {
        return !topic.isEmpty() && topic.indexOf('+') < 0 && topic.indexOf('#') < 0;
    }

    private static void require(boolean condition, String problem) {
        if (!condition) {
            throw new IllegalArgumentException(problem);
        }
    }
}
