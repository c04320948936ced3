package dev.rowcast.mysql;

import dev.rowcast.change.Value;
import java.util.function.Function;

/**
 * Reads one column's value, which is not NULL, from what the server sends for an expression of SQL.
 *
 * @param expressionPattern what to select, with {@code %s} for the column
 */
record TextCell(String expressionPattern, Function<byte[], Value> decoder) {

    String expression(String column) {
        return expressionPattern.formatted(column);
    }
}
