package dev.rowcast.pem;

import java.io.IOException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A PEM file that can not be used; the message begins with what is wrong, and names the file, the cause and the fix. */
public final class UnusablePemException extends IOException {
    @Serial
    private static final long serialVersionUID = 1;

    UnusablePemException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
