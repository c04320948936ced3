package dev.rowcast.mysql;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rowcast.change.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads one column's value, which is not NULL, from the text that the server prints for it, in a session that speaks UTC and
 * has the server convert no characters (the driver's default), so that text is decoded as in the binlog.
 *
 * @param expressionPattern what to select, with {@code %s} for the column
 */
record TextCell(String expressionPattern, Function<byte[], Value> decoder) {
    private static final String AS_IS = "%s";
    /** The server prints FLOAT with six digits only, but DOUBLE in full; times one keeps the sign of zero. */
    private static final String AS_DOUBLE = "(%s * 1e0)";

    private static final BigInteger MAX_LONG = BigInteger.valueOf(Long.MAX_VALUE);

    /**
     * The decoder of a column.
     *
     * @param dataType the bare name of the type
     * @param columnType the type with its length and attributes
     * @throws UndecodableException if values of its type can not be read; the message lacks the column's name
     */
    static TextCell of(String dataType, String columnType, @Nullable String charset) {
        if (columnType.toUpperCase(Locale.ROOT).contains("COMPRESSED")) {
            throw unsupported(columnType);
        }
        return switch (dataType.toLowerCase(Locale.ROOT)) {
            case "tinyint", "smallint", "mediumint", "int", "bigint", "year" -> asIs(TextCell::integer);
            case "decimal" -> asIs(bytes -> new Value.Text(new BigDecimal(text(bytes)).toPlainString()));
            case "float" ->
                new TextCell(AS_DOUBLE, bytes -> new Value.Float32((float) Double.parseDouble(text(bytes))));
            case "double" -> new TextCell(AS_DOUBLE, bytes -> new Value.Float64(Double.parseDouble(text(bytes))));
            case "bit" -> asIs(columnType.equalsIgnoreCase("bit(1)") ? TextCell::bool : TextCell::bits);
            case "date", "time" -> asIs(bytes -> new Value.Text(text(bytes)));
            case "datetime" -> asIs(bytes -> new Value.Text(text(bytes).replace(' ', 'T')));
            case "timestamp" -> asIs(bytes -> new Value.Text(text(bytes).replace(' ', 'T') + "Z"));
            case "char", "varchar", "tinytext", "text", "mediumtext", "longtext", "enum" -> characters(charset);
            case "set" -> labels(charset);
            case "binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob" -> asIs(Value.Bytes::new);
            default -> throw unsupported(dataType);
        };
    }

    private static UndecodableException unsupported(String type) {
        return new UndecodableException("is of a type that is not supported yet: " + type.toUpperCase(Locale.ROOT)
                + "; to mend: change the column's type, or do not watch the table");
    }

    private static TextCell asIs(Function<byte[], Value> decoder) {
        return new TextCell(AS_IS, decoder);
    }

    private static TextCell characters(@Nullable String charset) {
        TextDecoder decoder = textDecoder(charset);
        return asIs(bytes -> new Value.Text(decoder.decode(bytes)));
    }

    private static TextCell labels(@Nullable String charset) {
        TextDecoder decoder = textDecoder(charset);
        return asIs(bytes -> new Value.Labels(
                bytes.length == 0 ? List.of() : List.of(decoder.decode(bytes).split(",", -1))));
    }

    private static TextDecoder textDecoder(@Nullable String charset) {
        if (charset == null) {
            throw new UndecodableException("has no character set");
        }
        return TextDecoder.of(charset);
    }

    String expression(String column) {
        return expressionPattern.formatted(column);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }

    private static Value integer(byte[] bytes) {
        BigInteger number = new BigInteger(text(bytes));
        return number.compareTo(MAX_LONG) > 0 ? new Value.BigInt(number) : new Value.Int(number.longValueExact());
    }

    private static Value bool(byte[] bytes) {
        return new Value.Bool(bytes[bytes.length - 1] != 0);
    }

    private static Value bits(byte[] bytes) {
        return CellDecoders.unsignedLong(new Cursor(bytes).bigEndian(bytes.length));
    }
}
