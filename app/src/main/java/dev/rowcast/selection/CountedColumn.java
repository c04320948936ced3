package dev.rowcast.selection;

import static java.util.Objects.requireNonNull;

import dev.rowcast.change.TableId;

/**
 * A column of type ENUM whose rows are counted by label.
 *
 * @param column letter case does not count, as for the server
 */
public record CountedColumn(TableId table, String column) {
    public CountedColumn {
        requireNonNull(table, "table is null");
        requireNonNull(column, "column is null");
    }

    /**
     * Reads {@code table.column} or {@code database.table.column}.
     *
     * @param defaultSchema the database of what is named without one
     * @throws IllegalArgumentException if it is neither; says why
     */
    public static CountedColumn parse(String text, String defaultSchema) {
        int dot = text.lastIndexOf('.');
        if (dot < 0) {
            throw new IllegalArgumentException("no dot in '" + text + "'");
        }
        String column = text.substring(dot + 1).strip();
        TablePattern table = TablePattern.parse(text.substring(0, dot), defaultSchema);
        // A column's name has the letters of a table's.
        if (!table.isLiteral() || !TablePattern.parse(column, defaultSchema).namesTable()) {
            throw new IllegalArgumentException("a pattern in '" + text + "'");
        }
        return new CountedColumn(table.named(), column);
    }

    /** Whether it is the same column, however its letters are written. */
    public boolean is(TableId otherTable, String otherColumn) {
        return table.equals(otherTable) && column.equalsIgnoreCase(otherColumn);
    }

    @Override
    public String toString() {
        return table + "." + column;
    }
}
