package dev.rowcast.mysql;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rowcast.mysql.KeyColumn.Search;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A table's primary key, and SQL that follows the order of its index.
 *
 * @param hasPrefixes whether the index holds only the beginnings of some values
 */
record PrimaryKey(List<KeyColumn> columns, boolean hasPrefixes) {
    private static final int SHAPE_BYTES = 12;

    /** Where rows are sorted MariaDB takes texts for equal that a collation without padding tells apart. */
    PrimaryKey {
        boolean sorted = !columns.stream().allMatch(KeyColumn::isInIndexOrder);
        columns = columns.stream()
                .map(column -> sorted && column.isInIndexOrder() && column.characters() ? column.byBytes() : column)
                .toList();
    }

    /** A text that another key of other columns, types or collations does not have. */
    String shape() {
        String definition = columns.stream().map(KeyColumn::definition).collect(Collectors.joining("\n"));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(definition.getBytes(UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(digest, SHAPE_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    /**
     * The rows behind a place. Spelled out, for servers find no range of an index in a comparison of rows:
     * {@code a > 1 OR (a = 1 AND (b > 2 OR (b = 2 AND c > 3)))}.
     */
    String behind(KeyPlace place) {
        int last = columns.size() - 1;
        String condition = columns.get(last).behind(place.literals().get(last));
        for (int i = last - 1; i >= 0; i--) {
            String literal = place.literals().get(i);
            KeyColumn column = columns.get(i);
            condition = "(" + column.behind(literal) + " OR (" + column.equalTo(literal) + " AND " + condition + "))";
        }
        return condition;
    }

    /** The rows up to a place, the one at the place itself included. */
    String upTo(KeyPlace place) {
        int last = columns.size() - 1;
        String end = place.literals().get(last);
        String condition = "(" + columns.get(last).aheadOf(end) + " OR "
                + columns.get(last).equalTo(end) + ")";
        for (int i = last - 1; i >= 0; i--) {
            String literal = place.literals().get(i);
            KeyColumn column = columns.get(i);
            condition = "(" + column.aheadOf(literal) + " OR (" + column.equalTo(literal) + " AND " + condition + "))";
        }
        return condition;
    }

    /** Whether servers find the rows behind a place without looking at those ahead of it. */
    boolean hasRanges() {
        return isInIndexOrder() && columns.get(0).search() == Search.RANGE;
    }

    /** Whether the index's order is what ORDER BY {@link #ordered} asks for. */
    boolean isInIndexOrder() {
        return columns.stream().allMatch(KeyColumn::isInIndexOrder);
    }

    /** The columns in the order of the index, for ORDER BY. */
    String ordered() {
        return columns.stream().map(KeyColumn::ordered).collect(Collectors.joining(", "));
    }
}
