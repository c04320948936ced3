package dev.rowcast.broker;

import org.jspecify.annotations.Nullable;

/** A certificate or key that can not be used; the message names the file, the cause and the fix. */
public final class UnusableTlsException extends Exception {
    private static final long serialVersionUID = 1L;

    UnusableTlsException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
