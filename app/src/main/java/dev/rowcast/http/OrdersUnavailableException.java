package dev.rowcast.http;

import java.io.Serial;

/** The database can not be asked now; another attempt may succeed. The message goes to clients: no secrets, no addresses. */
public final class OrdersUnavailableException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    public OrdersUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    public OrdersUnavailableException(String message) {
        super(message);
    }
}
