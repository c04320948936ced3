package dev.rowcast.mysql;

import dev.rowcast.change.TableId;
import dev.rowcast.relay.LargestRow;
import dev.rowcast.relay.LargestRow.Column;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Asks a server how large rows can become in JSON. On the caller's thread. */
final class LargestRows {
    private static final String COLUMNS =
            "SELECT COLUMN_NAME, DATA_TYPE, CHARACTER_MAXIMUM_LENGTH, CHARACTER_OCTET_LENGTH, NUMERIC_PRECISION,"
                    + " COLUMN_KEY FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?"
                    + " ORDER BY ORDINAL_POSITION";

    /** What LONGTEXT, LONGBLOB, JSON and GEOMETRY hold; more is not said of any column, however it is escaped. */
    private static final long MOST_BYTES = 4L << 30;

    /** A control character is written as {@code \\u0001}; no other character needs more in UTF-8. */
    private static final int BYTES_PER_CHARACTER = 6;

    /** {@code -1.17549435E-38} and a comma, for the four bytes of a vector's number. */
    private static final int BYTES_PER_VECTOR_BYTE = 4;

    /** {@code ["",""]} around the labels of a SET, of which there are 64 at most. */
    private static final int SET_BYTES = 2 + 64 * 3;

    /** Numbers, dates, times, UUIDs and addresses, with quotes. */
    private static final int SHORT_BYTES = 48;

    private LargestRows() {}

    /** The table's largest row; empty if we see no such table. */
    static Optional<LargestRow> read(Connection connection, TableId table) throws SQLException {
        List<Column> columns = Jdbc.rows(
                connection,
                COLUMNS,
                row -> new Column(row.getString(1), "PRI".equals(row.getString(6)), bytes(row)),
                table.schema(),
                table.table());
        return columns.isEmpty() ? Optional.empty() : Optional.of(new LargestRow(table, columns));
    }

    private static long bytes(ResultSet row) throws SQLException {
        String type = row.getString(2).toLowerCase(Locale.ROOT);
        return Math.min(MOST_BYTES, bytes(type, row.getLong(3), row.getLong(4), row.getLong(5)));
    }

    /**
     * The most bytes that a value has in JSON, quotes included.
     *
     * @param type as in {@code DATA_TYPE}
     * @param characters of the longest text; of a TEXT that many bytes, which may be one character each
     * @param octets of the longest binary value
     * @param digits of a DECIMAL
     */
    static long bytes(String type, long characters, long octets, long digits) {
        return switch (type) {
            case "char", "varchar", "tinytext", "text", "mediumtext", "longtext", "enum" ->
                2 + BYTES_PER_CHARACTER * characters;
            case "set" -> SET_BYTES + BYTES_PER_CHARACTER * characters;
            case "binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob" -> base64(octets);
            case "vector" -> 2 + BYTES_PER_VECTOR_BYTE * octets;
            case "decimal" -> digits + SHORT_BYTES;
            case "json",
                    "geometry",
                    "geometrycollection",
                    "geomcollection",
                    "point",
                    "multipoint",
                    "linestring",
                    "multilinestring",
                    "polygon",
                    "multipolygon" -> MOST_BYTES;
            default -> SHORT_BYTES;
        };
    }

    private static long base64(long octets) {
        return 2 + 4 * ((octets + 2) / 3);
    }
}
