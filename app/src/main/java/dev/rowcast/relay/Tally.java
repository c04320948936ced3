package dev.rowcast.relay;

import static java.util.Objects.requireNonNull;

import dev.rowcast.change.Position;
import dev.rowcast.change.Row;
import dev.rowcast.change.StreamItem.RowChange;
import dev.rowcast.change.Value;
import dev.rowcast.relay.TableReader.ValueCount.Counted;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rows of one table by the labels of one column, or that they have to be counted. Relay's thread. */
final class Tally {
    private final @Nullable Counted counted;
    private final long dueNanos;
    private final Map<String, Long> rows;
    /** By what the open transaction changes them. */
    private final Map<String, Long> differences = new LinkedHashMap<>();

    private boolean settled;
    private List<String> names = List.of();
    private int index;

    private Tally(@Nullable Counted counted, long dueNanos) {
        this.counted = counted;
        this.dueNanos = dueNanos;
        this.rows = counted == null ? Map.of() : new LinkedHashMap<>(counted.rows());
    }

    /** To be counted at that time. */
    static Tally uncounted(long dueNanos) {
        return new Tally(null, dueNanos);
    }

    /** @param againNanos when to count again, should that be needed */
    static Tally of(Counted counted, long againNanos) {
        return new Tally(counted, againNanos);
    }

    /** Nothing is known any more. */
    Tally discarded() {
        return uncounted(dueNanos);
    }

    boolean isDue(long nowNanos) {
        return counted == null && nowNanos - dueNanos >= 0;
    }

    /** Whether the rows are known. */
    boolean isSettled() {
        return settled;
    }

    /** The column's name as the server writes it. */
    String column() {
        return requireNonNull(counted, "not counted").column();
    }

    /** As after the last transaction. */
    Map<String, Long> rows() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(rows));
    }

    /** Takes a change of the table; false if what was counted can not be kept with it. */
    boolean add(RowChange change) {
        if (counted == null) {
            return true;
        }
        if (!settled) {
            if (counted.low().includes(change.source())) {
                return true;
            }
            if (counted.high().includes(change.source())) {
                return false;
            }
        }
        return add(change.before(), -1) && add(change.after(), 1);
    }

    private boolean add(@Nullable Row row, long difference) {
        if (row == null) {
            return true;
        }
        Value value = value(row);
        if (value instanceof Value.Text label) {
            differences.merge(label.toString(), difference, Long::sum);
        }
        return value instanceof Value.Text || value == Value.Null.NULL;
    }

    @SuppressWarnings("ReferenceEquality") // nearly always the same list, which spares the search
    private @Nullable Value value(Row row) {
        if (row.names() != names) {
            names = row.names();
            index = names.indexOf(column());
        }
        return index < 0 ? null : row.values().get(index);
    }

    /** The transaction has ended. */
    void committed(Position delivered) {
        if (counted == null) {
            return;
        }
        differences.forEach((label, difference) -> rows.merge(label, difference, Long::sum));
        differences.clear();
        settled = settled || delivered.hasReached(counted.high());
    }
}
