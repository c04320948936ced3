package dev.rowcast.config;

import java.io.IOException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A file that was named for its CA certificates has none that can be read. The message names the file and the cause. */
public final class UnusableCaException extends IOException {
    @Serial
    private static final long serialVersionUID = 1;

    UnusableCaException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
