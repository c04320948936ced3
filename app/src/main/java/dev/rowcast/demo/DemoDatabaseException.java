package dev.rowcast.demo;

import java.io.Serial;

/** The embedded database can not run here, or did not start. The message is one line that names cause and way out. */
public final class DemoDatabaseException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    public DemoDatabaseException(String message, Throwable cause) {
        super(message, cause);
    }

    public DemoDatabaseException(String message) {
        super(message);
    }
}
