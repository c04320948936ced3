package dev.rowcast.relay;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The checkpoint, in a file or on the broker. What another process has saved in the file is loaded as one without complete
 * state, for the embedded broker's memory has ended with that process.
 */
final class SimulatedCheckpoints implements CheckpointStore {
    private final SimulatedWorld world;
    private @Nullable Checkpoint file;
    private int savedBy = -1;
    private int refusals;

    SimulatedCheckpoints(SimulatedWorld world) {
        this.world = world;
    }

    /** The disk is full for so many attempts. */
    void refuse(int attempts) {
        refusals = attempts;
    }

    @Nullable
    Checkpoint stored() {
        return world.plan().externalBroker() ? world.broker().checkpoint() : file;
    }

    @Override
    public Optional<Checkpoint> load(BrokerConnection broker) throws BrokerUnavailableException {
        world.moment("load");
        Checkpoint stored = stored();
        if (world.plan().externalBroker()) {
            requireConnection().requireOpen();
        } else if (stored != null
                && savedBy != world.process()
                && !world.mistake().trustsTheFile()) {
            stored = stored.withoutState();
        }
        world.guarantees().loaded(stored);
        if (world.isTraced()) {
            world.note("loaded", String.valueOf(stored));
        }
        return Optional.ofNullable(stored);
    }

    private SimulatedConnection requireConnection() throws BrokerUnavailableException {
        SimulatedConnection connection = world.broker().connection();
        if (connection == null) {
            throw new BrokerUnavailableException("the connection to the broker is cut");
        }
        return connection;
    }

    @Override
    public void save(Checkpoint checkpoint, BrokerConnection broker) throws IOException, BrokerUnavailableException {
        Checkpoint saved = world.mistake().saved(checkpoint);
        world.active();
        world.moment("save");
        world.note("save", saved);
        if (world.plan().externalBroker()) {
            SimulatedConnection connection = requireConnection();
            connection.requireOpen();
            world.saving(saved);
            connection.retain(saved);
            world.guarantees().processKnows();
            return;
        }
        if (refusals > 0) {
            refusals--;
            world.guarantees().anotherEpoch();
            throw new IOException("the disk is full");
        }
        world.saving(saved);
        file = saved;
        savedBy = world.process();
        world.guarantees().saved();
        world.guarantees().processKnows();
        world.moment("saved");
    }
}
