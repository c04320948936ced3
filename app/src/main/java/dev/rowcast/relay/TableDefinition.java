package dev.rowcast.relay;

import static java.util.Objects.requireNonNull;

import dev.rowcast.change.TableId;
import java.util.List;

/** A table's columns, in their order, as far as they are told. */
public record TableDefinition(TableId table, List<Column> columns) {
    /**
     * A column.
     *
     * @param type in SQL, as the server words it
     * @param key whether it is part of the primary key
     * @param masked whether something else is told in place of its values
     */
    public record Column(String name, String type, boolean key, boolean masked) {
        public Column {
            requireNonNull(name, "name is null");
            requireNonNull(type, "type is null");
        }
    }

    public TableDefinition {
        requireNonNull(table, "table is null");
        columns = List.copyOf(columns);
    }

    List<String> key() {
        return columns.stream().filter(Column::key).map(Column::name).toList();
    }
}
