package dev.rowcast.http;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The address can not be listened on. The message names address, cause and the setting that changes it. */
public final class BindFailedException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    BindFailedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
