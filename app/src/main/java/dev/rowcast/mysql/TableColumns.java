package dev.rowcast.mysql;

import dev.rowcast.change.Row;
import dev.rowcast.change.TableId;
import dev.rowcast.change.Value;
import dev.rowcast.mysql.KeyColumns.Described;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A table as the server's catalogue describes it, ready to be read by SELECT into the same values that its binlog events
 * give.
 *
 * @param names of all columns, in order; empty if there is no such table
 * @param cells one decoder for each column
 * @param key the primary key's columns, as indexes in key order
 * @param primaryKey how they are ordered
 */
record TableColumns(TableId table, List<String> names, List<TextCell> cells, List<Integer> key, PrimaryKey primaryKey) {
    private static final String COLUMNS =
            "SELECT COLUMN_NAME, DATA_TYPE, COLUMN_TYPE, CHARACTER_SET_NAME, COLLATION_NAME FROM information_schema.COLUMNS"
                    + " WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ? ORDER BY ORDINAL_POSITION";
    private static final String KEY =
            "SELECT COLUMN_NAME, SUB_PART, COLLATION FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?"
                    + " AND INDEX_NAME = 'PRIMARY' ORDER BY SEQ_IN_INDEX";

    private static final int UNKNOWN_DATABASE = 1049;
    private static final int NO_SUCH_TABLE = 1146;

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
        List<Described> columns = described(connection, table);
        List<String> names = columns.stream().map(Described::name).toList();
        List<TextCell> cells = new ArrayList<>();
        TextCells types = new TextCells(charsets);
        for (Described column : columns) {
            try {
                cells.add(types.of(column.dataType(), column.columnType(), column.charset()));
            } catch (UndecodableException e) {
                throw new UndecodableException(table + "." + column.name() + " " + e.getMessage());
            }
        }
        List<Integer> key = new ArrayList<>();
        List<KeyColumn> keyColumns = new ArrayList<>();
        boolean hasPrefixes = false;
        try (PreparedStatement statement = statement(connection, KEY, table);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                int index = names.indexOf(rows.getString(1));
                int prefix = rows.getInt(2);
                hasPrefixes |= prefix > 0;
                key.add(index);
                keyColumns.add(keyColumn(table, columns.get(index), prefix, "D".equals(rows.getString(3))));
            }
        }
        if (key.isEmpty() && !names.isEmpty()) {
            throw new NoPrimaryKeyException(table);
        }
        return new TableColumns(table, names, cells, key, new PrimaryKey(keyColumns, hasPrefixes));
    }

    /**
     * Opens the table in the connection's transaction and then asks the server, so that no statement can alter the table
     * between the reading of its columns and the reading of its rows; empty if there is no such table.
     *
     * @throws UndecodableException as {@link #read}
     */
    static Optional<TableColumns> readHeld(Connection connection, Charsets charsets, TableId table)
            throws SQLException {
        return hold(connection, table)
                ? Optional.of(read(connection, charsets, table)).filter(TableColumns::exists)
                : Optional.empty();
    }

    /** Keeps statements from altering the table until the connection's transaction ends; false if there is no such table. */
    static boolean hold(Connection connection, TableId table) throws SQLException {
        try {
            Jdbc.execute(connection, "SELECT 1 FROM " + quote(table) + " LIMIT 0");
            return true;
        } catch (SQLException e) {
            if (isMissing(e)) {
                return false;
            }
            throw e;
        }
    }

    /** Whether the failure is that there is no such table. */
    static boolean isMissing(SQLException failure) {
        return failure.getErrorCode() == NO_SUCH_TABLE || failure.getErrorCode() == UNKNOWN_DATABASE;
    }

    private static List<Described> described(Connection connection, TableId table) throws SQLException {
        List<Described> columns = new ArrayList<>();
        boolean mariadb = connection.getMetaData().getDatabaseProductVersion().contains("MariaDB");
        try (PreparedStatement statement = statement(connection, COLUMNS, table);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                columns.add(new Described(
                        rows.getString(1),
                        rows.getString(2),
                        rows.getString(3),
                        rows.getString(4),
                        rows.getString(5),
                        mariadb));
            }
        }
        return columns;
    }

    private static KeyColumn keyColumn(TableId table, Described column, int prefix, boolean descending) {
        try {
            return KeyColumns.of(column, prefix, descending);
        } catch (UndecodableException e) {
            throw new UndecodableException(table + "." + column.name() + " " + e.getMessage());
        }
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

    /** The row that a result of {@link #select} is at. */
    Row row(ResultSet rows) throws SQLException {
        return row(cells(rows));
    }

    /** What the server has sent for the row that a result of {@link #select} is at. */
    byte[] @Nullable [] cells(ResultSet rows) throws SQLException {
        byte[] @Nullable [] cells = new byte[names.size()][];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = rows.getBytes(i + 1);
        }
        return cells;
    }

    /** The row that the server has sent. */
    Row row(byte[] @Nullable [] cells) {
        Value[] values = new Value[names.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(i, cells[i]);
        }
        return new Row(names, Collections.unmodifiableList(Arrays.asList(values)));
    }

    /** Those of a row's columns that are the primary key. */
    Row keyOf(Row row) {
        return new Row(keyNames(), key.stream().map(row.values()::get).toList());
    }

    List<String> keyNames() {
        return key.stream().map(names::get).toList();
    }

    /** {@code SELECT} of all columns, up to the table's name. */
    String select() {
        return IntStream.range(0, names.size())
                .mapToObj(this::expression)
                .collect(Collectors.joining(", ", "SELECT ", " FROM " + quote(table)));
    }

    /** What to select for a column's value. */
    String expression(int index) {
        return cells.get(index).expression(Jdbc.quote(names.get(index)));
    }

    static String quote(TableId table) {
        return Jdbc.quote(table.schema()) + "." + Jdbc.quote(table.table());
    }
}
