package dev.rowcast.examples.mirror;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The table that is kept equal, as it is defined.
 *
 * @param columns those that are written, in the order of the table's; generated ones are the server's to write
 * @param key the primary key's among them, in the same order, as in topics
 * @param generated the names of the generated ones
 */
record TargetTable(String name, List<Column> columns, List<Column> key, Set<String> generated) {
    private static final String COLUMNS =
            """
            SELECT c.column_name, c.data_type, c.extra, k.column_name IS NOT NULL, c.character_set_name IS NOT NULL
            FROM information_schema.columns c LEFT JOIN information_schema.statistics k
                ON k.table_schema = c.table_schema AND k.table_name = c.table_name
                AND k.index_name = 'PRIMARY' AND k.column_name = c.column_name
            WHERE c.table_schema = DATABASE() AND c.table_name = ? ORDER BY c.ordinal_position""";
    private static final String OTHER_UNIQUE =
            """
            SELECT MIN(index_name) FROM information_schema.statistics
            WHERE table_schema = DATABASE() AND table_name = ? AND non_unique = 0 AND index_name <> 'PRIMARY'""";
    private static final String TRIGGER =
            """
            SELECT MIN(trigger_name) FROM information_schema.triggers
            WHERE event_object_schema = DATABASE() AND event_object_table = ?""";
    private static final String ENGINE =
            """
            SELECT engine FROM information_schema.tables
            WHERE table_schema = DATABASE() AND table_name = ? AND engine <> 'InnoDB'""";

    TargetTable {
        columns = List.copyOf(columns);
        key = List.copyOf(key);
        generated = Set.copyOf(generated);
    }

    /** Whether there is such a column, written or generated. */
    boolean hasColumn(String column) {
        return generated.contains(column)
                || columns.stream().anyMatch(written -> written.name().equals(column));
    }

    String quoted() {
        return Column.quoted(name);
    }

    /**
     * Reads the definition.
     *
     * @throws MisfitException if rows could not be mirrored in such a table
     */
    static TargetTable read(Connection connection, String name) throws SQLException, MisfitException {
        List<Column> columns = new ArrayList<>();
        List<Column> key = new ArrayList<>();
        Set<String> generated = new HashSet<>();
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
            statement.setString(1, name);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    if (rows.getString(3).endsWith(" GENERATED")) {
                        generated.add(rows.getString(1));
                        continue;
                    }
                    Column column = column(name, rows);
                    columns.add(column);
                    if (rows.getBoolean(4)) {
                        key.add(column);
                    }
                }
            }
        }
        require(!columns.isEmpty(), "There is no table " + name + " in the target: create it as it is in the source");
        require(!key.isEmpty(), "The target's table " + name + " has no primary key: give it the source's");
        refuse(
                connection,
                name,
                OTHER_UNIQUE,
                "the unique index",
                "drop it, for rows change one by one, not as in the source");
        refuse(connection, name, TRIGGER, "the trigger", "drop it, or its changes make the tables differ");
        refuse(connection, name, ENGINE, "the engine", "ALTER TABLE " + Column.quoted(name) + " ENGINE = InnoDB");
        return new TargetTable(name, columns, key, generated);
    }

    private static Column column(String table, ResultSet row) throws SQLException, MisfitException {
        String name = row.getString(1);
        String type = row.getString(2).toLowerCase(Locale.ROOT);
        ColumnKind kind = ColumnKind.of(type);
        if (kind == null) {
            throw new MisfitException("The target's column " + name + " of " + table + " has the type " + type
                    + ", which is not mirrored: use the source's type, of those in Rowcast's table of values");
        }
        return new Column(name, kind, row.getBoolean(5));
    }

    private static void require(boolean condition, String problem) throws MisfitException {
        if (!condition) {
            throw new MisfitException(problem);
        }
    }

    private static void refuse(Connection connection, String table, String query, String what, String remedy)
            throws SQLException, MisfitException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, table);
            try (ResultSet rows = statement.executeQuery()) {
                String found = rows.next() ? rows.getString(1) : null;
                require(found == null, "The target's table " + table + " has " + what + " " + found + ": " + remedy);
            }
        }
    }
}
