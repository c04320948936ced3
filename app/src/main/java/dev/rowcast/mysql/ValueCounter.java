package dev.rowcast.mysql;

import dev.rowcast.change.TableId;
import dev.rowcast.relay.TableReader.ValueCount;
import dev.rowcast.relay.TableReader.ValueCount.Counted;
import dev.rowcast.relay.TableReader.ValueCount.Uncounted;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Counts a table's rows by the labels of an ENUM column. One thread. */
final class ValueCounter {
    /** Nothing else is published while a table is counted. */
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private static final String TYPE = "SELECT COLUMN_NAME, COLUMN_TYPE FROM information_schema.COLUMNS"
            + " WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ? AND COLUMN_NAME = ?";

    private static final String ENUM = "enum(";

    private ValueCounter() {}

    /** Counts in the view; fails only if the connection is lost. The table must be held in the view. */
    static ValueCount count(ConsistentView view, TableId table, String column) throws SQLException {
        Optional<Definition> definition = definition(view.connection(), table, column);
        if (definition.isEmpty()) {
            return new Uncounted(table + " has no column " + column);
        }
        String type = definition.get().type();
        if (!type.startsWith(ENUM)) {
            return new Uncounted(table + "." + column + " is no ENUM, but " + type);
        }
        String name = definition.get().name();
        Map<String, Long> rows = new LinkedHashMap<>();
        labels(type, rows);
        return count(view.connection(), table, name, rows)
                ? new Counted(name, rows, view.low(), view.high())
                : new Uncounted("to count the rows of " + table + " takes longer than " + LONGEST.toSeconds() + " s");
    }

    /** A column as the server knows it. */
    private record Definition(String name, String type) {}

    private static Optional<Definition> definition(Connection connection, TableId table, String column)
            throws SQLException {
        return Jdbc.rows(
                        connection,
                        TYPE,
                        row -> new Definition(row.getString(1), row.getString(2)),
                        table.schema(),
                        table.table(),
                        column)
                .stream()
                .findFirst();
    }

    /** Adds the rows of each label; false if that took too long. */
    private static boolean count(Connection connection, TableId table, String column, Map<String, Long> rows)
            throws SQLException {
        String name = Jdbc.quote(column);
        return TimedSelect.rows(
                        connection,
                        LONGEST,
                        name + ", COUNT(*) FROM " + TableColumns.quote(table) + " WHERE " + name
                                + " IS NOT NULL GROUP BY " + name,
                        row -> rows.put(row.getString(1), row.getLong(2)))
                .isPresent();
    }

    /**
     * Adds each of the type's labels with no rows.
     *
     * @param type {@code enum('a','b')} with quotes doubled, and what else SQL escapes behind a backslash
     */
    static void labels(String type, Map<String, Long> rows) {
        int at = ENUM.length();
        while (at < type.length() && type.charAt(at) == '\'') {
            StringBuilder label = new StringBuilder();
            at++;
            while (at < type.length() && (type.charAt(at) != '\'' || type.startsWith("''", at))) {
                boolean escapes = type.charAt(at) == '\'' || (type.charAt(at) == '\\' && at + 1 < type.length());
                label.append(escapes ? unescaped(type.charAt(at), type.charAt(at + 1)) : type.charAt(at));
                at += escapes ? 2 : 1;
            }
            rows.put(label.toString(), 0L);
            at += 2; // the closing quote, and the comma or parenthesis
        }
    }

    private static char unescaped(char escape, char letter) {
        return escape == '\''
                ? letter
                : switch (letter) {
                    case 'n' -> '\n';
                    case 'r' -> '\r';
                    case '0' -> '\0';
                    case 'Z' -> '\u001a';
                    default -> letter;
                };
    }
}
