package dev.rowcast.relay;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the relay has done since it was started, and how far it is behind.
 *
 * @param lag everything that was committed longer ago is acknowledged, as far as is known: what is read of the table's state is at
 *     most this old. It grows while database or broker are away. Null while another Rowcast leads, and after the end
 * @param inFlight what waits for the broker's acknowledgement
 * @param publishing from handing a message to the connection until the broker's acknowledgement
 * @param delivery from a commit, by the database's clock, until the broker has acknowledged the last message of it, by ours; of
 *     commits with messages alone
 * @param losses how often connections that stood were lost
 * @param resyncs how often it has begun to publish the state of tables anew, losses in between included; the first snapshot is none
 * @param oversizedMessages how many were too large for the broker, so that markers took their places
 */
public record RelayFigures(
        @Nullable Duration lag,
        InFlight inFlight,
        DurationHistogram.Recorded publishing,
        DurationHistogram.Recorded delivery,
        Losses losses,
        Checkpoints checkpoints,
        long resyncs,
        long oversizedMessages) {
    public RelayFigures {
        requireNonNull(inFlight, "inFlight is null");
        requireNonNull(publishing, "publishing is null");
        requireNonNull(delivery, "delivery is null");
        requireNonNull(losses, "losses is null");
        requireNonNull(checkpoints, "checkpoints is null");
    }

    /** Messages that wait for their acknowledgement, and their topics and payloads in bytes. */
    public record InFlight(int messages, long bytes) {
        public static final InFlight NOTHING = new InFlight(0, 0);
    }

    /** How often a connection was lost. */
    public record Losses(long database, long broker) {}

    /**
     * Savings of the checkpoint.
     *
     * @param failed savings that the store failed at
     * @param unsaved for how long there has been a checkpoint that is not saved; zero while there is none
     */
    public record Checkpoints(long saved, long failed, Duration unsaved) {
        public Checkpoints {
            requireNonNull(unsaved, "unsaved is null");
        }
    }
}
