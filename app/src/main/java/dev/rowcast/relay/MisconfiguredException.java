package dev.rowcast.relay;

import java.io.Serial;

/**
 * Something that no further attempt can cure: a setting, a privilege, an event that can not be decoded. The message names
 * cause and fix; the relay stops and nothing is skipped.
 */
public final class MisconfiguredException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    public MisconfiguredException(String message, Throwable cause) {
        super(message, cause);
    }

    public MisconfiguredException(String message) {
        super(message);
    }
}
