package dev.rowcast.relay;

import static java.util.Objects.requireNonNull;

import dev.rowcast.change.TableId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How much of a table's state is published.
 *
 * @param rows that were read
 * @param total how many rows the table had in the beginning; an estimate if the table is too large to be counted
 * @param remaining about how long it will still take; null before that can be told
 */
public record ScanProgress(TableId table, long rows, long total, @Nullable Duration remaining) {
    public ScanProgress {
        requireNonNull(table, "table is null");
    }

    /** In hundredths, rounded down; 99 at most, for the end is not progress but its absence. */
    public int percent() {
        return percent(rows, total);
    }

    /** The same of several tables together. */
    public static int percent(long rows, long total) {
        return total <= 0 ? 0 : (int) Math.min(99, rows * 100 / total);
    }

    /** For people: {@code 120000 of 1000000 rows (12 %), about 40 s left}. */
    public String words() {
        if (total <= 0) {
            return rows + " rows";
        }
        String left = remaining == null ? "" : ", about " + remaining.toSeconds() + " s left";
        return rows + " of " + Math.max(rows, total) + " rows (" + percent() + " %)" + left;
    }
}
