package dev.rowcast.mysql;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rowcast.change.TableId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Reads TABLE_MAP events. Format: MySQL's libs/mysql/binlog/event/rows_event.h, class Table_map_event, with its optional
 * metadata fields.
 */
final class TableMapParser {

    private final Catalogue catalogue;
    private final CellDecoders cells;
    /** The server sends a table's map with each statement, nearly always the same one. */
    private final Map<TableId, Known> lastKnown = new HashMap<>();

    @SuppressWarnings("ArrayRecordComponent") // never compared as a record
    private record Known(byte[] definition, TableMap meaning) {}

    TableMapParser(Catalogue catalogue) {
        this.catalogue = catalogue;
        this.cells = new CellDecoders(catalogue.charsets());
    }

    /** The table's number in the rows events that follow. */
    static long tableNumber(Cursor cursor) {
        return cursor.littleEndian(6);
    }

    /** Reads on behind the table's number: the table's name. */
    static TableId table(Cursor cursor) {
        cursor.skip(2);
        String schema = zeroTerminated(cursor);
        return new TableId(schema, zeroTerminated(cursor));
    }

    /**
     * Reads on behind the table's name: the columns.
     *
     * @throws UndecodableException if a column can not be decoded, or the server leaves out what decoding needs
     * @throws SQLException if the server's catalogue is needed and can not be read
     */
    TableMap columns(TableId table, Cursor cursor) throws SQLException {
        Known known = lastKnown.get(table);
        if (known == null || !cursor.restIs(known.definition)) {
            byte[] definition = cursor.rest();
            known = new Known(definition, read(table, new Cursor(definition)));
            lastKnown.put(table, known);
        }
        return known.meaning;
    }

    /** A statement may have altered these tables in ways that their maps do not show. */
    void forget(Predicate<TableId> altered) {
        lastKnown.keySet().removeIf(altered);
        catalogue.forget(altered);
    }

    private TableMap read(TableId table, Cursor cursor) throws SQLException {
        int count = cursor.packedInt();
        int[] types = new int[count];
        for (int i = 0; i < count; i++) {
            types[i] = cursor.unsignedByte();
        }
        int[] metadata = metadata(types, cursor.slice(cursor.packedInt()));
        cursor.skip((count + 7) / 8);
        TableMapMetadata optional = new TableMapMetadata(catalogue, types);
        while (cursor.remaining() > 0) {
            int field = cursor.unsignedByte();
            optional.read(field, cursor.slice(cursor.packedInt()));
        }
        if (optional.names().size() != count) {
            throw new UndecodableException(
                    table + " comes without its column names, for binlog_row_metadata is not FULL; "
                            + TableMapMetadata.REMEDY);
        }
        if (optional.key().isEmpty()) {
            throw new NoPrimaryKeyException(table);
        }
        List<CellDecoder> decoders = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String name = optional.names().get(i);
            String catalogueType = optional.isFixedBinary(i) ? catalogue.fixedBinaryType(table, name) : null;
            decoders.add(decoder(table + "." + name, optional.column(i, metadata[i], catalogueType)));
        }
        return TableMap.of(table, optional.names(), decoders, optional.key());
    }

    private CellDecoder decoder(String name, TableMapColumn column) throws SQLException {
        try {
            CellDecoder decoder = cells.of(column);
            return cursor -> {
                try {
                    return decoder.decode(cursor);
                } catch (UndecodableException e) {
                    throw new UndecodableException(name + " " + e.getMessage());
                }
            };
        } catch (UndecodableException e) {
            throw new UndecodableException(name + " " + e.getMessage());
        }
    }

    private static int[] metadata(int[] types, Cursor cursor) {
        int[] metadata = new int[types.length];
        for (int i = 0; i < types.length; i++) {
            metadata[i] = switch (types[i]) {
                case ColumnType.FLOAT,
                        ColumnType.DOUBLE,
                        ColumnType.BLOB,
                        ColumnType.MARIADB_COMPRESSED_BLOB,
                        ColumnType.JSON,
                        ColumnType.GEOMETRY,
                        ColumnType.VECTOR,
                        ColumnType.TIME,
                        ColumnType.DATETIME,
                        ColumnType.TIMESTAMP -> cursor.unsignedByte();
                case ColumnType.BIT,
                        ColumnType.VARCHAR,
                        ColumnType.MARIADB_COMPRESSED_VARCHAR,
                        ColumnType.VAR_STRING,
                        ColumnType.NEWDECIMAL -> (int) cursor.littleEndian(2);
                case ColumnType.SET, ColumnType.ENUM, ColumnType.STRING -> (int) cursor.bigEndian(2);
                case ColumnType.TINY,
                        ColumnType.SHORT,
                        ColumnType.INT24,
                        ColumnType.LONG,
                        ColumnType.LONGLONG,
                        ColumnType.YEAR,
                        ColumnType.DATE,
                        ColumnType.TIMESTAMP_OLD,
                        ColumnType.TIME_OLD,
                        ColumnType.DATETIME_OLD -> 0;
                default ->
                    throw new UndecodableException("column " + (i + 1) + " of " + types.length
                            + " is of a type that can not be read: " + ColumnType.name(types[i]));
            };
            int realType = metadata[i] >> 8;
            if (types[i] == ColumnType.STRING && ColumnType.isEnumOrSet(realType)) {
                types[i] = realType;
            }
        }
        return metadata;
    }

    private static String zeroTerminated(Cursor cursor) {
        String text = new String(cursor.bytes(cursor.unsignedByte()), UTF_8);
        cursor.skip(1);
        return text;
    }
}
