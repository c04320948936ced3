package dev.rowcast.watch;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A row as it is shown.
 *
 * @param key as it stands in topics
 * @param cells by column, in the table's order
 * @param version of the state; null if it is not told
 * @param turn grows with each change that was seen; 0 of a row that was there before
 * @param change what happened to it last, while that is worth showing
 * @param changed the columns that were changed then
 * @param changedNanos when that was, by {@link System#nanoTime}
 * @param generation the connection on which it was last told
 */
record WatchedRow(
        String key,
        Map<String, Cell> cells,
        @Nullable String version,
        long turn,
        Change change,
        Set<String> changed,
        long changedNanos,
        long generation) {

    /** What happened to a row last. */
    enum Change {
        NONE,
        INSERTED,
        UPDATED,
        /** It is gone, and about to be taken away. */
        DELETED
    }

    WatchedRow {
        requireNonNull(key, "key is null");
        requireNonNull(cells, "cells is null");
        requireNonNull(change, "change is null");
        changed = Set.copyOf(changed);
    }

    /** About how much memory it takes, in characters. */
    long characters() {
        return key.length()
                + cells.entrySet().stream()
                        .mapToLong(cell ->
                                cell.getKey().length() + cell.getValue().text().length())
                        .sum();
    }

    /** The same, after its highlighting. */
    WatchedRow calm() {
        return changed(Change.NONE, Set.of(), changedNanos);
    }

    /** The same, with something to be shown of it. */
    WatchedRow changed(Change what, Set<String> columns, long nanos) {
        return new WatchedRow(key, cells, version, turn, what, columns, nanos, generation);
    }

    /** The same, told on a connection. */
    WatchedRow toldAgain(@Nullable String itsVersion, long connection) {
        return new WatchedRow(key, cells, itsVersion, turn, change, changed, changedNanos, connection);
    }
}
