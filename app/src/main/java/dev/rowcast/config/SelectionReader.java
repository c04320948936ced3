package dev.rowcast.config;

import static dev.rowcast.config.SettingsTable.COLUMNS;
import static dev.rowcast.config.SettingsTable.HASH_KEY;
import static dev.rowcast.config.SettingsTable.MYSQL_DATABASE;
import static dev.rowcast.config.SettingsTable.ROWS;
import static dev.rowcast.config.SettingsTable.TABLES;
import static dev.rowcast.config.SettingsTable.TABLE_TOPICS;

import dev.rowcast.selection.ColumnRule;
import dev.rowcast.selection.RowRule;
import dev.rowcast.selection.RuleSyntaxException;
import dev.rowcast.selection.SelectionRules;
import dev.rowcast.selection.TablePattern;
import dev.rowcast.selection.TableSelection;
import dev.rowcast.selection.TopicRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads and checks which columns and rows are published. Used on one thread. */
final class SelectionReader {
    private final SettingsReader reader;

    SelectionReader(SettingsReader reader) {
        this.reader = reader;
    }

    SelectionSettings read(DatabaseSettings database) {
        List<ColumnRule> columns = read(COLUMNS, database, ColumnRule::parse);
        List<RowRule> rows = read(ROWS, database, RowRule::parse);
        Secret hashKey = reader.find(HASH_KEY);
        SelectionRules rules = new SelectionRules(columns, rows);
        if (rules.needHashKey() && hashKey == null && reader.areSound(HASH_KEY)) {
            reader.reject(
                    COLUMNS,
                    "a column to hash without a key",
                    "it with " + HASH_KEY.name() + ": " + HASH_KEY.allowed());
        }
        checkTables(COLUMNS, columns.stream().map(ColumnRule::tables).toList(), database);
        checkTables(ROWS, rows.stream().map(RowRule::tables).toList(), database);
        return reader.areSound(COLUMNS, ROWS, HASH_KEY)
                ? new SelectionSettings(rules, hashKey)
                : SelectionSettings.EVERYTHING;
    }

    /** The topics of tables with templates of their own. */
    List<TopicRule> readTopics(DatabaseSettings database) {
        List<TopicRule> rules = read(TABLE_TOPICS, database, TopicRule::parse);
        for (TopicRule rule : rules) {
            checkTemplate(rule.events(), SettingsTable.EVENT_TOPIC);
            checkTemplate(rule.states(), SettingsTable.STATE_TOPIC);
        }
        checkTables(TABLE_TOPICS, rules.stream().map(TopicRule::tables).toList(), database);
        return reader.areSound(TABLE_TOPICS) ? rules : List.of();
    }

    private void checkTemplate(@Nullable String template, Setting<String> usual) {
        try {
            if (template != null) {
                usual.format().parse(template);
            }
        } catch (IllegalArgumentException e) {
            reader.reject(TABLE_TOPICS, "the topic '" + template + "'", usual.allowed());
        }
    }

    /** Reads rules from a setting's text. */
    @FunctionalInterface
    private interface Rules<T> {
        List<T> parse(String text, String defaultSchema) throws RuleSyntaxException;
    }

    private <T> List<T> read(Setting<String> setting, DatabaseSettings database, Rules<T> rules) {
        String text = reader.find(setting);
        if (text == null) {
            return List.of();
        }
        try {
            return rules.parse(text, database.schema());
        } catch (RuleSyntaxException e) {
            reader.reject(setting, "a mistake: " + e.getMessage(), setting.allowed());
            return List.of();
        }
    }

    /** A rule for a table that is not watched is meant for another one, which would be shown without it. */
    private void checkTables(Setting<?> setting, List<TablePattern> patterns, DatabaseSettings database) {
        if (!reader.areSound(TABLES, MYSQL_DATABASE, setting)) {
            return;
        }
        TableSelection tables = database.tables();
        for (TablePattern pattern : patterns) {
            if (!tables.meets(pattern)) {
                reader.reject(
                        setting,
                        "a rule for " + pattern + ", which " + TABLES.name() + " does not name",
                        "rules for tables that are broadcast" + database.nearTable(pattern.toString()));
            }
        }
    }
}
