package dev.rowcast.change;

import static java.util.Objects.requireNonNull;

/** A table's full name. Both parts are exactly as the server writes them in its binlog. */
public record TableId(String schema, String table) implements Comparable<TableId> {
    public TableId {
        requireNonNull(schema, "schema is null");
        requireNonNull(table, "table is null");
    }

    @Override
    public int compareTo(TableId other) {
        int bySchema = schema.compareTo(other.schema);
        return bySchema != 0 ? bySchema : table.compareTo(other.table);
    }

    @Override
    public String toString() {
        return schema + "." + table;
    }
}
