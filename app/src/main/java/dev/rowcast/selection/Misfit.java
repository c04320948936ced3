package dev.rowcast.selection;

import static java.util.Objects.requireNonNull;

import dev.rowcast.change.TableId;
import java.util.List;

/**
 * Where a rule does not fit a table.
 *
 * @param setting the name of the setting that holds the rule
 * @param column as the rule names it; a column of the primary key as the table does
 */
public record Misfit(String setting, TableId table, String column, Kind kind) {
    public Misfit {
        requireNonNull(setting, "setting is null");
        requireNonNull(table, "table is null");
        requireNonNull(column, "column is null");
        requireNonNull(kind, "kind is null");
    }

    /** What is wrong. */
    public enum Kind {
        /** The table lacks a column that is to be shown: less is published than was meant, nothing more. */
        UNKNOWN_SHOWN,
        /** The table lacks a column that is to be hidden, masked or compared: more could be published than was meant. */
        UNKNOWN,
        /** A column of the primary key is left out or masked. */
        KEY
    }

    /** What is said when it shows while the table is followed. */
    String message(List<String> columns) {
        return switch (kind) {
            case UNKNOWN_SHOWN, UNKNOWN -> unknown(setting, table, column, columns);
            case KEY ->
                setting + " leaves out or masks " + table + "." + column
                        + ", which belongs to the primary key and so stands in topics; to mend: show it, or choose another"
                        + " primary key";
        };
    }

    static String unknown(String setting, TableId table, String column, List<String> columns) {
        return setting + " names " + table + "." + column + ", and the table has no such column, only "
                + String.join(", ", columns) + "; to mend: name it there as the table does";
    }
}
