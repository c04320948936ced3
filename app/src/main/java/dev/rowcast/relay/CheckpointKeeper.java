package dev.rowcast.relay;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Saves the checkpoint often enough, not more often. A store that fails is reported once; streaming goes on, at worst with
 * more to repeat after a restart. Relay's thread.
 */
final class CheckpointKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(CheckpointKeeper.class);
    private static final Duration INTERVAL = Duration.ofMillis(200);

    private final CheckpointStore store;
    private final BrokerConnection broker;
    private final RelayTime time;
    private final RelayMeter meter;
    private @Nullable Checkpoint pending;
    private long savedNanos;
    private boolean failing;

    CheckpointKeeper(CheckpointStore store, BrokerConnection broker, RelayTime time, RelayMeter meter) {
        this.store = store;
        this.broker = broker;
        this.time = time;
        this.meter = meter;
        this.savedNanos = time.nanoTime() - INTERVAL.toNanos();
    }

    /** Saves soon. */
    void offer(Checkpoint checkpoint) throws BrokerUnavailableException, MisconfiguredException, InterruptedException {
        pending = checkpoint;
        meter.checkpointWaits(time);
        saveIfDue();
    }

    /** Saves what waits, if the last save is long enough ago. */
    void saveIfDue() throws BrokerUnavailableException, MisconfiguredException, InterruptedException {
        if (time.nanoTime() - savedNanos >= INTERVAL.toNanos()) {
            save();
        }
    }

    /** Saves what waits, now. */
    void save() throws BrokerUnavailableException, MisconfiguredException, InterruptedException {
        Checkpoint checkpoint = pending;
        if (checkpoint == null) {
            return;
        }
        savedNanos = time.nanoTime();
        try {
            store.save(checkpoint, broker);
            pending = null;
            meter.checkpointSaved();
            if (failing) {
                LOG.info("The checkpoint can be saved again");
                failing = false;
            }
        } catch (IOException e) {
            meter.checkpointFailed();
            if (!failing) {
                LOG.error(
                        "The checkpoint can not be saved ({}); streaming goes on, and changes since the last one will be sent"
                                + " again after a restart",
                        e.toString());
                failing = true;
            }
        }
    }
}
