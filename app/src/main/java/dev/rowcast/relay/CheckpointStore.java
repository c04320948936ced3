package dev.rowcast.relay;

import java.io.IOException;
import java.util.Optional;

/** Keeps the checkpoint over restarts. Called on the relay's thread alone. */
public interface CheckpointStore {

    /**
     * The last checkpoint that was saved; empty if there is none, or if what is there can not be trusted (the store logs
     * why).
     */
    Optional<Checkpoint> load(BrokerConnection broker)
            throws BrokerUnavailableException, MisconfiguredException, InterruptedException;

    /**
     * Replaces the checkpoint, durably, before it returns.
     *
     * @throws IOException if it can not be stored (a full disk); the former checkpoint then still stands
     */
    void save(Checkpoint checkpoint, BrokerConnection broker)
            throws IOException, BrokerUnavailableException, MisconfiguredException, InterruptedException;
}
