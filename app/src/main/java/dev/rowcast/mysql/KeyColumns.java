package dev.rowcast.mysql;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds how the columns of a primary key are compared, by their types. */
final class KeyColumns {
    private static final String AS_IS = "%s";
    private static final Pattern LABEL = Pattern.compile("'(?:[^']|'')*'");

    private static final Pattern CHAR = Pattern.compile("^char\\((\\d+)\\)", Pattern.CASE_INSENSITIVE);

    private KeyColumns() {}

    /**
     * A column as the server's catalogue has it.
     *
     * @param dataType the bare name of the type
     * @param columnType the type with its length and attributes
     */
    record Described(
            String name, String dataType, String columnType, @Nullable String charset, @Nullable String collation) {}

    /**
     * The column as a part of the key.
     *
     * @param prefix how many characters or bytes of it the index holds; 0 for all
     * @throws UndecodableException if its values have no order; the message lacks the column's name
     */
    static KeyColumn of(Described column, int prefix, boolean descending) {
        String type = column.dataType().toLowerCase(Locale.ROOT);
        String name = Jdbc.quote(column.name());
        String part = prefix == 0 ? name : "LEFT(" + name + ", " + prefix + ")";
        String selected =
                switch (type) {
                    case "float", "double" -> "(" + name + " * 1e0)";
                    case "enum" -> "(" + name + " + 0)";
                    case "set" -> "CAST(" + name + " AS UNSIGNED)";
                    case "uuid", "inet6", "inet4" -> "CAST(" + name + " AS BINARY(" + AddressCells.width(type) + "))";
                    default -> part;
                };
        String pattern = type.equals("set") ? "CAST(%s AS UNSIGNED)" : padding(column, type, prefix);
        KeyLiteral literals = literals(type, column);
        KeyLiteral compared =
                type.equals("set") ? literals : bytes -> literals.of(bytes).map(pattern::formatted);
        return new KeyColumn(
                definition(column, prefix, descending),
                selected,
                pattern.formatted(part),
                part,
                prefix == 0 || isReordered(column) || !pattern.equals(AS_IS) ? null : name,
                compared,
                type.equals("enum") ? labels(column) : 0,
                descending);
    }

    private static String definition(Described column, int prefix, boolean descending) {
        return String.join(
                " ",
                column.name(),
                column.columnType(),
                String.valueOf(column.charset()),
                String.valueOf(column.collation()),
                Integer.toString(prefix),
                descending ? "descending" : "ascending");
    }

    private static int labels(Described column) {
        return (int) LABEL.matcher(column.columnType()).results().count();
    }

    /**
     * MariaDB has CHAR with its trailing spaces in the index and without them in comparisons, which in a NOPAD collation are
     * in another order.
     */
    private static String padding(Described column, String type, int prefix) {
        Matcher length = CHAR.matcher(column.columnType());
        boolean padded =
                type.equals("char") && String.valueOf(column.collation()).contains("_nopad_");
        return padded && length.find()
                ? "RPAD(%s, " + (prefix == 0 ? length.group(1) : prefix) + ", " + space(column) + ")"
                : AS_IS;
    }

    private static String space(Described column) {
        return switch (String.valueOf(column.charset())) {
            case "ucs2" -> "_ucs2 x'0020'";
            case "utf16" -> "_utf16 x'0020'";
            case "utf16le" -> "_utf16le x'2000'";
            case "utf32" -> "_utf32 x'00000020'";
            default -> "_" + column.charset() + " x'20'";
        };
    }

    private static KeyLiteral literals(String type, Described column) {
        return switch (type) {
            case "tinyint", "smallint", "mediumint", "int", "bigint", "year", "set" -> KeyLiteral.whole();
            case "enum" -> KeyLiteral.labelNumber();
            case "decimal" -> KeyLiteral.decimal();
            case "float", "double" -> KeyLiteral.floating();
            case "bit" -> KeyLiteral.bits();
            case "date" -> KeyLiteral.printed(KeyLiteral.DATE);
            case "time" -> KeyLiteral.printed(KeyLiteral.TIME);
            case "datetime", "timestamp" -> KeyLiteral.printed(KeyLiteral.DATE_AND_TIME);
            case "char", "varchar", "tinytext", "text", "mediumtext", "longtext" ->
                KeyLiteral.characters(String.valueOf(column.charset()));
            case "binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob" -> KeyLiteral.bytes();
            case "uuid", "inet6", "inet4" -> KeyLiteral.address(type);
            default ->
                throw new UndecodableException("is of a type that has no order: " + column.dataType()
                        + "; to mend: choose another primary key, or do not watch the table");
        };
    }

    /** In Thai a vowel is written ahead of the consonant that it is sorted behind: a text may be less than its beginning. */
    private static boolean isReordered(Described column) {
        return String.valueOf(column.collation()).contains("thai");
    }
}
