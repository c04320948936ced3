package dev.rowcast.change;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a change stream delivers, in the server's commit order. */
public sealed interface StreamItem {

    /**
     * A watched row that was inserted, updated or deleted. Its transaction has committed; a {@link Commit} follows the last
     * change of the transaction.
     *
     * @param key the primary key's columns; for an update they are equal before and after (a change of the key arrives as
     *     a delete and an insert)
     * @param before the row until the change; null for an insert
     * @param after the row since the change; null for a delete
     */
    record RowChange(
            TableId table, Operation operation, Row key, @Nullable Row before, @Nullable Row after, Source source)
            implements StreamItem {
        public RowChange {
            requireNonNull(table, "table is null");
            requireNonNull(key, "key is null");
            requireNonNull(source, "source is null");
            if ((operation == Operation.INSERT) != (before == null)
                    || (operation == Operation.DELETE) != (after == null)) {
                throw new IllegalArgumentException("row images do not fit " + operation);
            }
        }
    }

    /** The end of a transaction, with or without watched rows: the only kind of place to resume from. */
    record Commit(Position position, Instant committedAt) implements StreamItem {
        public Commit {
            requireNonNull(position, "position is null");
            requireNonNull(committedAt, "committedAt is null");
        }
    }

    /**
     * A place between two transactions that the stream has come to without a commit, for the server has begun another file or
     * prepared an XA transaction. The stream can be resumed from it.
     */
    record Passed(Position position) implements StreamItem {
        public Passed {
            requireNonNull(position, "position is null");
        }
    }

    /**
     * A statement that may have changed a watched table in ways that no row event tells (TRUNCATE, ALTER, RENAME, DROP …):
     * the table's state has to be read anew. A {@link Commit} follows.
     *
     * @param statement the statement's text, shortened for people
     */
    record TableAltered(TableId table, String statement) implements StreamItem {
        public TableAltered {
            requireNonNull(table, "table is null");
            requireNonNull(statement, "statement is null");
        }
    }

    /**
     * A statement that may have altered tables, where it depends on the server which tables are followed: the state of those
     * that it names has to be read anew. A {@link Commit} follows.
     *
     * @param names tells of a table whether the statement may have altered it
     * @param others whether there may be other tables since than before
     * @param statement the statement's text, shortened for people
     */
    record TablesAltered(Predicate<TableId> names, boolean others, String statement) implements StreamItem {
        public TablesAltered {
            requireNonNull(names, "names is null");
            requireNonNull(statement, "statement is null");
        }
    }
}
