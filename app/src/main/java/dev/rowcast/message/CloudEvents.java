package dev.rowcast.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rowcast.change.Operation;
import dev.rowcast.change.StreamItem.RowChange;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A change's attributes as a CloudEvent 1.0. In the binary mode of its MQTT binding they are user properties of the same names;
 * {@code datacontenttype} is the message's content type. {@code source} and {@code id} name a change for ever: the server that
 * it was committed on, and the version, which is the same when the change is sent again. See cloudevents/spec,
 * {@code mqtt-protocol-binding.md}, 3.1. Any thread.
 */
final class CloudEvents {
    private static final Map<Operation, String> TYPES = Map.of(
            Operation.INSERT, "dev.rowcast.inserted",
            Operation.UPDATE, "dev.rowcast.updated",
            Operation.DELETE, "dev.rowcast.deleted");

    private CloudEvents() {}

    /** The attributes, in the order in which they are sent; {@code subject} is schema, table and key as in topics. */
    static Map<String, String> attributes(RowChange change, String version) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("specversion", "1.0");
        attributes.put("id", version);
        attributes.put("source", "urn:rowcast:" + encoded(change.source().server()));
        attributes.put("type", TYPES.get(change.operation()));
        attributes.put(
                "subject",
                TopicEncoding.encode(change.table().schema())
                        + "/" + TopicEncoding.encode(change.table().table())
                        + "/" + TopicEncoding.key(change.key()));
        attributes.put("time", Timestamps.microseconds(change.source().committedAt()));
        return attributes;
    }

    /** What a URN may have as it is (RFC 3986, 2.3, and the colon), everything else percent-encoded. */
    private static String encoded(String text) {
        StringBuilder encoded = new StringBuilder(text.length());
        for (byte octet : text.getBytes(UTF_8)) {
            char c = (char) (octet & 0xff);
            if (c < 0x80 && (Character.isLetterOrDigit(c) || "-._~:".indexOf(c) >= 0)) {
                encoded.append(c);
            } else {
                encoded.append('%')
                        .append(Character.toUpperCase(Character.forDigit(c >> 4, 16)))
                        .append(Character.toUpperCase(Character.forDigit(c & 0xf, 16)));
            }
        }
        return encoded.toString();
    }
}
