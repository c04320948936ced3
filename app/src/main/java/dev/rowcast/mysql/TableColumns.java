package dev.rowcast.mysql;

import dev.rowcast.change.TableId;
import dev.rowcast.change.Value;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A table as the server's catalogue describes it, ready to be read by SELECT into the same values that its binlog events
 * give.
 *
 * @param names of all columns, in order; empty if there is no such table
 * @param cells one decoder for each column
 * @param key the primary key's columns, as indexes in key order
 */
record TableColumns(TableId table, List<String> names, List<TextCell> cells, List<Integer> key) {
    private static final String COLUMNS =
            "SELECT COLUMN_NAME, DATA_TYPE, COLUMN_TYPE, CHARACTER_SET_NAME FROM information_schema.COLUMNS"
                    + " WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ? ORDER BY ORDINAL_POSITION";
    private static final String KEY =
            "SELECT COLUMN_NAME FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?"
                    + " AND INDEX_NAME = 'PRIMARY' ORDER BY SEQ_IN_INDEX";

    TableColumns {
        names = List.copyOf(names);
        cells = List.copyOf(cells);
        key = List.copyOf(key);
    }

    /**
     * Asks the server.
     *
     * @throws UndecodableException if a column can not be read, or the table has no primary key
     */
    static TableColumns read(Connection connection, Charsets charsets, TableId table) throws SQLException {
        List<String> names = new ArrayList<>();
        List<TextCell> cells = new ArrayList<>();
        TextCells types = new TextCells(charsets);
        try (PreparedStatement statement = statement(connection, COLUMNS, table);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                String name = rows.getString(1);
                names.add(name);
                try {
                    cells.add(types.of(rows.getString(2), rows.getString(3), rows.getString(4)));
                } catch (UndecodableException e) {
                    throw new UndecodableException(table + "." + name + " " + e.getMessage());
                }
            }
        }
        List<Integer> key = new ArrayList<>();
        try (PreparedStatement statement = statement(connection, KEY, table);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                key.add(names.indexOf(rows.getString(1)));
            }
        }
        if (key.isEmpty() && !names.isEmpty()) {
            throw new UndecodableException(
                    table + " has no primary key; to mend: ALTER TABLE " + quote(table) + " ADD PRIMARY KEY (…)");
        }
        return new TableColumns(table, names, cells, key);
    }

    private static PreparedStatement statement(Connection connection, String sql, TableId table) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setString(1, table.schema());
        statement.setString(2, table.table());
        return statement;
    }

    /**
     * What a column holds.
     *
     * @param bytes as the server sends them; null for NULL
     */
    Value value(int index, byte @Nullable [] bytes) {
        if (bytes == null) {
            return Value.Null.NULL;
        }
        try {
            return cells.get(index).decoder().apply(bytes);
        } catch (UndecodableException e) {
            throw new UndecodableException(table + "." + names.get(index) + " " + e.getMessage());
        }
    }

    boolean exists() {
        return !names.isEmpty();
    }

    List<String> keyNames() {
        return key.stream().map(names::get).toList();
    }

    /** {@code SELECT} of all columns, up to the table's name. */
    String select() {
        List<String> expressions = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            expressions.add(cells.get(i).expression(Jdbc.quote(names.get(i))));
        }
        return expressions.stream().collect(Collectors.joining(", ", "SELECT ", " FROM " + quote(table)));
    }

    static String quote(TableId table) {
        return Jdbc.quote(table.schema()) + "." + Jdbc.quote(table.table());
    }
}
