package dev.rowcast.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rowcast.change.Row;
import dev.rowcast.change.Value;
import java.util.Base64;

/**
 * Makes any text one topic level: the UTF-8 bytes of {@code / + # $ % ,}, of control characters and of Unicode's
 * non-characters become {@code %XX}; an empty text becomes a bare {@code %}, which no other text becomes. Different texts
 * stay different. See MQTT 5, 1.5.4 and 4.7, for what topics may not hold.
 */
final class TopicEncoding {
    /** In no key a percent sign is followed by what is not two hexadecimal digits. */
    static final String NO_KEY = "%check";

    private TopicEncoding() {}

    /** A key's values, encoded and joined by commas. */
    static String key(Row key) {
        if (key.values().size() == 1) {
            return encode(text(key.values().get(0)));
        }
        StringBuilder joined = new StringBuilder();
        for (Value value : key.values()) {
            joined.append(joined.length() == 0 ? "" : ",").append(encode(text(value)));
        }
        return joined.toString();
    }

    static String encode(String text) {
        if (text.isEmpty()) {
            return "%";
        }
        if (isSafe(text)) {
            return text;
        }
        StringBuilder encoded = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(codePoint -> append(encoded, codePoint));
        return encoded.toString();
    }

    private static boolean isSafe(String text) {
        int codePoint;
        for (int i = 0; i < text.length(); i += Character.charCount(codePoint)) {
            codePoint = text.codePointAt(i);
            if (!isAlphanumeric(codePoint) && isUnsafe(codePoint)) {
                return false;
            }
        }
        return true;
    }

    private static void append(StringBuilder encoded, int codePoint) {
        if (!isUnsafe(codePoint)) {
            encoded.appendCodePoint(codePoint);
            return;
        }
        for (byte octet : Character.toString(codePoint).getBytes(UTF_8)) {
            encoded.append('%')
                    .append(Character.toUpperCase(Character.forDigit((octet >> 4) & 0xf, 16)))
                    .append(Character.toUpperCase(Character.forDigit(octet & 0xf, 16)));
        }
    }

    /** Of ASCII, as most keys are. */
    private static boolean isAlphanumeric(int codePoint) {
        return (codePoint >= '0' && codePoint <= '9')
                || (codePoint >= 'a' && codePoint <= 'z')
                || (codePoint >= 'A' && codePoint <= 'Z');
    }

    private static boolean isUnsafe(int codePoint) {
        return codePoint < 0x20
                || (codePoint < 0x7f && "/+#$%,".indexOf(codePoint) >= 0)
                || (codePoint >= 0x7f && codePoint <= 0x9f)
                || (codePoint >= 0xfdd0 && codePoint <= 0xfdef)
                || (codePoint & 0xfffe) == 0xfffe;
    }

    /** A value as text; different values of one column give different texts. */
    private static String text(Value value) {
        if (value instanceof Value.Int number) {
            return Long.toString(number.value());
        }
        if (value instanceof Value.Text text) {
            return text.toString();
        }
        if (value instanceof Value.BigInt number) {
            return number.value().toString();
        }
        if (value instanceof Value.Bytes bytes) {
            return Base64.getEncoder().encodeToString(bytes.value());
        }
        if (value instanceof Value.Bool bool) {
            return Boolean.toString(bool.value());
        }
        if (value instanceof Value.Float32 number) {
            return Payloads.shortest(number.value());
        }
        if (value instanceof Value.Float64 number) {
            return Payloads.shortest(number.value());
        }
        if (value instanceof Value.Labels labels) {
            return String.join(",", labels.value());
        }
        throw new IllegalArgumentException("no server takes this as a primary key: " + value);
    }
}
