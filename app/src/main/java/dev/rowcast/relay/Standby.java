package dev.rowcast.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rowcast.message.Message;
import dev.rowcast.message.MessageMapper;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits while another Rowcast of the same name leads, with a broker connection of its own, so that it stands only for what it
 * could do. On its own topic it says {@code standby}; the connection's Last Will clears that. The relay's thread.
 */
final class Standby {
    private static final Logger LOG = LoggerFactory.getLogger(Standby.class);
    private static final byte[] WORD = "standby".getBytes(UTF_8);
    /** How long one question to the database takes; the broker is asked between two of them. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final Duration FAREWELL = Duration.ofSeconds(1);

    private final BrokerConnector connector;
    private final String topic;
    private final Election election;
    private final StatusBoard board;
    private final RelayTime time;

    Standby(Candidacy candidacy, StatusBoard board, RelayTime time) {
        this.connector = candidacy.standbyConnector();
        this.topic = candidacy.standbyTopic();
        this.election = candidacy.election();
        this.board = board;
        this.time = time;
    }

    /** Returns when we lead. */
    Term awaitTerm()
            throws SourceUnavailableException, BrokerUnavailableException, MisconfiguredException,
                    InterruptedException {
        ProbedConnection connection = new ProbedConnection(connector.connect(), time::nanoTime);
        try {
            connection.publish(new Message(topic, WORD, true, null, null));
            board.broker(true);
            board.database(true);
            board.enter(Phase.STANDBY, "another Rowcast of the same name leads");
            LOG.info("Standing by: another Rowcast of the same name leads");
            Term term = null;
            while (term == null) {
                connection.prove();
                term = election.stand(PATIENCE);
            }
            LOG.info("Leading");
            return term;
        } finally {
            farewell(connection);
        }
    }

    /** The topic is cleared whether we lead, stop, or try again. */
    private void farewell(ProbedConnection connection) {
        CompletableFuture<Void> cleared =
                connection.publish(MessageMapper.tombstone(topic)).toCompletableFuture();
        try {
            cleared.get(FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("The Last Will clears '{}'", topic, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        connection.close();
    }
}
