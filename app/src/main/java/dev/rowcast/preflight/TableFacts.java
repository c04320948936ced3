package dev.rowcast.preflight;

import static java.util.Objects.requireNonNull;

import dev.rowcast.change.TableId;
import java.util.List;

/** What the server says about one watched table. */
public sealed interface TableFacts {
    TableId id();

    /**
     * A table that we may see.
     *
     * @param view whether it is a view and no base table
     * @param engine its storage engine; empty for a view
     * @param primaryKey the key's columns in the key's order; empty if there is none
     * @param columns in the table's order, as far as we may see them
     */
    record Present(TableId id, boolean view, String engine, List<String> primaryKey, List<ColumnFacts> columns)
            implements TableFacts {
        public Present {
            requireNonNull(id, "id is null");
            requireNonNull(engine, "engine is null");
            primaryKey = List.copyOf(primaryKey);
            columns = List.copyOf(columns);
        }
    }

    /**
     * A table that does not exist, or that we may not see.
     *
     * @param similar tables with names like it, nearest first
     */
    record Missing(TableId id, List<TableId> similar) implements TableFacts {
        public Missing {
            requireNonNull(id, "id is null");
            similar = List.copyOf(similar);
        }
    }

    /**
     * A column.
     *
     * @param type with length and attributes, as the server words it
     */
    record ColumnFacts(String name, String type, Origin origin) {
        public ColumnFacts {
            requireNonNull(name, "name is null");
            requireNonNull(type, "type is null");
            requireNonNull(origin, "origin is null");
        }
    }

    /** Where a column's values come from. */
    enum Origin {
        /** What statements write. */
        WRITTEN,
        /** Computed when a row is written. */
        STORED,
        /** Computed when a row is read. */
        VIRTUAL
    }
}
