package dev.rowcast.relay;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The database can not be reached, or was lost. The message names the server and the cause; another attempt may succeed. */
public final class SourceUnavailableException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    public SourceUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    public SourceUnavailableException(String message) {
        super(message);
    }
}
