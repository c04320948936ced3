package dev.rowcast.relay;

import static java.util.Objects.requireNonNull;

import dev.rowcast.change.TableId;
import org.jspecify.annotations.Nullable;

/**
 * How far the publishing of a table's state has come.
 *
 * @param after where the last chunk ended that the broker has acknowledged, as {@link TableReader} names places; null before
 *     the first
 */
public record ScanPoint(TableId table, @Nullable String after) {
    public ScanPoint {
        requireNonNull(table, "table is null");
    }

    /** At the table's beginning. */
    public static ScanPoint first(TableId table) {
        return new ScanPoint(table, null);
    }
}
