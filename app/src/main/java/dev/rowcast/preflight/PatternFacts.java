package dev.rowcast.preflight;

import dev.rowcast.change.TableId;
import dev.rowcast.preflight.TableFacts.Present;
import java.util.List;

/**
 * What the patterns in {@code ROWCAST_TABLES} stand for.
 *
 * @param leftOut tables that match and can not be followed
 * @param unmatched patterns that no table matches that can be followed
 * @param similar tables whose names are near to those patterns
 */
public record PatternFacts(List<Present> leftOut, List<String> unmatched, List<TableId> similar) {
    public PatternFacts {
        leftOut = List.copyOf(leftOut);
        unmatched = List.copyOf(unmatched);
        similar = List.copyOf(similar);
    }
}
