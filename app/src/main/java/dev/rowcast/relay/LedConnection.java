package dev.rowcast.relay;

import static java.util.Objects.requireNonNull;

import dev.rowcast.message.Message;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * A broker connection that is of use as long as we lead: later it is as if it were lost. The relay's thread, except {@link
 * #isOpen}.
 */
final class LedConnection implements BrokerConnection {
    private final BrokerConnection connection;
    private final Term term;

    LedConnection(BrokerConnection connection, Term term) {
        this.connection = requireNonNull(connection, "connection is null");
        this.term = requireNonNull(term, "term is null");
    }

    private static BrokerUnavailableException over() {
        return new BrokerUnavailableException(
                "this Rowcast no longer leads: it lost the lock in the database, which another of its name may hold now");
    }

    @Override
    public CompletionStage<Void> publish(Message message) {
        return term.isHeld() ? connection.publish(message) : CompletableFuture.failedFuture(over());
    }

    @Override
    public CompletionStage<Void> probe() {
        return term.isHeld() ? connection.probe() : CompletableFuture.failedFuture(over());
    }

    @Override
    public void forEachRetained(String filter, Consumer<Message> action)
            throws BrokerUnavailableException, MisconfiguredException, InterruptedException {
        if (!term.isHeld()) {
            throw over();
        }
        connection.forEachRetained(filter, action);
    }

    @Override
    public int maxPacketBytes() {
        return connection.maxPacketBytes();
    }

    @Override
    public boolean isOpen() {
        return term.isHeld() && connection.isOpen();
    }

    @Override
    public void abandon() {
        connection.abandon();
    }

    @Override
    public void close() {
        connection.close();
    }
}
