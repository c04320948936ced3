package dev.rowcast.mysql;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A kind of column that a primary key can have.
 *
 * @param type in SQL
 * @param part behind the column's name in the key's definition: a length, or a direction
 * @param literal makes SQL literals, often the same or nearly the same
 */
record KeyKind(String type, String part, Supplier<String> literal) {

    private static KeyKind whole(String type, Supplier<String> literal) {
        return new KeyKind(type, "", literal);
    }

    KeyKind descending() {
        return new KeyKind(type, part + " DESC", literal);
    }

    /** Those that all servers have, but for characters. */
    static List<KeyKind> all(RandomValues values) {
        List<KeyKind> kinds = new ArrayList<>(List.of(
                whole("TINYINT", () -> values.integer(8, false)),
                whole("SMALLINT UNSIGNED ZEROFILL", () -> values.integer(16, true)),
                whole("INT", () -> values.integer(32, false)),
                whole("BIGINT", () -> values.integer(64, false)),
                whole("BIGINT UNSIGNED", () -> values.integer(64, true)),
                whole("DECIMAL(5,2)", () -> values.decimal(5, 2)),
                whole("DECIMAL(65,30)", () -> values.decimal(65, 30)),
                whole("DOUBLE", values::doubleNumber),
                whole("FLOAT", values::floatNumber),
                whole("YEAR", () -> values.oneOf(List.of("0", "1901", "1999", "2000", "2026", "2155"))),
                whole("DATE", () -> "'" + values.date() + "'"),
                whole("TIME", () -> "'" + values.time() + "'"),
                whole("TIME(6)", () -> "'" + values.time() + "'"),
                whole("DATETIME", () -> "'" + values.date() + " " + values.timeOfDay() + "'"),
                whole("DATETIME(5)", () -> "'" + values.date() + " " + values.timeOfDay() + "'"),
                whole("TIMESTAMP(3)", () -> "'" + values.timestamp() + "'"),
                whole("BIT(1)", () -> values.integer(1, true)),
                whole("BIT(13)", () -> values.integer(13, true)),
                whole("BIT(64)", () -> values.integer(64, true)),
                whole("BINARY(3)", () -> values.bytes(3)),
                whole("VARBINARY(20)", () -> values.bytes(3)),
                new KeyKind("LONGBLOB", "(3)", () -> "CONCAT(" + values.bytes(5) + ", REPEAT('x', 5000))"),
                whole(labels("ENUM", 5), () -> values.oneOf(List.of("''", "1", "2", "3", "4", "5"))),
                whole(
                        labels("ENUM", 300),
                        () -> Integer.toString(1 + values.random().nextInt(300))),
                whole(labels("SET", 4), () -> values.integer(4, true)),
                whole(labels("SET", 64), () -> "CAST(" + values.integer(64, true) + " AS UNSIGNED)")));
        return kinds;
    }

    /** MariaDB's own. */
    static List<KeyKind> ofMariadb(RandomValues values) {
        Supplier<String> word = () -> values.oneOf(List.of("0000", "ffff", "0001", "7fff", "a0b0"));
        Supplier<String> bytes =
                () -> IntStream.range(0, 8).mapToObj(i -> word.get()).collect(Collectors.joining("", "x'", "'"));
        return List.of(
                whole(
                        "UUID",
                        () -> values.oneOf(List.of("'" + uuid(values) + "'", "REPEAT('0', 32)", "REPEAT('f', 32)"))),
                whole("INET6", () -> "CAST(" + bytes.get() + " AS INET6)"),
                whole("INET4", () -> "CAST(x'" + word.get() + word.get() + "' AS INET4)"));
    }

    /** In MariaDB's order, which is not that of the bytes, the version counts; what is none has no certain order. */
    private static String uuid(RandomValues values) {
        String digits = UUID.nameUUIDFromBytes(
                        new byte[] {(byte) values.random().nextInt()})
                .toString();
        return digits.substring(0, 14) + values.oneOf(List.of("1", "4", "6", "7")) + digits.substring(15);
    }

    /** Characters of a collation, in one of the types for them. */
    static KeyKind characters(RandomValues values, String charset, String collation) {
        String attributes = " CHARACTER SET " + charset + " COLLATE " + collation;
        Supplier<String> text = () -> values.random().nextBoolean()
                ? values.text(3)
                : RandomValues.literal(
                        values.oneOf(List.of("a", "A", "á", "a ", "a\t", "a\u0001", "ab", "aB", "", " ")));
        return switch (values.random().nextInt(3)) {
            case 0 -> whole("CHAR(10)" + attributes, text);
            case 1 -> whole("VARCHAR(20)" + attributes, text);
            default -> new KeyKind("MEDIUMTEXT" + attributes, "(2)", text);
        };
    }

    /** In an order that is not the alphabet's. */
    private static String labels(String type, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "'" + (i % 2 == 0 ? "it''s " : "ü") + (count - i) + "'")
                .collect(Collectors.joining(",", type + "(", ")"));
    }
}
