package dev.rowcast.broker;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What the embedded broker listens on, how much it bears, and whom it lets publish.
 *
 * @param listeners where it can be reached
 * @param clients what one client may send
 * @param subscribers what may wait for one subscriber; at least two of the largest packets
 * @param publisher the only client that may publish to the protected topics
 * @param protectedTopics MQTT topic filters; one that ends in a slash stands for everything below, so {@code orders/} is
 *     {@code orders/#}
 */
public record BrokerSettings(
        Listeners listeners,
        ClientLimits clients,
        SubscriberLimits subscribers,
        Publisher publisher,
        List<String> protectedTopics) {
    public BrokerSettings {
        requireNonNull(listeners, "listeners is null");
        requireNonNull(clients, "clients is null");
        requireNonNull(subscribers, "subscribers is null");
        requireNonNull(publisher, "publisher is null");
        protectedTopics = List.copyOf(protectedTopics);
        Checks.require(
                subscribers.maxUnreadBytes() / 2 >= clients.maxMessageBytes(),
                "maxUnreadBytes (" + subscribers.maxUnreadBytes() + ") is below twice maxMessageBytes ("
                        + clients.maxMessageBytes() + ")");
        protectedTopics.forEach(TopicFilter::of);
    }

    /** Every part's own defaults. */
    public static BrokerSettings defaults(Publisher publisher, List<String> protectedTopics) {
        return new BrokerSettings(
                Listeners.defaults(), ClientLimits.defaults(), SubscriberLimits.defaults(), publisher, protectedTopics);
    }

    /** The same, elsewhere. */
    public BrokerSettings at(Listeners other) {
        return new BrokerSettings(other, clients, subscribers, publisher, protectedTopics);
    }

    /** The same on other ports. */
    public BrokerSettings withPorts(int mqttPort, int webSocketPort) {
        return at(listeners.withPorts(mqttPort, webSocketPort));
    }

    /** The same with other limits. */
    public BrokerSettings within(ClientLimits otherClients, SubscriberLimits otherSubscribers) {
        return new BrokerSettings(listeners, otherClients, otherSubscribers, publisher, protectedTopics);
    }

    /** The credentials of the client that may publish anything; the password is never printed. */
    public record Publisher(String username, String password) {
        public Publisher {
            requireNonNull(username, "username is null");
            requireNonNull(password, "password is null");
            Checks.require(!username.isEmpty(), "the publisher's username is empty");
            Checks.require(!password.isEmpty(), "the publisher's password is empty");
        }

        @Override
        public String toString() {
            return "Publisher[username=" + username + ", password=***]";
        }
    }
}
