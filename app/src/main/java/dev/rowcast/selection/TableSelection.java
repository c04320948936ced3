package dev.rowcast.selection;

import static java.util.Objects.requireNonNull;

import dev.rowcast.change.TableId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which tables are broadcast: those named, which have to exist when following begins, and whatever matches a pattern, from
 * when it is made until it is dropped or renamed to something else. What is left out by name or pattern is left out, wherever
 * that stands.
 *
 * @param included at least one
 */
public record TableSelection(List<TablePattern> included, List<TablePattern> leftOut) {
    private static final String NOT = "!";

    public TableSelection {
        included = List.copyOf(included);
        leftOut = List.copyOf(leftOut);
        if (included.isEmpty()) {
            throw new IllegalArgumentException("only what is left out, and nothing to leave it out of");
        }
        for (TablePattern pattern : included) {
            if (pattern.isLiteral() && leftOut.stream().anyMatch(other -> other.matches(pattern.named()))) {
                throw new IllegalArgumentException(pattern + ", which is left out too");
            }
        }
    }

    /** These tables and no other. */
    public static TableSelection of(List<TableId> tables) {
        return new TableSelection(
                tables.stream()
                        .map(table -> new TablePattern(table.schema(), table.table()))
                        .toList(),
                List.of());
    }

    /**
     * Reads items as {@code orders}, {@code shop.*}, {@code *.orders} and {@code !shop.audit_*}.
     *
     * @param defaultSchema of what is named without a database
     * @throws IllegalArgumentException if one is anything else, or stands twice; says which
     */
    public static TableSelection parse(List<String> items, String defaultSchema) {
        List<TablePattern> included = new ArrayList<>();
        List<TablePattern> leftOut = new ArrayList<>();
        for (String item : items) {
            boolean not = item.startsWith(NOT);
            TablePattern pattern = TablePattern.parse(not ? item.substring(NOT.length()) : item, defaultSchema);
            if (included.contains(pattern) || leftOut.contains(pattern)) {
                throw new IllegalArgumentException(pattern + " twice");
            }
            (not ? leftOut : included).add(pattern);
        }
        return new TableSelection(included, leftOut);
    }

    public boolean matches(TableId table) {
        return included.stream().anyMatch(pattern -> pattern.matches(table))
                && leftOut.stream().noneMatch(pattern -> pattern.matches(table));
    }

    /** The tables that are named one by one, in the order in which they were given. */
    public List<TableId> named() {
        return included.stream()
                .filter(TablePattern::isLiteral)
                .map(TablePattern::named)
                .toList();
    }

    public boolean names(TableId table) {
        return included.stream()
                .anyMatch(pattern -> pattern.isLiteral() && pattern.named().equals(table));
    }

    /** Those of what is included that stand for several tables. */
    public List<TablePattern> patterns() {
        return included.stream().filter(pattern -> !pattern.isLiteral()).toList();
    }

    /** Whether it depends on the server which tables are selected. */
    public boolean hasPatterns() {
        return !patterns().isEmpty();
    }

    /** Whether there may be a selected table that the pattern matches. */
    public boolean meets(TablePattern pattern) {
        requireNonNull(pattern, "pattern is null");
        return pattern.isLiteral()
                ? matches(pattern.named())
                : included.stream().anyMatch(item -> item.meets(pattern));
    }

    @Override
    public String toString() {
        return Stream.concat(
                        included.stream().map(TablePattern::toString),
                        leftOut.stream().map(pattern -> NOT + pattern))
                .collect(Collectors.joining(", "));
    }
}
