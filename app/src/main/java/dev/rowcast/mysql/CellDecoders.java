package dev.rowcast.mysql;

import dev.rowcast.change.Value;
import java.math.BigInteger;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the decoder that fits a column. Formats: MySQL's sql/log_event.cc (log_event_print_value). The decoders of one maker
 * share their scratch space: one thread.
 */
final class CellDecoders {
    private final Charsets charsets;
    private final TemporalCells temporal;
    private final DecimalCells decimals;
    private final AddressCells addresses;
    private final JsonBinary.OpaqueCells opaque;

    CellDecoders(Charsets charsets) {
        AsciiText text = new AsciiText();
        this.charsets = charsets;
        this.temporal = new TemporalCells(text);
        this.decimals = new DecimalCells(text);
        this.addresses = new AddressCells(text);
        this.opaque = new JsonBinary.OpaqueCells(temporal, decimals);
    }

    /**
     * The decoder of a column.
     *
     * @throws UndecodableException if values of its type can not be decoded; the message lacks the column's name
     * @throws SQLException if the server has to be asked for a character set and does not answer
     */
    CellDecoder of(TableMapColumn column) throws SQLException {
        int meta = column.metadata();
        return switch (column.type()) {
            case ColumnType.TINY -> integer(1, column.unsigned());
            case ColumnType.SHORT -> integer(2, column.unsigned());
            case ColumnType.INT24 -> integer(3, column.unsigned());
            case ColumnType.LONG -> integer(4, column.unsigned());
            case ColumnType.LONGLONG -> integer(8, column.unsigned());
            case ColumnType.FLOAT -> cursor -> new Value.Float32(Float.intBitsToFloat((int) cursor.littleEndian(4)));
            case ColumnType.DOUBLE -> cursor -> new Value.Float64(Double.longBitsToDouble(cursor.littleEndian(8)));
            case ColumnType.NEWDECIMAL -> decimals.cell(meta & 0xff, meta >> 8);
            case ColumnType.YEAR -> CellDecoders::year;
            case ColumnType.BIT -> bits((meta & 0xff) + 8 * (meta >> 8));
            case ColumnType.DATE -> temporal::date;
            case ColumnType.TIMESTAMP -> temporal.timestamp(meta);
            case ColumnType.DATETIME -> temporal.datetime(meta);
            case ColumnType.TIME -> temporal.time(meta);
            case ColumnType.VARCHAR, ColumnType.VAR_STRING -> characters(meta > 255 ? 2 : 1, column.charset(), 0);
            case ColumnType.STRING -> fixedCharacters(column);
            case ColumnType.BLOB -> characters(meta, column.charset(), 0);
            case ColumnType.ENUM -> enumeration(meta & 0xff, labels(column));
            case ColumnType.SET -> set(meta & 0xff, labels(column));
            case ColumnType.JSON -> cursor -> new Value.Json(JsonBinary.text(lengthAndBytes(cursor, meta), opaque));
            case ColumnType.GEOMETRY -> cursor -> geometry(lengthAndBytes(cursor, meta));
            case ColumnType.VECTOR -> cursor -> vector(lengthAndBytes(cursor, meta));
            default ->
                throw new UndecodableException("is of a type that can not be read: " + ColumnType.name(column.type())
                        + "; to mend: change the column's type, or do not watch the table");
        };
    }

    private static CellDecoder integer(int width, boolean unsigned) {
        if (unsigned && width == 8) {
            return cursor -> unsignedLong(cursor.littleEndian(8));
        }
        int shift = unsigned ? 0 : 64 - 8 * width;
        return cursor -> Value.Int.of(cursor.littleEndian(width) << shift >> shift);
    }

    static Value unsignedLong(long bits) {
        return bits >= 0 ? Value.Int.of(bits) : new Value.BigInt(new BigInteger(Long.toUnsignedString(bits)));
    }

    private static Value year(Cursor cursor) {
        int stored = cursor.unsignedByte();
        return Value.Int.of(stored == 0 ? 0 : 1900 + stored);
    }

    private static CellDecoder bits(int length) {
        return cursor -> {
            long value = cursor.bigEndian((length + 7) / 8);
            return length == 1 ? new Value.Bool(value != 0) : unsignedLong(value);
        };
    }

    /** {@code meta}: the high byte of STRING's metadata is a type, with two bits of the length mixed in. */
    private CellDecoder fixedCharacters(TableMapColumn column) throws SQLException {
        int length = (((column.metadata() >> 4) & 0x300) ^ 0x300) + (column.metadata() & 0xff);
        int lengthWidth = length > 255 ? 2 : 1;
        String catalogueType = column.catalogueType();
        if (catalogueType != null && AddressCells.width(catalogueType) == length) {
            return cursor -> addresses.value(catalogueType, lengthAndBytes(cursor, lengthWidth));
        }
        return characters(lengthWidth, column.charset(), length);
    }

    /** @param paddedLength to which binary values are filled up with zeros, as their column does */
    private CellDecoder characters(int lengthWidth, @Nullable String charset, int paddedLength) throws SQLException {
        if (charset == null) {
            throw new UndecodableException("has no character set in the binlog");
        }
        if (charset.equals("binary")) {
            return cursor -> {
                byte[] bytes = lengthAndBytes(cursor, lengthWidth);
                return new Value.Bytes(bytes.length < paddedLength ? Arrays.copyOf(bytes, paddedLength) : bytes);
            };
        }
        TextDecoder decoder = charsets.decoder(charset);
        return cursor -> cursor.text((int) cursor.littleEndian(lengthWidth), decoder);
    }

    private static byte[] lengthAndBytes(Cursor cursor, int lengthWidth) {
        return cursor.bytes((int) cursor.littleEndian(lengthWidth));
    }

    private List<Value.Text> labels(TableMapColumn column) throws SQLException {
        String charset = column.charset();
        if (charset == null) {
            throw new UndecodableException("comes without the character set of its labels; " + TableMapMetadata.REMEDY);
        }
        TextDecoder decoder = charsets.decoder(charset);
        return column.labels().stream().map(decoder::decode).toList();
    }

    private static CellDecoder enumeration(int width, List<Value.Text> labels) {
        Value.Text none = new Value.Text("");
        return cursor -> {
            int ordinal = (int) cursor.littleEndian(width);
            if (ordinal > labels.size()) {
                throw new CorruptEventException("ENUM ordinal " + ordinal + " of " + labels.size() + " labels");
            }
            return ordinal == 0 ? none : labels.get(ordinal - 1);
        };
    }

    private static CellDecoder set(int width, List<Value.Text> labels) {
        return cursor -> {
            long members = cursor.littleEndian(width);
            List<String> chosen = new ArrayList<>();
            for (int i = 0; i < labels.size(); i++) {
                if (((members >>> i) & 1) != 0) {
                    chosen.add(labels.get(i).toString());
                }
            }
            return new Value.Labels(chosen);
        };
    }

    /** Four bytes SRID, then the geometry as well-known binary, longitude first. */
    static Value geometry(byte[] bytes) {
        Cursor cursor = new Cursor(bytes);
        return new Value.Geometry(cursor.littleEndian(4), cursor.rest());
    }

    /** Numbers of four bytes each, as in FLOAT. */
    static Value vector(byte[] bytes) {
        Cursor cursor = new Cursor(bytes);
        float[] numbers = new float[bytes.length / Float.BYTES];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Float.intBitsToFloat((int) cursor.littleEndian(Float.BYTES));
        }
        return new Value.Vector(numbers);
    }
}
