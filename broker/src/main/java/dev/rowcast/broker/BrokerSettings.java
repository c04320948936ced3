package dev.rowcast.broker;

import static java.util.Objects.requireNonNull;

import dev.rowcast.broker.access.AccessSettings;
import dev.rowcast.broker.access.Publisher;
import java.util.List;

/**
 * What the embedded broker listens on, how much it bears, and who may do what.
 *
 * @param listeners where it can be reached
 * @param clients what one client may send
 * @param subscribers what may wait for one subscriber; at least two of the largest packets
 * @param access who may connect, read and write
 */
public record BrokerSettings(
        Listeners listeners, ClientLimits clients, SubscriberLimits subscribers, AccessSettings access) {
    public BrokerSettings {
        requireNonNull(listeners, "listeners is null");
        requireNonNull(clients, "clients is null");
        requireNonNull(subscribers, "subscribers is null");
        requireNonNull(access, "access is null");
        Checks.require(
                subscribers.maxUnreadBytes() / 2 >= clients.maxMessageBytes(),
                "maxUnreadBytes (" + subscribers.maxUnreadBytes() + ") is below twice maxMessageBytes ("
                        + clients.maxMessageBytes() + ")");
    }

    /** Every part's own defaults; everybody may read, and nobody but the publisher may write. */
    public static BrokerSettings defaults(Publisher publisher, List<String> protectedTopics) {
        return defaults(AccessSettings.open(publisher, protectedTopics));
    }

    /** The other parts' own defaults. */
    public static BrokerSettings defaults(AccessSettings access) {
        return new BrokerSettings(Listeners.defaults(), ClientLimits.defaults(), SubscriberLimits.defaults(), access);
    }

    /** The same, elsewhere. */
    public BrokerSettings at(Listeners other) {
        return new BrokerSettings(other, clients, subscribers, access);
    }

    /** The same on other ports. */
    public BrokerSettings withPorts(int mqttPort, int webSocketPort) {
        return at(listeners.withPorts(mqttPort, webSocketPort));
    }

    /** The same with other limits. */
    public BrokerSettings within(ClientLimits otherClients, SubscriberLimits otherSubscribers) {
        return new BrokerSettings(listeners, otherClients, otherSubscribers, access);
    }
}
