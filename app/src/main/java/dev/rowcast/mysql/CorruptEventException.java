package dev.rowcast.mysql;

import java.io.Serial;

/** An event whose bytes do not make sense. Nothing after it can be trusted. */
final class CorruptEventException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    CorruptEventException(String message) {
        super(message);
    }
}
