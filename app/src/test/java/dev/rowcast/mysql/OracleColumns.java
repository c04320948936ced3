package dev.rowcast.mysql;

import dev.rowcast.testing.TestingFlavour;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Random columns of every kind that a flavour has. */
final class OracleColumns {
    private static final List<String> CHARSETS = List.of(
            "utf8mb4", "utf8mb4", "utf8mb3", "latin1", "ascii", "gbk", "big5", "sjis", "cp932", "ujis", "eucjpms",
            "euckr", "gb2312", "cp1251", "cp1250", "cp866", "koi8r", "greek", "hebrew", "latin2", "ucs2", "utf16",
            "utf16le", "utf32");
    private static final List<String> LABELS =
            List.of("a", "ü", "c d", "Ж", "日本", "%", "ß", "x y", "é", "0", "Z", "𠜎", "'q", "\"", "ω", "-");
    private static final List<String> SHAPES = List.of(
            "POINT(1 2)",
            "POINT(-179.5 89.25)",
            "LINESTRING(0 0,1 1,2 4)",
            "POLYGON((0 0,10 0,10 10,0 10,0 0),(2 2,3 2,3 3,2 3,2 2))",
            "MULTIPOINT((1 1),(2 2))",
            "GEOMETRYCOLLECTION(POINT(1 1),LINESTRING(0 0,1 1))");
    private static final List<Integer> SRIDS = List.of(0, 4326, 3857);

    private final TestingFlavour flavour;
    private final Random random;
    private final RandomValues values;
    private final RandomJson json;

    OracleColumns(TestingFlavour flavour, Random random) {
        this.flavour = flavour;
        this.random = random;
        this.values = new RandomValues(random);
        this.json = new RandomJson(values);
    }

    /** One of a few bytes at most, of which a table can have hundreds. */
    OracleColumn nextNarrow() {
        List<Supplier<OracleColumn>> kinds = List.of(this::integer, this::floating, this::bits, this::moment);
        return values.oneOf(kinds).get();
    }

    OracleColumn next() {
        List<Supplier<OracleColumn>> kinds = new ArrayList<>(List.of(
                this::integer,
                this::integer,
                this::decimal,
                this::floating,
                this::bits,
                this::moment,
                this::moment,
                this::moment,
                this::characters,
                this::characters,
                this::characters,
                this::bytes,
                this::bytes,
                this::enumeration,
                this::set,
                this::geometry));
        switch (flavour) {
            case MYSQL -> kinds.addAll(List.of(this::document, this::document, this::vector));
            case MARIADB -> kinds.addAll(List.of(this::address, this::address));
        }
        return values.oneOf(kinds).get();
    }

    private OracleColumn integer() {
        List<String> types = List.of("TINYINT", "SMALLINT", "MEDIUMINT", "INT", "BIGINT");
        int width = random.nextInt(types.size());
        int bits = List.of(8, 16, 24, 32, 64).get(width);
        boolean unsigned = random.nextBoolean();
        String attributes = unsigned ? values.oneOf(List.of(" UNSIGNED", " UNSIGNED ZEROFILL")) : "";
        return random.nextInt(8) == 0
                ? OracleColumn.number("YEAR", () -> Integer.toString(values.oneOf(List.of(0, 1901, 2026, 2155))))
                : OracleColumn.number(types.get(width) + attributes, () -> values.integer(bits, unsigned));
    }

    private OracleColumn decimal() {
        int precision = values.oneOf(List.of(1, 5, 9, 10, 18, 19, 30, 65));
        int scale = random.nextInt(Math.min(precision, 30) + 1);
        return OracleColumn.quoted("DECIMAL(" + precision + "," + scale + ")", () -> values.decimal(precision, scale));
    }

    private OracleColumn floating() {
        return random.nextBoolean()
                ? OracleColumn.floating("FLOAT", values::floatNumber)
                : OracleColumn.floating("DOUBLE", values::doubleNumber);
    }

    private OracleColumn bits() {
        int length = values.oneOf(List.of(1, 2, 8, 9, 33, 63, 64));
        return OracleColumn.bits(length, () -> "CAST(" + values.integer(length, true) + " AS UNSIGNED)");
    }

    private OracleColumn moment() {
        int digits = random.nextInt(7);
        return switch (random.nextInt(4)) {
            case 0 -> OracleColumn.moment("DATE", () -> "'" + values.date() + "'", "");
            case 1 ->
                OracleColumn.moment(
                        "DATETIME(" + digits + ")", () -> "'" + values.date() + " " + values.timeOfDay() + "'", "");
            case 2 -> OracleColumn.moment("TIMESTAMP(" + digits + ") NULL", () -> "'" + values.timestamp() + "'", "Z");
            default -> OracleColumn.quoted("TIME(" + digits + ")", () -> "'" + values.time() + "'");
        };
    }

