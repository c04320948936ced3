package dev.rowcast.relay;

import dev.rowcast.relay.RelayFigures.Checkpoints;
import dev.rowcast.relay.RelayFigures.InFlight;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Measures what happens with each message and each checkpoint. Any thread. */
final class RelayMeter {
    private final DurationHistogram publishing = new DurationHistogram();
    private final DurationHistogram delivery = new DurationHistogram();
    private final AtomicReference<@Nullable PublishWindow> window = new AtomicReference<>();
    private final AtomicLong saved = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicReference<@Nullable Instant> unsavedSince = new AtomicReference<>();

    /** Messages go through this window from now on. */
    void publishesThrough(PublishWindow current) {
        window.set(current);
    }

    /** The broker has acknowledged a message. */
    void published(long nanos) {
        publishing.record(nanos);
    }

    /**
     * The broker has acknowledged the last message of a commit.
     *
     * @param nanos since the commit
     */
    void delivered(long nanos) {
        delivery.record(nanos);
    }

    /** There is a checkpoint to save. */
    void checkpointWaits(RelayTime time) {
        if (unsavedSince.get() == null) {
            unsavedSince.set(time.instant());
        }
    }

    void checkpointSaved() {
        saved.incrementAndGet();
        unsavedSince.set(null);
    }

    void checkpointFailed() {
        failed.incrementAndGet();
    }

    DurationHistogram.Recorded publishing() {
        return publishing.recorded();
    }

    DurationHistogram.Recorded delivery() {
        return delivery.recorded();
    }

    InFlight inFlight() {
        PublishWindow current = window.get();
        return current == null ? InFlight.NOTHING : current.inFlight();
    }

    Checkpoints checkpoints(Instant now) {
        Instant since = unsavedSince.get();
        Duration unsaved = since == null || now.isBefore(since) ? Duration.ZERO : Duration.between(since, now);
        return new Checkpoints(saved.get(), failed.get(), unsaved);
    }
}
