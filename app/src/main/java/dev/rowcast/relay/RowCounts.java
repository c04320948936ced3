package dev.rowcast.relay;

import dev.rowcast.change.Operation;
import dev.rowcast.change.Position;
import dev.rowcast.change.StreamItem.RowChange;
import dev.rowcast.change.TableId;
import java.util.HashMap;
import java.util.Map;

/** By how much tables grow and shrink, apart from changes that a count of their rows has seen already. Relay's thread. */
final class RowCounts {
    private final Map<TableId, Long> differences = new HashMap<>();
    private final Map<TableId, Position> countedAt = new HashMap<>();

    /** A count of the table's rows has seen all changes before the position. */
    void counted(TableId table, Position at) {
        countedAt.put(table, at);
    }

    void add(RowChange change) {
        Position counted = countedAt.get(change.table());
        if (counted == null || !counted.includes(change.source())) {
            differences.merge(change.table(), growth(change.operation()), Long::sum);
        }
    }

    private static long growth(Operation operation) {
        return switch (operation) {
            case INSERT -> 1;
            case UPDATE -> 0;
            case DELETE -> -1;
        };
    }

    /** The differences since the last call, at the end of a transaction. */
    Map<TableId, Long> take(Position delivered) {
        if (!countedAt.isEmpty()) {
            countedAt.values().removeIf(delivered::includes);
        }
        if (differences.isEmpty()) {
            return Map.of();
        }
        Map<TableId, Long> taken = Map.copyOf(differences);
        differences.clear();
        return taken;
    }
}