    private OracleColumn characters() {
        String charset = " CHARACTER SET " + values.oneOf(CHARSETS);
        return switch (random.nextInt(4)) {
            case 0 ->
                OracleColumn.characters("CHAR(" + (1 + random.nextInt(255)) + ")" + charset, () -> values.text(20));
            case 1 -> OracleColumn.characters("VARCHAR(300)" + charset, () -> values.text(40));
            case 2 -> OracleColumn.characters("TINYTEXT" + charset, () -> values.text(20));
            default ->
                OracleColumn.characters(
                        "MEDIUMTEXT" + charset,
                        () -> random.nextInt(20) == 0 ? "REPEAT(" + values.text(9) + ", 9000)" : values.text(200));
        };
    }

    private OracleColumn bytes() {
        List<String> types = List.of("BINARY(16)", "BINARY(255)", "VARBINARY(255)", "TINYBLOB", "BLOB", "LONGBLOB");
        return OracleColumn.bytes(values.oneOf(types), () -> values.bytes(values.oneOf(List.of(2, 16, 255))));
    }

    /** Of all lengths: more than 255 labels need a second byte. */
    private OracleColumn enumeration() {
        List<String> labels = random.nextInt(4) == 0
                ? IntStream.range(0, 300).mapToObj(i -> "ü" + i).toList()
                : LABELS;
        return OracleColumn.characters(
                "ENUM(" + list(labels) + ") CHARACTER SET " + values.oneOf(List.of("utf8mb4", "utf16", "utf8mb4")),
                () -> random.nextInt(5) == 0 ? "''" : RandomValues.literal(values.oneOf(labels)));
    }

    private OracleColumn set() {
        int count = 1 + random.nextInt(64);
        List<String> labels = IntStream.range(0, count)
                .mapToObj(i -> i < LABELS.size() ? LABELS.get(i) : "l" + i)
                .toList();
        return OracleColumn.labels(
                "SET(" + list(labels) + ") CHARACTER SET utf8mb4",
                () -> "CAST(" + values.integer(count, true) + " AS UNSIGNED)",
                labels);
    }

    private static String list(List<String> labels) {
        return labels.stream()
                .map(label -> "'" + label.replace("'", "''") + "'")
                .collect(Collectors.joining(","));
    }

    private OracleColumn geometry() {
        return switch (flavour) {
            case MYSQL ->
                OracleColumn.geometry(
                        "GEOMETRY",
                        () -> "ST_GeomFromText('" + values.oneOf(SHAPES) + "', " + values.oneOf(List.of(0, 3857)) + ")",
                        "ST_AsWKB(%1$s, 'axis-order=long-lat')");
            case MARIADB ->
                OracleColumn.geometry(
                        "GEOMETRY",
                        () -> "ST_GeomFromText('" + values.oneOf(SHAPES) + "', " + values.oneOf(SRIDS) + ")",
                        "ST_AsWKB(%1$s)");
        };
    }

    private OracleColumn document() {
        return OracleColumn.json(json::document);
    }

    private OracleColumn vector() {
        return OracleColumn.vector("VECTOR(20)", () -> IntStream.rangeClosed(0, random.nextInt(20))
                .map(i -> Integer.reverseBytes(Float.floatToIntBits(Float.parseFloat(values.floatNumber()))))
                .mapToObj(HexFormat.of()::toHexDigits)
                .collect(Collectors.joining("", "x'", "'")));
    }

    private OracleColumn address() {
        return switch (random.nextInt(3)) {
            case 0 -> OracleColumn.quoted("UUID", () -> "CAST(" + sixteenBytes() + " AS UUID)");
            case 1 -> OracleColumn.quoted("INET6", () -> "CAST(" + sixteenBytes() + " AS INET6)");
            default ->
                OracleColumn.quoted(
                        "INET4",
                        () -> "'"
                                + IntStream.range(0, 4)
                                        .mapToObj(i -> Integer.toString(values.oneOf(List.of(0, 1, 10, 127, 255))))
                                        .collect(Collectors.joining("."))
                                + "'");
        };
    }

    /** With runs of zeros, as IPv6 addresses have. */
    private String sixteenBytes() {
        String words = IntStream.range(0, 8)
                .mapToObj(i -> values.oneOf(List.of("0000", "0000", "ffff", "0001", "2001", "a0b0")))
                .collect(Collectors.joining());
        return "x'" + words + "'";
    }
}
