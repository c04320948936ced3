package dev.rowcast.mysql;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rowcast.change.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds how to read a column by SELECT, in a session that speaks UTC and has the server convert no characters (the driver's
 * default): numbers and dates are text, characters come as in the binlog. One thread.
 */
final class TextCells {
    private static final String AS_IS = "%s";
    /** The server prints FLOAT with six digits only, but DOUBLE in full; times one keeps the sign of zero. */
    private static final String AS_DOUBLE = "(%s * 1e0)";

    private static final BigInteger MAX_LONG = BigInteger.valueOf(Long.MAX_VALUE);

    private final Charsets charsets;
    private final AddressCells addresses = new AddressCells(new AsciiText());

    TextCells(Charsets charsets) {
        this.charsets = charsets;
    }

    /**
     * The decoder of a column.
     *
     * @param dataType the bare name of the type
     * @param columnType the type with its length and attributes
     * @throws UndecodableException if values of its type can not be read; the message lacks the column's name
     */
    TextCell of(String dataType, String columnType, @Nullable String charset) throws SQLException {
        if (columnType.toUpperCase(Locale.ROOT).contains("COMPRESSED")) {
            throw unsupported(columnType);
        }
        String type = dataType.toLowerCase(Locale.ROOT);
        return switch (type) {
            case "tinyint", "smallint", "mediumint", "int", "bigint", "year" -> asIs(TextCells::integer);
            case "decimal" -> asIs(bytes -> new Value.Text(new BigDecimal(text(bytes)).toPlainString()));
            case "float" ->
                new TextCell(AS_DOUBLE, bytes -> new Value.Float32((float) Double.parseDouble(text(bytes))));
            case "double" -> new TextCell(AS_DOUBLE, bytes -> new Value.Float64(Double.parseDouble(text(bytes))));
            case "bit" -> asIs(columnType.equalsIgnoreCase("bit(1)") ? TextCells::bool : TextCells::bits);
            case "date", "time" -> asIs(bytes -> new Value.Text(bytes, 0, bytes.length));
            case "datetime" -> asIs(bytes -> new Value.Text(text(bytes).replace(' ', 'T')));
            case "timestamp" -> asIs(bytes -> new Value.Text(text(bytes).replace(' ', 'T') + "Z"));
            case "char", "varchar", "tinytext", "text", "mediumtext", "longtext", "enum" -> characters(charset);
            case "set" -> labels(charset);
            case "binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob" -> asIs(Value.Bytes::new);
            case "json" -> asIs(bytes -> new Value.Json(JsonText.compact(bytes)));
            case "vector" -> asIs(CellDecoders::vector);
            case "geometry",
                    "point",
                    "linestring",
                    "polygon",
                    "multipoint",
                    "multilinestring",
                    "multipolygon",
                    "geomcollection",
                    "geometrycollection" -> asIs(CellDecoders::geometry);
            case "uuid", "inet6", "inet4" -> address(type);
            default -> throw unsupported(dataType);
        };
    }

    private static UndecodableException unsupported(String type) {
        return new UndecodableException("is of a type that can not be read: " + type.toUpperCase(Locale.ROOT)
                + "; to mend: change the column's type, or do not watch the table");
    }

    private static TextCell asIs(Function<byte[], Value> decoder) {
        return new TextCell(AS_IS, decoder);
    }

    private TextCell address(String type) {
        String expression = "CAST(%s AS BINARY(" + AddressCells.width(type) + "))";
        return new TextCell(expression, bytes -> addresses.value(type, bytes));
    }

    private TextCell characters(@Nullable String charset) throws SQLException {
        TextDecoder decoder = textDecoder(charset);
        return asIs(decoder::decode);
    }

    private TextCell labels(@Nullable String charset) throws SQLException {
        TextDecoder decoder = textDecoder(charset);
        return asIs(bytes -> new Value.Labels(
                bytes.length == 0
                        ? List.of()
                        : List.of(decoder.decode(bytes).toString().split(",", -1))));
    }

    private TextDecoder textDecoder(@Nullable String charset) throws SQLException {
        if (charset == null) {
            throw new UndecodableException("has no character set");
        }
        return charsets.decoder(charset);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }

    private static Value integer(byte[] bytes) {
        BigInteger number = new BigInteger(text(bytes));
        return number.compareTo(MAX_LONG) > 0 ? new Value.BigInt(number) : Value.Int.of(number.longValueExact());
    }

    private static Value bool(byte[] bytes) {
        return new Value.Bool(bytes[bytes.length - 1] != 0);
    }

    private static Value bits(byte[] bytes) {
        return CellDecoders.unsignedLong(new Cursor(bytes).bigEndian(bytes.length));
    }
}
