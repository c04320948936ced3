package dev.rowcast.relay;

import dev.rowcast.change.Position;
import dev.rowcast.change.TableId;
import dev.rowcast.message.RetainedTopics;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where to go on after a start or a loss.
 *
 * @param server the server's identity now
 * @param epoch leads the versions from here on
 * @param position to read on from; null if that is lost, and a snapshot has to say where to begin
 * @param rows how many rows the tables had there; tables not yet counted are missing
 * @param refreshReason why the state of all tables has to be published; null if the broker holds it
 * @param former topics that the broker may still hold from other settings
 * @param lost the position whose following events are lost; null if none are
 */
record ResumePoint(
        String server,
        Instant epoch,
        @Nullable Position position,
        Map<TableId, Long> rows,
        @Nullable String refreshReason,
        List<RetainedTopics> former,
        @Nullable Position lost) {

    /** Compares the saved checkpoint with what the server and the settings are now. */
    static ResumePoint find(RelaySettings settings, Relay.Ports ports, String server, Optional<Checkpoint> saved)
            throws SourceUnavailableException, MisconfiguredException {
        Instant now = ports.clock().instant();
        if (saved.isEmpty()) {
            return new ResumePoint(server, now, null, Map.of(), "first start", List.of(), null);
        }
        Checkpoint checkpoint = saved.get();
        Optional<String> refusal = ports.source().whyNotResumable(checkpoint.server(), checkpoint.position());
        if (refusal.isPresent()) {
            return new ResumePoint(
                    server,
                    later(now, checkpoint),
                    null,
                    Map.of(),
                    refusal.get(),
                    checkpoint.retained(),
                    checkpoint.position());
        }
        // Another server numbers its binlog files anew: only a later epoch keeps versions growing.
        Instant epoch = server.equals(checkpoint.server()) ? checkpoint.epoch() : later(now, checkpoint);
        return new ResumePoint(
                server,
                epoch,
                checkpoint.position(),
                checkpoint.rows(),
                refreshReason(settings, checkpoint),
                checkpoint.retained(),
                null);
    }

    private static @Nullable String refreshReason(RelaySettings settings, Checkpoint checkpoint) {
        if (!checkpoint.fingerprint().equals(settings.fingerprint())) {
            return "the settings have changed";
        }
        return checkpoint.stateComplete() ? null : "the broker does not hold the state";
    }

    /** Versions grow even if the clock was set back. */
    private static Instant later(Instant now, Checkpoint checkpoint) {
        return now.isAfter(checkpoint.epoch()) ? now : checkpoint.epoch().plusMillis(1);
    }
}
