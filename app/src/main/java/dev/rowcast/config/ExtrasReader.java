package dev.rowcast.config;

import static dev.rowcast.config.SettingsTable.BIRTH;
import static dev.rowcast.config.SettingsTable.COLUMNS;
import static dev.rowcast.config.SettingsTable.COUNTS;
import static dev.rowcast.config.SettingsTable.HASH_KEY;
import static dev.rowcast.config.SettingsTable.HOME_ASSISTANT;
import static dev.rowcast.config.SettingsTable.MYSQL_DATABASE;
import static dev.rowcast.config.SettingsTable.ROWS;
import static dev.rowcast.config.SettingsTable.TABLES;

import dev.rowcast.change.TableId;
import dev.rowcast.selection.CountedColumn;
import dev.rowcast.selection.Selection;
import java.util.ArrayList;
import java.util.List;

/** Reads and checks what is told beside rows and status. Used on one thread. */
final class ExtrasReader {
    private final SettingsReader reader;

    ExtrasReader(SettingsReader reader) {
        this.reader = reader;
    }

    ExtraSettings read(DatabaseSettings database, SelectionSettings selection) {
        List<String> texts = reader.find(COUNTS);
        List<CountedColumn> counted = texts == null ? List.of() : counted(texts, database, selection);
        return new ExtraSettings(counted, reader.find(HOME_ASSISTANT), reader.read(BIRTH));
    }

    private List<CountedColumn> counted(List<String> texts, DatabaseSettings database, SelectionSettings settings) {
        if (!reader.areSound(COUNTS, TABLES, MYSQL_DATABASE, COLUMNS, ROWS, HASH_KEY)) {
            return List.of();
        }
        Selection selection = settings.selection();
        List<CountedColumn> counted = new ArrayList<>();
        for (String text : texts) {
            CountedColumn column = CountedColumn.parse(text, database.schema());
            if (counted.stream().anyMatch(other -> other.is(column.table(), column.column()))) {
                reader.reject(COUNTS, column + " twice", COUNTS.allowed());
            }
            check(column, database, selection);
            counted.add(column);
        }
        return counted;
    }

    private void check(CountedColumn column, DatabaseSettings database, Selection selection) {
        TableId table = column.table();
        if (!database.tables().matches(table)) {
            reader.reject(
                    COUNTS,
                    "a column of " + table + ", which " + TABLES.name() + " does not name",
                    "columns of tables that are broadcast" + database.nearTable(table.toString()));
        }
        if (!selection.shows(table, column.column()) || selection.masks(table, column.column())) {
            reader.reject(
                    COUNTS,
                    column + ", which " + COLUMNS.name() + " hides or masks",
                    "columns that are broadcast as they are: a count would tell their values");
        }
        if (selection.filters(table)) {
            reader.reject(
                    COUNTS,
                    "a column of " + table + ", of which " + ROWS.name() + " leaves rows out",
                    "columns of tables that are broadcast whole: a count would tell of the other rows");
        }
    }
}
