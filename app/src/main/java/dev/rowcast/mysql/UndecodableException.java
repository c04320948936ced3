package dev.rowcast.mysql;

import java.io.Serial;

/** A sound event of a watched table that can not be turned into rows; the message names what and how to go on. */
class UndecodableException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    UndecodableException(String message) {
        super(message);
    }
}
