package dev.rowcast.message;

import java.util.Map;

/**
 * How large a message is as a PUBLISH packet of MQTT 5, section 3.3. It is a bound, at most 150 bytes above what is sent: version,
 * time of the commit, expiry and topic alias count whether they are there or not, so that a row is as large from a snapshot as from
 * the stream.
 */
public final class PacketSize {
    /** Fixed header and its length, the lengths of topic and properties, the packet's id. */
    private static final int HEADERS = 1 + 4 + 2 + 4 + 2;
    /** Its number, and the lengths of name and value. */
    private static final int USER_PROPERTY = 1 + 2 + 2;

    private static final int VERSION = USER_PROPERTY + "version".length() + 41;
    private static final int COMMITTED_AT = USER_PROPERTY + "committed_at".length() + 27;
    private static final int CONTENT_TYPE = 1 + 2 + "application/json".length();
    private static final int FORMAT = 2;
    private static final int EXPIRY = 5;
    private static final int TOPIC_ALIAS = 3;
    private static final int ALWAYS = HEADERS + VERSION + COMMITTED_AT + CONTENT_TYPE + FORMAT + EXPIRY + TOPIC_ALIAS;

    private PacketSize() {}

    /** In bytes. */
    public static long of(Message message) {
        long properties = 0;
        for (Map.Entry<String, String> property :
                message.delivery().properties().entrySet()) {
            properties += USER_PROPERTY + utf8(property.getKey()) + utf8(property.getValue());
        }
        return ALWAYS + utf8(message.topic()) + properties + message.payload().length;
    }

    private static long utf8(String text) {
        int bytes = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                // A surrogate is half of a character of four bytes.
                bytes += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
            }
        }
        return bytes;
    }
}
