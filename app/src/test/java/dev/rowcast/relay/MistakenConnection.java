package dev.rowcast.relay;

import dev.rowcast.message.Message;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** A connection as it is, for a {@link Mistake} to change. */
abstract class MistakenConnection implements BrokerConnection {
    private final BrokerConnection connection;

    MistakenConnection(BrokerConnection connection) {
        this.connection = connection;
    }

    @Override
    public CompletionStage<Void> publish(Message message) {
        return connection.publish(message);
    }

    @Override
    public CompletionStage<Void> probe() {
        return connection.probe();
    }

    @Override
    public void forEachRetained(String filter, Consumer<Message> action)
            throws BrokerUnavailableException, MisconfiguredException, InterruptedException {
        connection.forEachRetained(filter, action);
    }

    @Override
    public int maxPacketBytes() {
        return connection.maxPacketBytes();
    }

    @Override
    public boolean isOpen() {
        return connection.isOpen();
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
