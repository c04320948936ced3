package dev.rowcast.relay;

import dev.rowcast.message.Message;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A broker connection and what has been told on it about the relay's own state. Relay's thread. */
final class BrokerLink implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerLink.class);
    private static final Duration FAREWELL = Duration.ofSeconds(1);

    private final ProbedConnection connection;
    private final StatusAnnouncer announcer;
    private final StatusBoard board;

    private long toldTurns = -1;
    private CompletableFuture<Void> lastWord = CompletableFuture.completedFuture(null);

    BrokerLink(BrokerConnection connection, StatusAnnouncer announcer, StatusBoard board) {
        this.connection = new ProbedConnection(connection, System::nanoTime);
        this.announcer = announcer;
        this.board = board;
    }

    ProbedConnection connection() {
        return connection;
    }

    boolean isOpen() {
        return connection.isOpen();
    }

    /** As {@link #announce}, but cheap enough to be called after every row. */
    void announceProgress() {
        if (announcer.isDue() || board.turns() != toldTurns) {
            announce();
        }
    }

    /** Tells subscribers what has changed, without waiting for the broker: a loss shows with the next change. */
    void announce() {
        toldTurns = board.turns();
        for (Message message : announcer.news(board.read())) {
            lastWord = connection.publish(message).toCompletableFuture();
        }
    }

    /** Waits briefly until the broker has the last word, and ends the connection. */
    @Override
    public void close() {
        try {
            lastWord.get(FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("The broker did not acknowledge the last word", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        connection.close();
    }
}
