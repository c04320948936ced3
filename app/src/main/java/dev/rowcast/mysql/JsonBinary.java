package dev.rowcast.mysql;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;

/**
 * Writes MySQL's binary JSON as text, with numbers, dates and opaque values as the server prints them. Format: MySQL's
 * sql-common/json_binary.h.
 */
final class JsonBinary {
    private static final int SMALL_OBJECT = 0;
    private static final int LARGE_OBJECT = 1;
    private static final int SMALL_ARRAY = 2;
    private static final int LARGE_ARRAY = 3;
    private static final int LITERAL = 4;
    private static final int INT16 = 5;
    private static final int UINT16 = 6;
    private static final int INT32 = 7;
    private static final int UINT32 = 8;
    private static final int INT64 = 9;
    private static final int UINT64 = 10;
    private static final int DOUBLE = 11;
    private static final int STRING = 12;
    private static final int OPAQUE = 15;

    private static final int NULL_LITERAL = 0;
    private static final int TRUE_LITERAL = 1;
    private static final int FALSE_LITERAL = 2;
    private static final int LENGTH_BITS_PER_BYTE = 7;
    private static final int LENGTH_BYTES_MAX = 5;

    private final ByteBuffer document;
    private final JsonGenerator out;
    private final OpaqueCells opaque;

    private JsonBinary(ByteBuffer document, JsonGenerator out, OpaqueCells opaque) {
        this.document = document;
        this.out = out;
        this.opaque = opaque;
    }

    /** Decoders of the SQL types that JSON has not. */
    record OpaqueCells(TemporalCells temporal, DecimalCells decimals) {}

    /** The document as compact text. */
    static String text(byte[] bytes, OpaqueCells opaque) {
        if (bytes.length == 0) {
            // What a row holds that was there before a JSON column was added with no default.
            return "null";
        }
        ByteBuffer document = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        try {
            return JsonText.write(out -> new JsonBinary(document, out, opaque).value(document.get(0) & 0xff, 1));
        } catch (IndexOutOfBoundsException e) {
            throw new CorruptEventException("a JSON value points beyond its end");
        }
    }

    private void value(int type, int at) throws IOException {
        switch (type) {
            case SMALL_OBJECT -> object(at, false);
            case LARGE_OBJECT -> object(at, true);
            case SMALL_ARRAY -> array(at, false);
            case LARGE_ARRAY -> array(at, true);
            case LITERAL -> literal(document.get(at));
            case INT16 -> out.writeNumber(document.getShort(at));
            case UINT16 -> out.writeNumber(document.getShort(at) & 0xffff);
            case INT32 -> out.writeNumber(document.getInt(at));
            case UINT32 -> out.writeNumber(document.getInt(at) & 0xffff_ffffL);
            case INT64 -> out.writeNumber(document.getLong(at));
            case UINT64 -> out.writeNumber(Long.toUnsignedString(document.getLong(at)));
            case DOUBLE -> out.writeNumber(JsonText.number(document.getDouble(at)));
            case STRING -> out.writeString(new String(variable(at), UTF_8));
            case OPAQUE -> opaque(document.get(at) & 0xff, variable(at + 1));
            default -> throw new CorruptEventException("a JSON value is of the unknown type " + type);
        }
    }

    private void literal(byte literal) throws IOException {
        switch (literal) {
            case NULL_LITERAL -> out.writeNull();
            case TRUE_LITERAL -> out.writeBoolean(true);
            case FALSE_LITERAL -> out.writeBoolean(false);
            default -> throw new CorruptEventException("a JSON value is the unknown literal " + literal);
        }
    }

    /** Count and size; for each member where its key lies and how long it is; for each its value; then the keys. */
    private void object(int start, boolean large) throws IOException {
        int width = large ? 4 : 2;
        int count = number(start, large);
        int keys = start + 2 * width;
        int values = keys + count * (width + 2);
        out.writeStartObject();
        for (int i = 0; i < count; i++) {
            int entry = keys + i * (width + 2);
            int length = document.getShort(entry + width) & 0xffff;
            out.writeFieldName(new String(bytes(start + number(entry, large), length), UTF_8));
            member(start, values + i * (width + 1), large);
        }
        out.writeEndObject();
    }

    private void array(int start, boolean large) throws IOException {
        int width = large ? 4 : 2;
        int count = number(start, large);
        out.writeStartArray();
        for (int i = 0; i < count; i++) {
            member(start, start + 2 * width + i * (width + 1), large);
        }
        out.writeEndArray();
    }

    /** A type and the value itself if it is small enough, or else where it lies. */
    private void member(int start, int entry, boolean large) throws IOException {
        int type = document.get(entry) & 0xff;
        boolean inlined =
                switch (type) {
                    case LITERAL, INT16, UINT16 -> true;
                    case INT32, UINT32 -> large;
                    default -> false;
                };
        value(type, inlined ? entry + 1 : start + number(entry + 1, large));
    }

    private int number(int at, boolean large) {
        return large ? document.getInt(at) : document.getShort(at) & 0xffff;
    }

    /** Bytes after their length, which has seven bits to the byte, lowest first. */
    private byte[] variable(int at) {
        long length = 0;
        for (int i = 0; i < LENGTH_BYTES_MAX; i++) {
            int next = document.get(at + i);
            length |= (next & 0x7fL) << (LENGTH_BITS_PER_BYTE * i);
            if (next >= 0) {
                return bytes(at + i + 1, length);
            }
        }
        throw new CorruptEventException("a JSON value has no length");
    }

    private byte[] bytes(int at, long length) {
        if (length < 0 || length > document.limit() - at) {
            throw new CorruptEventException("a JSON value is longer than its document");
        }
        byte[] bytes = new byte[(int) length];
        document.get(at, bytes);
        return bytes;
    }

    private void opaque(int type, byte[] bytes) throws IOException {
        Cursor cursor = new Cursor(bytes);
        switch (type) {
            case ColumnType.NEWDECIMAL ->
                out.writeNumber(opaque.decimals
                        .text(cursor, cursor.unsignedByte(), cursor.unsignedByte())
                        .toString());
            case ColumnType.DATE -> out.writeString(opaque.temporal.packedDate(cursor.littleEndian(8)));
            case ColumnType.DATETIME_OLD, ColumnType.TIMESTAMP_OLD ->
                out.writeString(opaque.temporal.packedDateTime(cursor.littleEndian(8)));
            case ColumnType.TIME_OLD -> out.writeString(opaque.temporal.packedTime(cursor.littleEndian(8)));
            default ->
                out.writeString("base64:type" + type + ":" + Base64.getEncoder().encodeToString(bytes));
        }
    }
}
