package dev.rowcast.relay;

import dev.rowcast.change.Position;
import dev.rowcast.change.Row;
import dev.rowcast.change.TableId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads tables in the order of their primary keys, chunk by chunk, each in a consistent view of its own, while the tables are
 * written to. How many rows a chunk has is the reader's choice: so many that neither its time nor its memory grows with the
 * table. The relay's thread.
 *
 * <p>A place in a table is a text that only the reader understands, and may be kept over restarts. One that no longer fits the
 * table, because its primary key has changed meanwhile, counts as the table's beginning.
 */
public interface TableReader extends AutoCloseable {

    /**
     * The next rows of a table; none, and no end, if there is no such table.
     *
     * @param after where the chunk before has ended; null for the table's beginning
     * @param delivered what the stream has delivered; the chunk shows all of it
     */
    Chunk read(TableId table, @Nullable String after, Position delivered)
            throws SourceUnavailableException, MisconfiguredException, InterruptedException;

    /**
     * Begins to read the chunk that {@link #read} is asked for next, so that it is there sooner; what is asked for instead makes
     * the chunk be forgotten. A change that the stream delivers from now on may be shown in it or not, as its places tell.
     *
     * @param after where the chunk before has ended
     * @param delivered what the stream has delivered, which is no part of a transaction; the chunk shows all of it
     */
    default void prepare(TableId table, String after, Position delivered)
            throws SourceUnavailableException, MisconfiguredException, InterruptedException {}

    /** Whether {@link #read} would wait for the chunk that is being {@linkplain #prepare prepared}. */
    default boolean isPreparing() {
        return false;
    }

    /**
     * The primary keys alone of the next rows.
     *
     * @param after where to begin; null for the table's beginning
     * @param last the place behind the last key that is wanted
     * @param delivered what the stream has delivered; the keys are those of a view that shows all of it
     */
    Keys readKeys(TableId table, @Nullable String after, String last, Position delivered)
            throws SourceUnavailableException, MisconfiguredException, InterruptedException;

    /**
     * How many rows the table has, in a view of its own; 0 if there is no such table.
     *
     * @param delivered what the stream has delivered; the view shows all of it
     */
    Count count(TableId table, Position delivered)
            throws SourceUnavailableException, MisconfiguredException, InterruptedException;

    /**
     * How many rows of the table have each label of an ENUM column, in a view of its own. Takes a few seconds at most.
     *
     * @param delivered what the stream has delivered; the view shows all of it
     */
    default ValueCount countValues(TableId table, String column, Position delivered)
            throws SourceUnavailableException, MisconfiguredException, InterruptedException {
        return new ValueCount.Uncounted("values are not counted here");
    }

    /**
     * Which tables are followed beside those that are named one by one; none where all of them are.
     *
     * @param delivered what the stream has delivered; the answer shows all of it, and may show more
     */
    default Tables tables(Position delivered)
            throws SourceUnavailableException, MisconfiguredException, InterruptedException {
        return Tables.NONE;
    }

    /** Ends the connection. Never throws. */
    @Override
    void close();

    /**
     * Rows that follow each other in the order of the primary key.
     *
     * @param low every change before it is shown
     * @param high no change behind it is shown. A change between the two is shown or not
     * @param end where the next chunk begins; null if the table has no more rows
     */
    record Chunk(List<KeyedRow> rows, Position low, Position high, @Nullable String end) {
        public Chunk {
            rows = List.copyOf(rows);
        }
    }

    /**
     * Tables that patterns match.
     *
     * @param followed those that can be followed
     * @param leftOut those that can not: neither their rows nor their changes are told
     */
    record Tables(Set<TableId> followed, Set<TableId> leftOut) {
        /** No pattern, no table. */
        public static final Tables NONE = new Tables(Set.of(), Set.of());

        public Tables {
            followed = Set.copyOf(followed);
            leftOut = Set.copyOf(leftOut);
        }
    }

    /** A row, and its primary key's columns. */
    record KeyedRow(Row key, Row row) {}

    /**
     * Primary keys that follow each other.
     *
     * @param end where the next begin; null if there are no more up to the place asked for
     */
    record Keys(List<Row> keys, @Nullable String end) {
        public Keys {
            keys = List.copyOf(keys);
        }
    }

    /**
     * A number of rows.
     *
     * @param rows exact; empty if it is not known
     * @param estimate the server's guess if {@code rows} is empty
     * @param at every change before it is counted, on a server that rests no other
     */
    record Count(OptionalLong rows, long estimate, Position at) {}

    /** The rows of a table by the labels of one of its columns. */
    sealed interface ValueCount {
        /**
         * They are known.
         *
         * @param column its name as the server writes it
         * @param rows by label, in the order of the type, those without rows included; NULL is not counted
         * @param low every change before it is counted
         * @param high no change behind it is counted. A change between the two is counted or not
         */
        record Counted(String column, Map<String, Long> rows, Position low, Position high) implements ValueCount {
            public Counted {
                rows = Collections.unmodifiableMap(new LinkedHashMap<>(rows));
            }
        }

        /** They are not, and asked at once again would not be. */
        record Uncounted(String why) implements ValueCount {}
    }
}
