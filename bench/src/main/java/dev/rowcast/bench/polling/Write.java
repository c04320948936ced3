package dev.rowcast.bench.polling;

import java.time.Duration;

/**
 * A change to be made, in a transaction of its own.
 *
 * @param number from 1 on, in the order of the plan; the row says it in {@code quantity}, so that clients know which change they see
 * @param order the row's id, never used again after a delete
 * @param at when to make it, since the beginning
 * @param open how long the transaction stays open after the statement, before its commit
 */
record Write(int number, Kind kind, long order, Duration at, Duration open) {
    enum Kind {
        INSERT,
        UPDATE,
        DELETE
    }
}
