package dev.rowcast.checkpoint;

import java.io.IOException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** What is saved is no checkpoint, or one of another version. The message says what is wrong with it. */
public final class UnreadableCheckpointException extends IOException {
    @Serial
    private static final long serialVersionUID = 1;

    UnreadableCheckpointException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
