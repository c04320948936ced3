package dev.rowcast.message;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One MQTT publish, always at QoS 1.
 *
 * @param topic a valid topic name
 * @param payload UTF-8 text, handed over: nobody changes the array again; empty clears a retained topic
 * @param retained whether the broker keeps it as the topic's last-known value
 * @param version orders changes, for consumers that drop duplicates; null where none applies
 * @param committedAt when the change was committed; null where none applies
 * @param delivery how it travels
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; an array, for the client sends it uncopied
public record Message(
        String topic,
        byte[] payload,
        boolean retained,
        @Nullable String version,
        @Nullable Instant committedAt,
        Delivery delivery) {

    /**
     * How a message travels.
     *
     * @param orderedWith the topic of the state of the row that it is about, published or not: messages of one row keep their
     *     order among each other, and those of different rows need not. Null for a message that is about no row
     * @param properties MQTT 5 user properties beside version and time of the commit, in this order
     * @param expiry after which the broker need not deliver it any more, whole seconds from 1 to 2^32 - 1; null for never
     */
    public record Delivery(@Nullable String orderedWith, Map<String, String> properties, @Nullable Duration expiry) {
        /** The most that MQTT can say. */
        public static final Duration LONGEST_EXPIRY = Duration.ofSeconds(0xffff_ffffL);

        /** Of a message that is about no row. */
        static final Delivery OF_NO_ROW = new Delivery(null, Map.of(), null);

        public Delivery {
            properties = properties.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(properties));
            if (expiry != null && !isExpiry(expiry)) {
                throw new IllegalArgumentException("expiry is not in 1 to 4294967295 whole seconds: " + expiry);
            }
        }

        /** With nothing but the order. */
        static Delivery ofRow(String stateTopic) {
            return new Delivery(stateTopic, Map.of(), null);
        }

        private static boolean isExpiry(Duration expiry) {
            return expiry.toSeconds() >= 1
                    && expiry.equals(Duration.ofSeconds(expiry.toSeconds()))
                    && expiry.compareTo(LONGEST_EXPIRY) <= 0;
        }
    }

    public Message {
        requireNonNull(topic, "topic is null");
        requireNonNull(payload, "payload is null");
        requireNonNull(delivery, "delivery is null");
    }

    /** About no row. */
    public Message(
            String topic, byte[] payload, boolean retained, @Nullable String version, @Nullable Instant committedAt) {
        this(topic, payload, retained, version, committedAt, Delivery.OF_NO_ROW);
    }

    /** The same with this version. */
    public Message withVersion(String itsVersion) {
        return new Message(topic, payload, retained, itsVersion, committedAt, delivery);
    }

    /** The same with another payload. */
    public Message withPayload(byte[] other) {
        return new Message(topic, other, retained, version, committedAt, delivery);
    }
}
