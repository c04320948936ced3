package dev.rowcast.watch;

import dev.rowcast.change.Operation;
import dev.rowcast.watch.WatchedRow.Change;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a table as far as they are known, the newest first. They come from the table's state; from its events only where
 * the broker is given no state. Bounded: the oldest rows are dropped, and counted. One thread.
 *
 * <p>Nothing of MQTT tells that a broker has sent all that it retains. So what was known before a connection, and was not told on
 * it, goes when nothing retained has come for a while.
 */
final class WatchedTable {
    private static final long HIGHLIGHT_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long SETTLE_NANOS = Duration.ofSeconds(2).toNanos();

    private static final Comparator<WatchedRow> NEWEST_FIRST = Comparator.comparingLong(WatchedRow::turn)
            .thenComparing(row -> Objects.requireNonNullElse(row.version(), ""))
            .thenComparing(row -> row.key().length())
            .thenComparing(WatchedRow::key)
            .reversed();

    private final Limits limits;
    private final Map<String, WatchedRow> byKey = new HashMap<>();
    private final TreeSet<WatchedRow> newestFirst = new TreeSet<>(NEWEST_FIRST);
    /** Those whose change is shown, by key. */
    private final Map<String, WatchedRow> changing = new HashMap<>();

    private long characters;
    private long turns;
    private long events;
    private long dropped;
    private long generation;
    private long retainedNanos;
    private boolean settled = true;
    private boolean hasState;

    /**
     * What is kept at most.
     *
     * @param characters of keys, columns' names and values
     */
    record Limits(int rows, long characters) {
        static final Limits USUAL = new Limits(10_000, 32_000_000);
    }

    WatchedTable(Limits limits) {
        this.limits = limits;
    }

    /** A connection stands: what is retained will be told, on the first one of all as rows that have been there before. */
    void connected(long nanos) {
        generation++;
        retainedNanos = nanos;
        settled = false;
    }

    /** The state of a row was told. */
    void state(String key, Map<String, Cell> cells, @Nullable String version, boolean retained, long nanos) {
        noteState();
        noteRetained(retained, nanos);
        WatchedRow before = present(key);
        boolean older = before != null
                && version != null
                && before.version() != null
                && version.compareTo(before.version()) < 0;
        if (!older) {
            put(key, cells, version, retained && wasThere(before), nanos);
        }
    }

    /** Whether what the broker had kept of a row may be as it was: unknown rows may have been dropped before. */
    private boolean wasThere(@Nullable WatchedRow known) {
        return generation <= 1 || (known == null && dropped > 0);
    }

    /** A row has no state any more. */
    void cleared(String key, long nanos) {
        noteState();
        remove(key, nanos);
    }

    /** Something happened to a row. */
    void event(String key, TableEvent event, boolean retained, long nanos) {
        events += retained ? 0 : 1;
        if (hasState) {
            tellUpdate(key, event);
            return;
        }
        noteRetained(retained, nanos);
        Map<String, Cell> after = event.after();
        if (event.operation() == Operation.DELETE) {
            remove(key, nanos);
        } else if (after != null) {
            put(key, after, event.version(), retained && wasThere(present(key)), nanos);
        }
    }

    /** A row that had been dropped, so that its state seemed to be new, was there before. */
    private void tellUpdate(String key, TableEvent event) {
        WatchedRow row = byKey.get(key);
        Map<String, Cell> before = event.before();
        if (row != null && row.change() == Change.INSERTED && event.operation() == Operation.UPDATE && before != null) {
            replace(row.changed(Change.UPDATED, EventLine.changed(before, row.cells()), row.changedNanos()));
        }
    }

    /** Rows that events have told of may be gone, if their state is told too. */
    private void noteState() {
        if (!hasState) {
            hasState = true;
            List.copyOf(byKey.values()).forEach(this::forget);
        }
    }

    private void noteRetained(boolean retained, long nanos) {
        if (retained) {
            retainedNanos = nanos;
        }
    }

    /** @param quietly it has been so before */
    private void put(String key, Map<String, Cell> cells, @Nullable String version, boolean quietly, long nanos) {
        WatchedRow before = present(key);
        if (before != null && before.cells().equals(cells)) {
            replace(before.toldAgain(version, generation));
        } else if (quietly) {
            replace(new WatchedRow(key, cells, version, 0, Change.NONE, Set.of(), nanos, generation));
        } else {
            Change change = before == null ? Change.INSERTED : Change.UPDATED;
            Set<String> changed = before == null ? Set.of() : EventLine.changed(before.cells(), cells);
            turns++;
            replace(new WatchedRow(key, cells, version, turns, change, changed, nanos, generation));
        }
    }

    private void remove(String key, long nanos) {
        WatchedRow before = present(key);
        if (before != null) {
            replace(before.changed(Change.DELETED, Set.of(), nanos));
        }
    }

    /** The row unless it is gone. */
    private @Nullable WatchedRow present(String key) {
        WatchedRow row = byKey.get(key);
        return row == null || row.change() == Change.DELETED ? null : row;
    }

    private void replace(WatchedRow row) {
        WatchedRow before = byKey.get(row.key());
        if (before != null) {
            forget(before);
        }
        byKey.put(row.key(), row);
        newestFirst.add(row);
        characters += row.characters();
        if (row.change() != Change.NONE) {
            changing.put(row.key(), row);
        }
        while (byKey.size() > limits.rows() || (characters > limits.characters() && byKey.size() > 1)) {
            forget(newestFirst.last());
            dropped++;
        }
    }

    private void forget(WatchedRow row) {
        byKey.remove(row.key());
        newestFirst.remove(row);
        changing.remove(row.key());
        characters -= row.characters();
    }

    /** Lets changes that were shown long enough rest, and takes away what is gone. To be called now and then. */
    void pass(long nanos) {
        for (WatchedRow row : List.copyOf(changing.values())) {
            if (nanos - row.changedNanos() >= HIGHLIGHT_NANOS) {
                if (row.change() == Change.DELETED) {
                    forget(row);
                } else {
                    replace(row.calm());
                }
            }
        }
        if (!settled && nanos - retainedNanos >= SETTLE_NANOS) {
            settled = true;
            List.copyOf(byKey.values()).stream()
                    .filter(row -> row.generation() != generation)
                    .forEach(row -> remove(row.key(), nanos));
        }
    }

    /** A view of all rows that are known, the newest first. */
    Collection<WatchedRow> rows() {
        return Collections.unmodifiableCollection(newestFirst);
    }

    /** How many changes were seen since the start. */
    long changes() {
        return events;
    }

    /** Whether all rows could be kept. */
    boolean isWhole() {
        return dropped == 0;
    }
}
