package dev.rowcast.mysql;

import dev.rowcast.mysql.KeyColumn.Search;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds how the columns of a primary key are compared, by their types. */
final class KeyColumns {
    private static final Pattern LABEL = Pattern.compile("'(?:[^']|'')*'");

    private static final Set<String> CHARACTERS =
            Set.of("char", "varchar", "tinytext", "text", "mediumtext", "longtext");

    private KeyColumns() {}

    /**
     * A column as the server's catalogue has it.
     *
     * @param dataType the bare name of the type
     * @param columnType the type with its length and attributes
     * @param mariadb whether it is MariaDB's catalogue
     */
    record Described(
            String name,
            String dataType,
            String columnType,
            @Nullable String charset,
            @Nullable String collation,
            boolean mariadb) {
        private boolean isOfCollation(String part) {
            return collation != null && collation.contains(part);
        }

        /** MariaDB has MySQL's collations of that name, too, as it reads them. */
        private boolean isMariadbWithoutPadding() {
            return mariadb && (isOfCollation("_nopad_") || isOfCollation("_0900_"));
        }
    }

    /**
     * The column as a part of the key.
     *
     * @param prefix how many characters or bytes of it the index holds; 0 for all
     * @throws UndecodableException if its values have no order; the message lacks the column's name
     */
    static KeyColumn of(Described column, int prefix, boolean descending) {
        String type = column.dataType().toLowerCase(Locale.ROOT);
        String name = Jdbc.quote(column.name());
        KeyLiteral literals = literals(type, column);
        String definition = String.join(
                " ",
                column.name(),
                column.columnType(),
                String.valueOf(column.charset()),
                String.valueOf(column.collation()),
                Integer.toString(prefix),
                descending ? "descending" : "ascending");
        boolean characters = CHARACTERS.contains(type);
        KeyColumn whole =
                new KeyColumn(definition, name, name, name, null, literals, 0, descending, characters, Search.RANGE);
        return switch (type) {
            case "float", "double" -> whole.selecting("(" + name + " * 1e0)");
            case "uuid", "inet6", "inet4" ->
                whole.selecting("CAST(" + name + " AS BINARY(" + AddressCells.width(type) + "))");
            case "enum" -> whole.selecting("(" + name + " + 0)").withLabels(labels(column));
            case "set" -> {
                // Compared with a number it would be made a DOUBLE, and MySQL sorts its highest bit as a sign.
                String number = "CAST(" + name + " AS UNSIGNED)";
                yield whole.selecting(number).comparing(number, Search.SORT);
            }
            default -> {
                KeyColumn part = prefix == 0 ? whole : beginning(whole, name, prefix, column.isOfCollation("thai"));
                // MariaDB has trailing spaces in the index, which make another order, and none in comparisons.
                yield type.equals("char") && column.isMariadbWithoutPadding() ? part.byBytes() : part;
            }
        };
    }

    /**
     * A column of which the index holds only the beginning. In Thai a vowel is written ahead of the consonant that it is sorted
     * behind: there a text may be less than its beginning.
     */
    private static KeyColumn beginning(KeyColumn whole, String name, int length, boolean reordered) {
        String part = "LEFT(" + name + ", " + length + ")";
        KeyColumn beginning = whole.selecting(part).comparing(part, reordered ? Search.SCAN : Search.RANGE);
        return reordered ? beginning : beginning.withHint(name);
    }

    private static int labels(Described column) {
        return (int) LABEL.matcher(column.columnType()).results().count();
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
}
