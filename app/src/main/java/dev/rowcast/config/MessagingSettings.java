package dev.rowcast.config;

import static java.util.Objects.requireNonNull;

import dev.rowcast.message.EventOptions;
import dev.rowcast.message.Oversized;
import org.jspecify.annotations.Nullable;

/**
 * How messages travel to the broker.
 *
 * @param connections to an external broker, 1 to 16
 * @param maxPacketBytes the largest MQTT packet that the broker takes, 1024 to 268435460; null for what it says itself
 * @param oversized what becomes of messages that are larger
 * @param events what goes with events
 */
public record MessagingSettings(
        int connections, @Nullable Integer maxPacketBytes, Oversized oversized, EventOptions events) {
    /** One connection, and nothing said about sizes or events. */
    public static final MessagingSettings DEFAULTS = new MessagingSettings(1, null, Oversized.FAIL, EventOptions.NONE);

    public MessagingSettings {
        requireNonNull(oversized, "oversized is null");
        requireNonNull(events, "events is null");
        if (connections < 1 || connections > SettingsTable.CONNECTIONS_MAX) {
            throw new IllegalArgumentException("connections is out of bounds: " + connections);
        }
        if (maxPacketBytes != null
                && (maxPacketBytes < SettingsTable.PACKET_BYTES_MIN
                        || maxPacketBytes > SettingsTable.PACKET_BYTES_MAX)) {
            throw new IllegalArgumentException("maxPacketBytes is out of bounds: " + maxPacketBytes);
        }
    }
}
