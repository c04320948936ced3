package dev.rowcast.mysql;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A column of a primary key: how its values are compared with constants in the order of the key's index.
 *
 * @param definition what decides about order and comparison: another one is another key
 * @param selected SQL of the bytes that a constant can be made of
 * @param compared SQL of what is compared with constants
 * @param sorted SQL of what rows are ordered by
 * @param hint SQL of what is not less than a constant if {@code compared} is greater, and which the server finds in the
 *     index; null if {@code compared} is that already
 * @param literals makes constants
 * @param labels how many an ENUM has; 0 for other types
 * @param descending whether the index has the highest value first
 * @param characters whether the values are text, which has an order of its own in each collation
 */
record KeyColumn(
        String definition,
        String selected,
        String compared,
        String sorted,
        @Nullable String hint,
        KeyLiteral literals,
        int labels,
        boolean descending,
        boolean characters,
        Search search) {
    private static final int MOST_LISTED_LABELS = 64;

    /** How a server finds the rows behind a constant. */
    enum Search {
        /** By a range of the index. */
        RANGE,
        /** In the order of the index, but from its beginning. */
        SCAN,
        /** By sorting all rows, for no SQL surely has the index's order. */
        SORT
    }

    KeyColumn selecting(String expression) {
        return new KeyColumn(
                definition, expression, compared, sorted, hint, literals, labels, descending, characters, search);
    }

    KeyColumn comparing(String expression, Search found) {
        return new KeyColumn(
                definition, selected, expression, expression, hint, literals, labels, descending, characters, found);
    }

    KeyColumn withHint(String expression) {
        return new KeyColumn(
                definition, selected, compared, sorted, expression, literals, labels, descending, characters, search);
    }

    /** Servers find single labels in an index, but no range of them; many would make a long statement. */
    KeyColumn withLabels(int count) {
        Search found = count <= MOST_LISTED_LABELS ? Search.RANGE : Search.SCAN;
        return new KeyColumn(
                definition, selected, compared, sorted, hint, literals, count, descending, characters, found);
    }

    /** The same text in the order of its bytes. */
    KeyColumn byBytes() {
        String bytes = "CAST(" + sorted + " AS BINARY)";
        return new KeyColumn(
                definition,
                selected,
                bytes,
                bytes,
                null,
                KeyLiteral.bytes(),
                labels,
                descending,
                characters,
                Search.SORT);
    }

    /** Whether the order that rows are asked for in is that of the index. */
    boolean isInIndexOrder() {
        return search != Search.SORT;
    }

    /** A constant in SQL; empty if no value of this column has such bytes. */
    Optional<String> literal(byte[] bytes) {
        return literals.of(bytes);
    }

    String equalTo(String literal) {
        return compared + " = " + literal;
    }

    /** Of the values that the index has behind this one. */
    String behind(String literal) {
        return descending ? less(literal) : greater(literal);
    }

    /** Of the values that the index has ahead of this one. */
    String aheadOf(String literal) {
        return descending ? greater(literal) : less(literal);
    }

    /** The column in the direction of the index, for ORDER BY. */
    String ordered() {
        return descending ? sorted + " DESC" : sorted;
    }

    private String greater(String literal) {
        if (isListed()) {
            return numbers(Integer.parseInt(literal) + 1, labels);
        }
        String comparison = compared + " > " + literal;
        return hint == null ? comparison : "(" + hint + " >= " + literal + " AND " + comparison + ")";
    }

    private String less(String literal) {
        return isListed() ? numbers(0, Integer.parseInt(literal) - 1) : compared + " < " + literal;
    }

    private boolean isListed() {
        return labels > 0 && search == Search.RANGE;
    }

    /** Where there is none it is said of a number that no label has: else servers take the rest for constant, and sort. */
    private String numbers(int first, int last) {
        return (first > last ? IntStream.of(labels + 1) : IntStream.rangeClosed(first, last))
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(", ", compared + " IN (", ")"));
    }
}
