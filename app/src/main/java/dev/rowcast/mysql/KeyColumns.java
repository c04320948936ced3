package dev.rowcast.mysql;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds how the columns of a primary key are compared, by their types. */
final class KeyColumns {
    private static final Pattern LABEL = Pattern.compile("'(?:[^']|'')*'");

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
        String hint = prefix == 0 || isReordered(column) ? null : name;
        String definition = String.join(
                " ",
                column.name(),
                column.columnType(),
                String.valueOf(column.charset()),
                String.valueOf(column.collation()),
                Integer.toString(prefix),
                descending ? "descending" : "ascending");
        String selected =
                switch (type) {
                    case "float", "double" -> "(" + name + " * 1e0)";
                    case "enum" -> "(" + name + " + 0)";
                    case "set" -> "CAST(" + name + " AS UNSIGNED)";
                    case "uuid", "inet6", "inet4" -> "CAST(" + name + " AS BINARY(" + AddressCells.width(type) + "))";
                    default -> part;
                };
        String compared = type.equals("set") ? selected : part;
        int labels = type.equals("enum")
                ? (int) LABEL.matcher(column.columnType()).results().count()
                : 0;
        return new KeyColumn(definition, selected, compared, part, hint, literals(type, column), labels, descending);
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
