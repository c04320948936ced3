package dev.rowcast.relay;

import dev.rowcast.change.Position;
import dev.rowcast.change.StreamItem.RowChange;
import dev.rowcast.change.TableId;
import dev.rowcast.relay.TableReader.ValueCount;
import dev.rowcast.relay.TableReader.ValueCount.Counted;
import dev.rowcast.relay.TableReader.ValueCount.Uncounted;
import dev.rowcast.selection.CountedColumn;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many rows have each label of some ENUM columns: counted once, and kept by what changes. Relay's thread.
 *
 * <p>A count is of a view between two places. Of a change between the two it is not known whether it was counted; so a count is told
 * when the stream has come to the second place without such a change of its table, and is taken anew if there is one.
 */
final class ValueCounts {
    private static final Logger LOG = LoggerFactory.getLogger(ValueCounts.class);
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(200);
    /** So that not more than a tenth of the time is spent on counting again and again. */
    private static final int WAIT_PER_COUNT = 9;

    private static final Duration WAIT_AFTER_FAILURE = Duration.ofMinutes(5);

    private final Map<CountedColumn, Tally> tallies = new LinkedHashMap<>();
    private final LongSupplier nanoTime;

    /** @param nanoTime as {@link System#nanoTime} */
    ValueCounts(List<CountedColumn> columns, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        columns.forEach(column -> tallies.put(column, Tally.uncounted(nanoTime.getAsLong())));
    }

    /** A change has come, within a transaction. */
    void add(RowChange change) {
        for (Map.Entry<CountedColumn, Tally> counted : tallies.entrySet()) {
            if (counted.getKey().table().equals(change.table())
                    && !counted.getValue().add(change)) {
                counted.setValue(counted.getValue().discarded());
            }
        }
    }

    /** The transaction has ended. */
    void committed(Position delivered) {
        tallies.values().forEach(tally -> tally.committed(delivered));
    }

    /** What was counted of these tables no longer holds. */
    void altered(Collection<TableId> tables) {
        tallies.replaceAll(
                (column, tally) -> tables.contains(column.table()) ? Tally.uncounted(nanoTime.getAsLong()) : tally);
    }

    /** Counts a column whose turn it is, between two transactions. */
    void count(TableReader reader, Position delivered)
            throws SourceUnavailableException, MisconfiguredException, InterruptedException {
        long start = nanoTime.getAsLong();
        for (Map.Entry<CountedColumn, Tally> entry : tallies.entrySet()) {
            if (entry.getValue().isDue(start)) {
                CountedColumn column = entry.getKey();
                ValueCount count = reader.countValues(column.table(), column.column(), delivered);
                entry.setValue(tally(column, count, start));
                entry.getValue().committed(delivered);
                return;
            }
        }
    }

    private Tally tally(CountedColumn column, ValueCount count, long start) {
        long now = nanoTime.getAsLong();
        if (count instanceof Counted counted) {
            long wait = Math.max(SHORTEST_WAIT.toNanos(), (now - start) * WAIT_PER_COUNT);
            return Tally.of(counted, now + wait);
        }
        LOG.warn(
                "The rows of {} are not counted by label: {}; tried again in {} min",
                column,
                ((Uncounted) count).why(),
                WAIT_AFTER_FAILURE.toMinutes());
        return Tally.uncounted(now + WAIT_AFTER_FAILURE.toNanos());
    }

    /** Rows by table, column and label, of the columns for which they are known. */
    Map<TableId, Map<String, Map<String, Long>>> known() {
        Map<TableId, Map<String, Map<String, Long>>> known = new TreeMap<>();
        tallies.forEach((column, tally) -> {
            if (tally.isSettled()) {
                known.computeIfAbsent(column.table(), absent -> new TreeMap<>()).put(tally.column(), tally.rows());
            }
        });
        return known;
    }
}
