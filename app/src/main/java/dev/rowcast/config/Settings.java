package dev.rowcast.config;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * Everything that can be set, valid as a whole.
 *
 * @param name of this instance, 1 to 40 of A-Z a-z 0-9 _ -
 * @param serverId towards MySQL, 1 to 2^32 - 1
 */
public record Settings(
        String name,
        long serverId,
        DatabaseSettings database,
        SelectionSettings selection,
        MqttSettings mqtt,
        TopicSettings topics,
        MessagingSettings messaging,
        ExtraSettings extras,
        WebSettings web,
        RelaySettings relay) {
    private static final long DERIVED_SERVER_ID_MIN = 0xF000_0000L;

    public Settings {
        requireNonNull(selection, "selection is null");
        requireNonNull(mqtt, "mqtt is null");
        requireNonNull(messaging, "messaging is null");
        requireNonNull(extras, "extras is null");
        requireNonNull(web, "web is null");
        requireNonNull(relay, "relay is null");
        if (!Formats.isInstanceName(name)) {
            throw new IllegalArgumentException("not a name: " + name);
        }
        if (serverId < 1 || serverId > SettingsTable.SERVER_ID_MAX) {
            throw new IllegalArgumentException("serverId is out of bounds: " + serverId);
        }
        TopicCollisions.find(topics, database.tables()).ifPresent(collision -> {
            throw new IllegalArgumentException(collision);
        });
    }

    /** The same settings with another database, for a database that Rowcast itself has started. */
    public Settings withDatabase(DatabaseSettings other) {
        return new Settings(name, serverId, other, selection, mqtt, topics, messaging, extras, web, relay);
    }

    /**
     * A replica id for the name: always the same, from 0xF0000000 on, where people and tools that number their servers
     * rarely go.
     */
    static long serverIdFor(String name) {
        CRC32 checksum = new CRC32();
        checksum.update(name.getBytes(StandardCharsets.UTF_8));
        return DERIVED_SERVER_ID_MIN | checksum.getValue();
    }
}
