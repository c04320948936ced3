package dev.rowcast.examples.follower;

/** The broker can not be reached, refuses, or the connection was lost. It may go better later. */
public final class BrokerUnavailableException extends Exception {
    private static final long serialVersionUID = 1L;

    BrokerUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
