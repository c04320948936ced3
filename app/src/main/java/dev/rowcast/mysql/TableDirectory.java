package dev.rowcast.mysql;

import dev.rowcast.change.TableId;
import dev.rowcast.preflight.TableFacts.Present;
import dev.rowcast.selection.TableSelection;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Which tables the server has that patterns match. */
final class TableDirectory {
    private static final String OF_USERS =
            " WHERE TABLE_SCHEMA NOT IN ('mysql', 'sys', 'information_schema', 'performance_schema')";
    private static final String TABLES =
            "SELECT TABLE_SCHEMA, TABLE_NAME, TABLE_TYPE, ENGINE FROM information_schema.TABLES" + OF_USERS;
    private static final String KEYS = "SELECT TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME FROM information_schema.STATISTICS"
            + OF_USERS + " AND INDEX_NAME = 'PRIMARY' ORDER BY TABLE_SCHEMA, TABLE_NAME, SEQ_IN_INDEX";

    private TableDirectory() {}

    /** Those that patterns match and that are not named, views among them, in the order of their names; without columns. */
    static List<Present> matching(Connection connection, TableSelection selection) throws SQLException {
        Map<TableId, List<String>> keys = new HashMap<>();
        Jdbc.rows(connection, KEYS, row -> keys.computeIfAbsent(id(row), absent -> new ArrayList<>())
                .add(row.getString(3)));
        return Jdbc.rows(connection, TABLES, row -> table(row, keys)).stream()
                .filter(table -> selection.matches(table.id()) && !selection.names(table.id()))
                .sorted(Comparator.comparing(Present::id))
                .toList();
    }

    private static Present table(ResultSet row, Map<TableId, List<String>> keys) throws SQLException {
        TableId table = id(row);
        String engine = row.getString(4) == null ? "" : row.getString(4);
        return new Present(
                table, !isBaseTable(row.getString(3)), engine, keys.getOrDefault(table, List.of()), List.of());
    }

    /** MariaDB's sequences are tables of a kind, too. */
    private static boolean isBaseTable(String type) {
        return switch (type.toUpperCase(Locale.ROOT)) {
            case "BASE TABLE", "SYSTEM VERSIONED" -> true;
            default -> false;
        };
    }

    private static TableId id(ResultSet rows) throws SQLException {
        return new TableId(rows.getString(1), rows.getString(2));
    }
}
