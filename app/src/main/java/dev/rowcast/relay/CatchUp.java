package dev.rowcast.relay;

import dev.rowcast.change.Position;
import java.time.Duration;

/**
 * Tells when everything that the server has committed is acknowledged. A stream that has nothing more says so at once, except
 * while it begins: then the server may still be looking for the place, and only a long enough silence tells. Relay's thread.
 */
final class CatchUp {
    /** Longer than servers that send nothing else leave between two heartbeats. */
    static final Duration SILENCE = Duration.ofSeconds(2);

    private final RelayTime time;
    private long heardNanos;
    private boolean hasBeenSilent;
    private boolean caughtUp;
    private Position acknowledged;

    /** @param start where the stream begins */
    CatchUp(Position start, RelayTime time) {
        this.time = time;
        this.heardNanos = time.nanoTime();
        this.acknowledged = start;
    }

    /** The stream was asked for more. */
    void asked(boolean hasMore) {
        if (hasMore) {
            heardNanos = hasBeenSilent ? heardNanos : time.nanoTime();
            caughtUp = false;
        } else {
            hasBeenSilent = hasBeenSilent || time.nanoTime() - heardNanos >= SILENCE.toNanos();
            caughtUp = hasBeenSilent;
        }
    }

    /** Everything before is acknowledged. */
    void acknowledged(Position position) {
        acknowledged = position;
    }

    /**
     * Whether there is nothing that is not acknowledged.
     *
     * @param delivered the end of what was taken from the stream
     */
    boolean isDone(Position delivered) {
        return caughtUp && isSame(delivered);
    }

    @SuppressWarnings("ReferenceEquality") // positions are handed through, and large ones are slow to compare
    private boolean isSame(Position delivered) {
        return acknowledged == delivered;
    }
}
