package dev.rowcast.relay;

import java.util.concurrent.CompletionException;

/** What a stage of a {@link BrokerConnection} failed with. */
final class BrokerFailure {
    private BrokerFailure() {}

    /** Throws the failure anew, with the stack of the thread that has to deal with it. */
    static void raise(Throwable thrown) throws BrokerUnavailableException, MisconfiguredException {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (cause instanceof MisconfiguredException e) {
            throw new MisconfiguredException(String.valueOf(e.getMessage()), e);
        }
        throw new BrokerUnavailableException(String.valueOf(cause.getMessage()), cause);
    }
}
