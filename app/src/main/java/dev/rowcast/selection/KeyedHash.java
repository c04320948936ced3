package dev.rowcast.selection;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rowcast.change.Value;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HMAC-SHA-256 (RFC 2104) of values, in hexadecimal: equal values have equal hashes, whatever column or type they are of, and
 * nobody without the key can try which value has one. Any thread.
 */
final class KeyedHash {
    private static final String ALGORITHM = "HmacSHA256";
    /** Tells of two keys whether they are the same, and no value reads so. */
    private static final byte[] IDENTITY = "\0rowcast\0identity\0".getBytes(UTF_8);

    private final SecretKeySpec key;

    KeyedHash(String key) {
        this.key = new SecretKeySpec(key.getBytes(UTF_8), ALGORITHM);
    }

    /** The hash of a value that is not NULL. */
    Value.Text of(Value value) {
        return new Value.Text(hex(ValueText.bytes(value)));
    }

    /** A text that another key does not have. */
    String identity() {
        return hex(IDENTITY);
    }

    private String hex(byte[] bytes) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
