package dev.rowcast.message;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One MQTT publish, always at QoS 1.
 *
 * @param topic a valid topic name
 * @param payload UTF-8 text, handed over: nobody changes the array again; empty clears a retained topic
 * @param retained whether the broker keeps it as the topic's last-known value
 * @param version orders changes, for consumers that drop duplicates; null where none applies
 * @param committedAt when the change was committed; null where none applies
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; an array, for the client sends it uncopied
public record Message(
        String topic, byte[] payload, boolean retained, @Nullable String version, @Nullable Instant committedAt) {
    public Message {
        requireNonNull(topic, "topic is null");
        requireNonNull(payload, "payload is null");
    }

    /** The same with this version. */
    public Message withVersion(String itsVersion) {
        return new Message(topic, payload, retained, itsVersion, committedAt);
    }
}
