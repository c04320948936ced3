package dev.rowcast.config;

import static java.util.Objects.requireNonNull;

/**
 * A password. Its text form is a mask, so that no log line, message or record's {@code toString} can show it.
 *
 * @param value the password itself; may be empty
 */
public record Secret(String value) {
    /** What stands in for any secret, whatever its length. */
    public static final String MASK = "******";

    public Secret {
        requireNonNull(value, "value is null");
    }

    @Override
    public String toString() {
        return MASK;
    }
}
