package dev.rowcast.broker;

import java.io.Serial;

/** The embedded broker can not start. The message names the address, the cause and the setting to change. */
public final class BrokerStartException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    public BrokerStartException(String message) {
        super(message);
    }

    public BrokerStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
