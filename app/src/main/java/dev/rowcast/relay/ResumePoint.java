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
 * @param position to read on from; null if that is lost
 * @param rows how many rows the tables had there; tables not yet counted are missing
 * @param refreshReason why state has to be published; null if the broker holds it
 * @param everything whether that is the state of all tables
 * @param unfinished else the tables whose state has to be published, and how much of it the broker holds
 * @param tables of which the broker holds state, or a part of it; none if everything has to be published
 * @param former topics that the broker may still hold from other settings
 * @param lost the position whose following events are lost; null if none are
 * @param gaps until now, without the one that {@code lost} tells of
 */
record ResumePoint(
        String server,
        Instant epoch,
        @Nullable Position position,
        Map<TableId, Long> rows,
        @Nullable String refreshReason,
        boolean everything,
        List<ScanPoint> unfinished,
        List<TableId> tables,
        List<RetainedTopics> former,
        @Nullable Position lost,
        Gaps gaps) {
    private static final String CUT_OFF = "the last one was cut off";

    /**
     * Compares the saved checkpoint with what the server and the settings are now.
     *
     * @param fingerprint of the settings that decide which topics exist
     * @param server the server's identity
     */
    static ResumePoint find(
            String fingerprint, ChangeSource source, Instant now, String server, Optional<Checkpoint> saved)
            throws SourceUnavailableException, MisconfiguredException {
        if (saved.isEmpty()) {
            return new ResumePoint(
                    server, now, null, Map.of(), "first start", true, List.of(), List.of(), List.of(), null, Gaps.NONE);
        }
        Checkpoint checkpoint = saved.get();
        Optional<String> refusal = source.whyNotResumable(checkpoint.server(), checkpoint.position());
        if (refusal.isPresent()) {
            return new ResumePoint(
                    server,
                    later(now, checkpoint),
                    null,
                    Map.of(),
                    refusal.get(),
                    true,
                    List.of(),
                    List.of(),
                    checkpoint.retained(),
                    checkpoint.position(),
                    checkpoint.gaps());
        }
        String reason = refreshReason(fingerprint, checkpoint);
        boolean everything = reason != null && !reason.equals(CUT_OFF);
        boolean sameServer = server.equals(checkpoint.server());
        return new ResumePoint(
                server,
                // Another server numbers its binlog files anew: only a later epoch keeps versions growing.
                sameServer ? checkpoint.epoch() : later(now, checkpoint),
                sameServer ? checkpoint.position() : checkpoint.position().onAnotherServer(),
                checkpoint.rows(),
                reason,
                everything,
                everything ? List.of() : checkpoint.unfinished(),
                everything ? List.of() : checkpoint.tables(),
                checkpoint.retained(),
                null,
                checkpoint.gaps());
    }

    private static @Nullable String refreshReason(String fingerprint, Checkpoint checkpoint) {
        if (!checkpoint.fingerprint().equals(fingerprint)) {
            return "the settings have changed";
        }
        if (checkpoint.stateComplete()) {
            return null;
        }
        return checkpoint.unfinished().isEmpty() ? "the broker does not hold the state" : CUT_OFF;
    }

    /** Versions grow even if the clock was set back. */
    private static Instant later(Instant now, Checkpoint checkpoint) {
        return now.isAfter(checkpoint.epoch()) ? now : checkpoint.epoch().plusMillis(1);
    }
}
