package dev.rowcast.change;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Named values in column order: a whole row image, or the part of one that is its key. The lists are shared between rows
 * and never changed.
 */
public record Row(List<String> names, List<Value> values) {
    public Row {
        requireNonNull(names, "names is null");
        requireNonNull(values, "values is null");
        if (names.size() != values.size()) {
            throw new IllegalArgumentException(names.size() + " names for " + values.size() + " values");
        }
    }
}
