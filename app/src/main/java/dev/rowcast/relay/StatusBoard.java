package dev.rowcast.relay;

import dev.rowcast.change.Position;
import dev.rowcast.change.TableId;
import dev.rowcast.relay.RelayFigures.Losses;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the relay is doing: written by its thread, read by any. */
final class StatusBoard {
    private final InstantSource clock;
    private final Instant startedAt;
    private final Map<TableId, Long> rows = new HashMap<>();
    private Phase phase = Phase.STARTING;
    private @Nullable String reason;
    private boolean databaseReached;
    private boolean brokerReached;
    private @Nullable Instant epoch;
    private @Nullable Position position;
    private long lagMillis;
    private List<ScanProgress> scans = List.of();
    private Gaps gaps = Gaps.NONE;
    private long oversized;
    private long databaseLosses;
    private long brokerLosses;
    private long resyncs;
    /** Everything that was committed before then is acknowledged; as if it were, until the first acknowledgement. */
    private Instant currentAt;

    private long turns;
    private final RelayMeter meter = new RelayMeter();

    StatusBoard(InstantSource clock) {
        this.clock = clock;
        this.startedAt = clock.instant();
        this.currentAt = startedAt;
    }

    /** What each message and checkpoint is measured with. */
    RelayMeter meter() {
        return meter;
    }

    synchronized RelayFigures figures() {
        Instant now = clock.instant();
        return new RelayFigures(
                lag(now),
                meter.inFlight(),
                meter.publishing(),
                meter.delivery(),
                new Losses(databaseLosses, brokerLosses),
                meter.checkpoints(now),
                resyncs,
                oversized);
    }

    private @Nullable Duration lag(Instant now) {
        if (phase == Phase.STANDBY || phase == Phase.STOPPED) {
            return null;
        }
        Duration lag = Duration.between(currentAt, now);
        return lag.isNegative() ? Duration.ZERO : lag;
    }

    synchronized RelayStatus read() {
        return new RelayStatus(
                phase,
                reason,
                databaseReached,
                brokerReached,
                startedAt,
                epoch,
                position,
                rows,
                lagMillis,
                scans,
                gaps);
    }

    /** Grows whenever something happens that subscribers are told at once. */
    synchronized long turns() {
        return turns;
    }

    synchronized void enter(Phase next, @Nullable String why) {
        if (phase == Phase.STANDBY && next != Phase.STANDBY) {
            // The leader until now was as far as that, or says so.
            currentAt = clock.instant();
        }
        if (next == Phase.RESYNC && phase != Phase.RESYNC) {
            resyncs++;
        }
        phase = next;
        reason = why;
        turns++;
    }

    synchronized void database(boolean reached) {
        databaseLosses += databaseReached && !reached ? 1 : 0;
        databaseReached = reached;
        turns++;
    }

    synchronized void broker(boolean reached) {
        brokerLosses += brokerReached && !reached ? 1 : 0;
        brokerReached = reached;
        turns++;
    }

    synchronized void history(Instant itsEpoch, Position from) {
        epoch = itsEpoch;
        position = from;
    }

    synchronized void gaps(Gaps all) {
        gaps = all;
        turns++;
    }

    synchronized void scans(List<ScanProgress> underWay) {
        scans = List.copyOf(underWay);
    }

    /** A message was too large, and a marker has taken its place. */
    synchronized void oversized() {
        oversized++;
    }

    /** How often that was so. */
    synchronized long oversizedMessages() {
        return oversized;
    }

    synchronized void acknowledged(Mark mark) {
        position = mark.position();
        Instant committedAt = mark.committedAt();
        if (committedAt != null) {
            Instant now = clock.instant();
            // The server's clock may be ahead of ours.
            currentAt = committedAt.isAfter(now) ? now : committedAt;
            lagMillis = Duration.between(currentAt, now).toMillis();
        }
        mark.rowDifferences()
                .forEach((table, difference) -> rows.computeIfPresent(table, (ignored, count) -> count + difference));
    }

    /** Everything that is committed is acknowledged. */
    synchronized void caughtUp() {
        currentAt = clock.instant();
    }

    synchronized void counted(TableId table, long count) {
        rows.put(table, count);
    }

    synchronized void uncounted(TableId table) {
        rows.remove(table);
    }

    /** Forgets what was counted before. */
    synchronized void counted(Map<TableId, Long> counts) {
        rows.clear();
        rows.putAll(counts);
    }

    synchronized Map<TableId, Long> rows() {
        return Map.copyOf(rows);
    }
}
