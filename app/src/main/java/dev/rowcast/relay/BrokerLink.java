package dev.rowcast.relay;

import dev.rowcast.message.Message;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A broker connection and what has been told on it about the relay's own state. Relay's thread. */
final class BrokerLink implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerLink.class);
    private static final Duration FAREWELL = Duration.ofSeconds(1);
    private static final Duration LONGEST_REST = Duration.ofMillis(5);

    /** For what is said of the relay itself, also when it no longer leads: what the next leader says comes after it. */
    private final BrokerConnection plain;

    private final ProbedConnection connection;
    private final PublishWindow window;
    private final PacketLimit packets;
    private final StatusAnnouncer announcer;
    private final StatusBoard board;
    private final RelayTime time;

    private long toldTurns = -1;
    private CompletionStage<Void> lastWord = CompletableFuture.completedFuture(null);

    BrokerLink(BrokerConnection connection, Term term, RelaySettings settings, StatusBoard board, RelayTime time) {
        this.plain = connection;
        this.connection = new ProbedConnection(new LedConnection(connection, term), time::nanoTime);
        this.announcer = new StatusAnnouncer(settings.version(), time::nanoTime);
        this.window = new PublishWindow(this.connection, settings.maxInFlight(), time, board.meter());
        board.meter().publishesThrough(window);
        this.packets = new PacketLimit(connection.maxPacketBytes(), settings.packets(), board, time);
        this.board = board;
        this.time = time;
    }

    ProbedConnection connection() {
        return connection;
    }

    /** What is on its way stays there over a loss of the database. */
    PublishWindow window() {
        return window;
    }

    /** What the broker takes. */
    PacketLimit packets() {
        return packets;
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
            lastWord = plain.publish(message);
        }
    }

    /**
     * Tells more than rows and status, without waiting for the broker. What the broker refuses, or is too large for it, is not
     * told, and logged.
     */
    void tell(Message message) {
        if (!packets.takes(message)) {
            LOG.warn(
                    "Not told on {}: its {} bytes are more than the broker takes",
                    message.topic(),
                    message.payload().length);
            return;
        }
        lastWord = plain.publish(message).whenComplete((done, failure) -> {
            if (failure instanceof MisconfiguredException) {
                LOG.warn("Not told on {}: {}", message.topic(), failure.getMessage());
            }
        });
    }

    /** Waits briefly until the broker has the last word, and ends the connection. */
    @Override
    public void close() {
        try {
            awaitLastWord();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        connection.close();
    }

    private void awaitLastWord() throws InterruptedException {
        long start = time.nanoTime();
        CompletableFuture<Void> word = lastWord.toCompletableFuture();
        while (!word.isDone() && time.nanoTime() - start < FAREWELL.toNanos()) {
            time.rest(LONGEST_REST);
        }
    }
}
