package dev.rowcast.relay;

import dev.rowcast.change.Position;
import dev.rowcast.change.TableId;
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
    private long turns;

    StatusBoard(InstantSource clock) {
        this.clock = clock;
        this.startedAt = clock.instant();
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
        phase = next;
        reason = why;
        turns++;
    }

    synchronized void database(boolean reached) {
        databaseReached = reached;
        turns++;
    }

    synchronized void broker(boolean reached) {
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
            lagMillis =
                    Math.max(0, Duration.between(committedAt, clock.instant()).toMillis());
        }
        mark.rowDifferences()
                .forEach((table, difference) -> rows.computeIfPresent(table, (ignored, count) -> count + difference));
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
