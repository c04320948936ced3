package dev.rowcast.mysql;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Random SQL expressions of JSON, with all kinds of values that SQL can put into a document. */
record RandomJson(RandomValues values) {
    private static final int MAX_DEPTH = 4;
    private static final int DEEPEST = 99;

    String document() {
        return switch (values.random().nextInt(40)) {
            case 0 -> "CAST('" + "[".repeat(DEEPEST) + "]".repeat(DEEPEST) + "' AS JSON)";
            case 1 -> largeArray();
            case 2 -> largeObject();
            case 3 -> "JSON_OBJECT('long', REPEAT(" + values.text(20) + ", 9000), 'after', 1)";
            default -> "JSON_EXTRACT(JSON_ARRAY(" + value(MAX_DEPTH) + "), '$[0]')";
        };
    }

    private String largeArray() {
        String numbers = IntStream.range(0, 20_000)
                .mapToObj(i -> Integer.toString(values.random().nextInt()))
                .collect(Collectors.joining(","));
        return "CAST('[" + numbers + "]' AS JSON)";
    }

    private String largeObject() {
        String members = IntStream.range(0, 5_000)
                .mapToObj(i -> "\"key " + i + "\":" + values.integer(64, true))
                .collect(Collectors.joining(","));
        return "CAST('{" + members + ",\"d\":1.5}' AS JSON)";
    }

    private String value(int depth) {
        int kind = values.random().nextInt(depth == 0 ? 12 : 16);
        return switch (kind) {
            case 0 -> "CAST('" + values.oneOf(List.of("null", "true", "false", "{}", "[]", "\"\"")) + "' AS JSON)";
            case 1 -> "CAST(" + values.integer(64, false) + " AS SIGNED)";
            case 2 -> "CAST(" + values.integer(64, true) + " AS UNSIGNED)";
            case 3 -> values.integer(values.oneOf(List.of(8, 16, 17, 32, 33)), false);
            case 4 -> "CAST('" + values.doubleNumber() + "' AS DOUBLE)";
            case 5 -> "CAST('" + values.decimal(30, 10) + "' AS DECIMAL(30,10))";
            case 6 ->
                "CAST('2" + values.random().nextInt(999) + "-12-0"
                        + (1 + values.random().nextInt(9)) + "' AS DATE)";
            case 7 -> "CAST('" + values.timestamp().replace("0000-00-00", "1000-01-01") + "' AS DATETIME(6))";
            case 8 -> "CAST('" + values.time() + "' AS TIME(6))";
            case 9 -> values.bytes(40);
            case 10, 11 -> values.text(values.random().nextInt(10) == 0 ? 300 : 12);
            case 12, 13 -> "JSON_ARRAY(" + String.join(", ", members(depth, false)) + ")";
            default -> "JSON_OBJECT(" + String.join(", ", members(depth, true)) + ")";
        };
    }

    private List<String> members(int depth, boolean named) {
        List<String> members = new ArrayList<>();
        for (int i = values.random().nextInt(5); i > 0; i--) {
            members.add((named ? values.text(8) + ", " : "") + value(depth - 1));
        }
        return members;
    }
}
