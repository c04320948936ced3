package dev.rowcast.relay;

import static java.util.Objects.requireNonNull;

import dev.rowcast.change.Position;
import dev.rowcast.change.TableId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What holds once everything that was published before it is acknowledged.
 *
 * @param position the end of the last transaction that is published whole
 * @param committedAt when that transaction was committed; null if the mark does not stand at its end
 * @param rowDifferences by how many rows each table has grown or, negative, shrunk since the mark before
 * @param unfinished tables whose state the broker does not hold whole, in the order in which they are published
 * @param tables of which the broker may hold state
 */
record Mark(
        Position position,
        @Nullable Instant committedAt,
        Map<TableId, Long> rowDifferences,
        List<ScanPoint> unfinished,
        List<TableId> tables) {
    Mark {
        requireNonNull(position, "position is null");
        rowDifferences = Map.copyOf(rowDifferences);
        unfinished = List.copyOf(unfinished);
        tables = List.copyOf(tables);
    }
}
