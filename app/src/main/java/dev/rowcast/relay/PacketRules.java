package dev.rowcast.relay;

import static java.util.Objects.requireNonNull;

import dev.rowcast.message.Oversized;

/**
 * How large messages may be.
 *
 * @param maxBytes of an MQTT packet, beside what the broker says of itself: the smaller holds
 * @param oversized what becomes of a message that is larger
 */
public record PacketRules(int maxBytes, Oversized oversized) {
    /** What the broker says, and nothing is left out. */
    public static final PacketRules DEFAULT = new PacketRules(BrokerConnection.MOST_PACKET_BYTES, Oversized.FAIL);

    /**
     * What holds with a broker.
     *
     * @param brokerBytes the largest packet that it says it takes
     */
    public int maxBytes(int brokerBytes) {
        return Math.min(brokerBytes, maxBytes);
    }

    public PacketRules {
        requireNonNull(oversized, "oversized is null");
        if (maxBytes < 1 || maxBytes > BrokerConnection.MOST_PACKET_BYTES) {
            throw new IllegalArgumentException("maxBytes is not in 1 to 268435460: " + maxBytes);
        }
    }
}
