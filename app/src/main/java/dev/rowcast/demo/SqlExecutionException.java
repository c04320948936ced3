package dev.rowcast.demo;

import java.io.Serial;

/** A statement was not carried out, or nobody knows whether it was: the database refused it or is away. */
public final class SqlExecutionException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    public SqlExecutionException(String message, Throwable cause) {
        super(message, cause);
    }
}
