package dev.rowcast.relay;

import static java.util.Objects.requireNonNull;

import dev.rowcast.change.Position;
import dev.rowcast.change.TableId;
import dev.rowcast.message.RetainedTopics;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * How far the broker has acknowledged, always at a commit.
 *
 * @param server the identity of the server whose history the position belongs to
 * @param epoch when Rowcast first met this history; leads every version, so that versions grow over lost histories
 * @param position everything before it has been acknowledged
 * @param stateComplete whether the broker holds the state of every watched row as of the position
 * @param unfinished if it does not, the tables of which it does not, each with how much it holds; empty if it is not known
 *     to hold anything
 * @param tables of which the broker may hold state
 * @param rows how many rows each table has at the position, as published; tables not yet counted are missing
 * @param retained the topics that the state stands on, for the day when the settings name others
 * @param gaps how often events were lost for good until then
 * @param fingerprint of the settings that decide which topics exist
 */
public record Checkpoint(
        String server,
        Instant epoch,
        Position position,
        boolean stateComplete,
        List<ScanPoint> unfinished,
        List<TableId> tables,
        Map<TableId, Long> rows,
        List<RetainedTopics> retained,
        Gaps gaps,
        String fingerprint) {
    public Checkpoint {
        requireNonNull(server, "server is null");
        requireNonNull(epoch, "epoch is null");
        requireNonNull(position, "position is null");
        unfinished = List.copyOf(unfinished);
        tables = List.copyOf(tables);
        rows = Map.copyOf(rows);
        retained = List.copyOf(retained);
        requireNonNull(fingerprint, "fingerprint is null");
    }

    /** The same place, and a broker that may hold nothing. */
    public Checkpoint withoutState() {
        return new Checkpoint(server, epoch, position, false, List.of(), tables, rows, retained, gaps, fingerprint);
    }
}
