package dev.rowcast.relay;

import static java.util.Objects.requireNonNull;

import dev.rowcast.change.Position;
import dev.rowcast.change.TableId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the relay is doing, at one moment.
 *
 * @param reason why it is in a phase other than streaming; null where there is nothing to say
 * @param databaseReached whether the database answered when last asked
 * @param brokerReached whether the broker's connection stands
 * @param epoch leads every version; null before the first position is known
 * @param position everything before it has been acknowledged by the broker; null before the first
 * @param rows how many rows each watched table has, as published; tables not yet read are missing
 * @param lagMillis from the commit to the acknowledgement of the last change, in milliseconds; 0 before the first
 * @param scans the tables whose state is being published
 * @param gaps how often events were lost for good
 */
public record RelayStatus(
        Phase phase,
        @Nullable String reason,
        boolean databaseReached,
        boolean brokerReached,
        Instant startedAt,
        @Nullable Instant epoch,
        @Nullable Position position,
        Map<TableId, Long> rows,
        long lagMillis,
        List<ScanProgress> scans,
        Gaps gaps) {
    public RelayStatus {
        requireNonNull(phase, "phase is null");
        requireNonNull(startedAt, "startedAt is null");
        rows = Map.copyOf(rows);
        scans = List.copyOf(scans);
    }

    /** The last time that events were lost for good; null if never. */
    public @Nullable Gap lastGap() {
        return gaps.last();
    }

    /** Another Rowcast publishes, and this one could take over: it reaches database and broker. */
    public boolean standingBy() {
        return phase == Phase.STANDBY && databaseReached && brokerReached;
    }

    /** Changes flow: the binlog is read and the broker acknowledges. */
    public boolean ready() {
        return phase == Phase.STREAMING && databaseReached && brokerReached;
    }
}
