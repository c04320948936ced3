package dev.rowcast.broker;

/**
 * What one client may send.
 *
 * @param maxMessageBytes the largest MQTT packet that is accepted, in bytes; at least 1024
 */
public record ClientLimits(int maxMessageBytes) {
    private static final int MIN_MESSAGE_BYTES = 1024;

    public ClientLimits {
        Checks.require(maxMessageBytes >= MIN_MESSAGE_BYTES, "maxMessageBytes is below 1024: " + maxMessageBytes);
    }

    /** Packets to 8 MiB. */
    public static ClientLimits defaults() {
        return new ClientLimits(8 << 20);
    }
}
