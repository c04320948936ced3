package dev.rowcast.config;

import static dev.rowcast.config.SettingsTable.EVENT_EXPIRY;
import static dev.rowcast.config.SettingsTable.MQTT_CONNECTIONS;
import static dev.rowcast.config.SettingsTable.MQTT_MAX_PACKET_SIZE;
import static dev.rowcast.config.SettingsTable.MQTT_URL;
import static dev.rowcast.config.SettingsTable.RETAIN;

import dev.rowcast.message.EventOptions;
import dev.rowcast.message.RetainMode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads and checks how messages travel to the broker. Used on one thread, after the broker's URL has been read. */
final class MessagingReader {
    private final SettingsReader reader;

    MessagingReader(SettingsReader reader) {
        this.reader = reader;
    }

    MessagingSettings read(boolean embedded, RetainMode retain) {
        return new MessagingSettings(
                readConnections(embedded),
                readMaxPacketBytes(),
                reader.read(SettingsTable.OVERSIZED),
                new EventOptions(reader.read(SettingsTable.CLOUDEVENTS), readExpiry(retain)));
    }

    private int readConnections(boolean embedded) {
        int connections = Math.toIntExact(reader.read(MQTT_CONNECTIONS));
        if (embedded && connections > 1 && reader.areSound(MQTT_CONNECTIONS, MQTT_URL)) {
            reader.reject(
                    MQTT_CONNECTIONS,
                    connections + " connections to the embedded broker, which one keeps busy",
                    "1, or it beside MQTT_URL");
        }
        return connections;
    }

    private @Nullable Integer readMaxPacketBytes() {
        Long bytes = reader.find(MQTT_MAX_PACKET_SIZE);
        return bytes == null ? null : Math.toIntExact(bytes);
    }

    private @Nullable Duration readExpiry(RetainMode retain) {
        Long seconds = reader.find(EVENT_EXPIRY);
        if (seconds == null) {
            return null;
        }
        if (retain.keepsEvents() && reader.areSound(EVENT_EXPIRY, RETAIN)) {
            reader.reject(
                    EVENT_EXPIRY,
                    "it while ROWCAST_RETAIN keeps events: the last event of a row would vanish before the row does",
                    "it beside ROWCAST_RETAIN=state or none");
            return null;
        }
        return Duration.ofSeconds(seconds);
    }
}
