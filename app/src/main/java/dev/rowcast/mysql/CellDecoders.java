package dev.rowcast.mysql;

import dev.rowcast.change.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the decoder that fits a column. Formats: MySQL's sql/log_event.cc (log_event_print_value), strings/decimal.cc
 * (decimal2bin) and mysys/my_time.cc.
 */
final class CellDecoders {
    private static final int[] DECIMAL_BYTES = {0, 1, 1, 2, 2, 3, 3, 4, 4, 4};
    private static final int DIGITS_PER_WORD = 9;

    private CellDecoders() {}

    /**
     * The decoder of a column.
     *
     * @throws UndecodableException if values of its type can not be decoded; the message lacks the column's name
     */
    static CellDecoder of(TableMapColumn column) {
        int meta = column.metadata();
        return switch (column.type()) {
            case ColumnType.TINY -> integer(1, column.unsigned());
            case ColumnType.SHORT -> integer(2, column.unsigned());
            case ColumnType.INT24 -> integer(3, column.unsigned());
            case ColumnType.LONG -> integer(4, column.unsigned());
            case ColumnType.LONGLONG -> integer(8, column.unsigned());
            case ColumnType.FLOAT -> cursor -> new Value.Float32(Float.intBitsToFloat((int) cursor.littleEndian(4)));
            case ColumnType.DOUBLE -> cursor -> new Value.Float64(Double.longBitsToDouble(cursor.littleEndian(8)));
            case ColumnType.NEWDECIMAL -> decimal(meta & 0xff, meta >> 8);
            case ColumnType.YEAR -> CellDecoders::year;
            case ColumnType.BIT -> bits((meta & 0xff) + 8 * (meta >> 8));
            case ColumnType.DATE -> TemporalCells::date;
            case ColumnType.TIMESTAMP -> TemporalCells.timestamp(meta);
            case ColumnType.DATETIME -> TemporalCells.datetime(meta);
            case ColumnType.TIME -> TemporalCells.time(meta);
            case ColumnType.VARCHAR, ColumnType.VAR_STRING -> characters(meta > 255 ? 2 : 1, column.charset(), 0);
            case ColumnType.STRING -> fixedCharacters(column);
            case ColumnType.BLOB -> characters(meta, column.charset(), 0);
            case ColumnType.ENUM -> enumeration(meta & 0xff, column.labels());
            case ColumnType.SET -> set(meta & 0xff, column.labels());
            default ->
                throw new UndecodableException(
                        "is of a type that is not supported yet: " + ColumnType.name(column.type())
                                + "; to mend: change the column's type, or do not watch the table");
        };
    }

    private static CellDecoder integer(int width, boolean unsigned) {
        if (unsigned && width == 8) {
            return cursor -> unsignedLong(cursor.littleEndian(8));
        }
        int shift = unsigned ? 0 : 64 - 8 * width;
        return cursor -> new Value.Int(cursor.littleEndian(width) << shift >> shift);
    }

    static Value unsignedLong(long bits) {
        return bits >= 0 ? new Value.Int(bits) : new Value.BigInt(new BigInteger(Long.toUnsignedString(bits)));
    }

    private static Value year(Cursor cursor) {
        int stored = cursor.unsignedByte();
        return new Value.Int(stored == 0 ? 0 : 1900 + stored);
    }

    private static CellDecoder bits(int length) {
        return cursor -> {
            long value = cursor.bigEndian((length + 7) / 8);
            return length == 1 ? new Value.Bool(value != 0) : unsignedLong(value);
        };
    }

    /** {@code meta}: the high byte of STRING's metadata is a type, with two bits of the length mixed in. */
    private static CellDecoder fixedCharacters(TableMapColumn column) {
        int length = (((column.metadata() >> 4) & 0x300) ^ 0x300) + (column.metadata() & 0xff);
        return characters(length > 255 ? 2 : 1, column.charset(), length);
    }

    /** @param paddedLength to which binary values are filled up with zeros, as their column does */
    private static CellDecoder characters(int lengthWidth, @Nullable String charset, int paddedLength) {
        if (charset == null) {
            throw new UndecodableException("has no character set in the binlog");
        }
        if (charset.equals("binary")) {
            return cursor -> {
                byte[] bytes = cursor.bytes((int) cursor.littleEndian(lengthWidth));
                return new Value.Bytes(bytes.length < paddedLength ? Arrays.copyOf(bytes, paddedLength) : bytes);
            };
        }
        TextDecoder decoder = TextDecoder.of(charset);
        return cursor -> new Value.Text(decoder.decode(cursor.bytes((int) cursor.littleEndian(lengthWidth))));
    }

    private static CellDecoder enumeration(int width, List<String> labels) {
        return cursor -> {
            int ordinal = (int) cursor.littleEndian(width);
            if (ordinal > labels.size()) {
                throw new CorruptEventException("ENUM ordinal " + ordinal + " of " + labels.size() + " labels");
            }
            return new Value.Text(ordinal == 0 ? "" : labels.get(ordinal - 1));
        };
    }

    private static CellDecoder set(int width, List<String> labels) {
        return cursor -> {
            long members = cursor.littleEndian(width);
            List<String> chosen = new ArrayList<>();
            for (int i = 0; i < labels.size(); i++) {
                if (((members >>> i) & 1) != 0) {
                    chosen.add(labels.get(i));
                }
            }
            return new Value.Labels(chosen);
        };
    }

    /** Nine digits to each four bytes, the rest in as few bytes as they need; inverted if negative, first bit flipped. */
    private static CellDecoder decimal(int precision, int scale) {
        int integerDigits = precision - scale;
        int width = decimalWidth(integerDigits) + decimalWidth(scale);
        return cursor -> {
            byte[] bytes = cursor.bytes(width);
            boolean negative = (bytes[0] & 0x80) == 0;
            bytes[0] ^= (byte) 0x80;
            if (negative) {
                for (int i = 0; i < bytes.length; i++) {
                    bytes[i] = (byte) ~bytes[i];
                }
            }
            StringBuilder digits = new StringBuilder(precision + 2);
            Cursor words = new Cursor(bytes);
            appendDigits(digits, words, integerDigits % DIGITS_PER_WORD);
            appendWords(digits, words, integerDigits / DIGITS_PER_WORD);
            appendWords(digits, words, scale / DIGITS_PER_WORD);
            appendDigits(digits, words, scale % DIGITS_PER_WORD);
            BigInteger unscaled = new BigInteger(digits.toString());
            return new Value.Text(new BigDecimal(negative ? unscaled.negate() : unscaled, scale).toPlainString());
        };
    }

    private static int decimalWidth(int digits) {
        return digits / DIGITS_PER_WORD * 4 + DECIMAL_BYTES[digits % DIGITS_PER_WORD];
    }

    private static void appendWords(StringBuilder digits, Cursor words, int count) {
        for (int i = 0; i < count; i++) {
            appendDigits(digits, words, DIGITS_PER_WORD);
        }
    }

    private static void appendDigits(StringBuilder digits, Cursor words, int count) {
        if (count > 0) {
            String number = Long.toString(words.bigEndian(DECIMAL_BYTES[count]));
            if (number.length() > count) {
                throw new CorruptEventException("DECIMAL holds " + number + " where " + count + " digits fit");
            }
            digits.append("0".repeat(count - number.length())).append(number);
        }
    }
}
