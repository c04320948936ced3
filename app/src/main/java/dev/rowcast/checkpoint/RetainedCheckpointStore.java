package dev.rowcast.checkpoint;

import static java.util.Objects.requireNonNull;

import dev.rowcast.message.Message;
import dev.rowcast.relay.BrokerConnection;
import dev.rowcast.relay.BrokerUnavailableException;
import dev.rowcast.relay.Checkpoint;
import dev.rowcast.relay.CheckpointStore;
import dev.rowcast.relay.MisconfiguredException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the checkpoint as a retained message on {@code rowcast/checkpoint/<name>}, on the broker that holds the state which
 * it describes: a broker that has lost the state has lost the checkpoint with it. The relay's thread.
 */
public final class RetainedCheckpointStore implements CheckpointStore {
    private static final Logger LOG = LoggerFactory.getLogger(RetainedCheckpointStore.class);

    private final String topic;
    private final Duration timeout;

    /**
     * Nothing is published yet.
     *
     * @param name tells several Rowcasts on one broker apart; one level of a topic
     * @param timeout bounds the wait for the broker's acknowledgement
     */
    public RetainedCheckpointStore(String name, Duration timeout) {
        requireNonNull(name, "name is null");
        this.timeout = requireNonNull(timeout, "timeout is null");
        if (name.isEmpty() || name.matches(".*[/+#\\x00].*")) {
            throw new IllegalArgumentException("name is not one level of a topic: '" + name + "'");
        }
        topic = "rowcast/checkpoint/" + name;
    }

    @Override
    public Optional<Checkpoint> load(BrokerConnection broker)
            throws BrokerUnavailableException, MisconfiguredException, InterruptedException {
        try {
            return read(broker);
        } catch (UnreadableCheckpointException e) {
            LOG.warn(
                    "The checkpoint retained on '{}' can not be understood, starting without: {}",
                    topic,
                    e.getMessage());
            return Optional.empty();
        }
    }

    /**
     * What the broker holds.
     *
     * @throws UnreadableCheckpointException if it can not be understood
     */
    public Optional<Checkpoint> read(BrokerConnection broker)
            throws UnreadableCheckpointException, BrokerUnavailableException, MisconfiguredException,
                    InterruptedException {
        List<Message> found = new ArrayList<>();
        broker.forEachRetained(topic, found::add);
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(CheckpointFormat.read(found.get(found.size() - 1).payload()));
    }

    @Override
    public void save(Checkpoint checkpoint, BrokerConnection broker)
            throws BrokerUnavailableException, MisconfiguredException, InterruptedException {
        CompletableFuture<Void> acknowledged = broker.publish(
                        new Message(topic, CheckpointFormat.write(checkpoint), true, null, null))
                .toCompletableFuture();
        try {
            acknowledged.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new BrokerUnavailableException(
                    "The broker did not acknowledge the checkpoint on '" + topic + "' within " + timeout, e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof MisconfiguredException misconfigured) {
                throw misconfigured;
            }
            if (e.getCause() instanceof BrokerUnavailableException unavailable) {
                throw unavailable;
            }
            throw new IllegalStateException("Saving the checkpoint on '" + topic + "' failed", e);
        }
    }
}
