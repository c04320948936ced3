package dev.rowcast.relay;

import java.io.Serial;

/** The broker can not be reached, or was lost. The message names the broker and the cause; another attempt may succeed. */
public final class BrokerUnavailableException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    public BrokerUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    public BrokerUnavailableException(String message) {
        super(message);
    }
}
