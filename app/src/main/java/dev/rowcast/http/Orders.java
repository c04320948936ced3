package dev.rowcast.http;

import dev.rowcast.change.Row;
import java.math.BigInteger;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The orders table as the HTTP interface reads and writes it. Ids are BIGINT UNSIGNED, hence {@link BigInteger}, from 1 to
 * 2^64-1. Rows have their columns in table order, with values in the same shape as a change's, so that they give the same
 * JSON as the state published over MQTT. Called by several threads at once, each call bounded in time by the
 * implementation.
 */
public interface Orders {

    /**
     * The orders with the smallest ids above a bound, in ascending order of id.
     *
     * @param after only ids above it; null: from the first
     * @param limit at most so many, from 1
     * @throws OrdersUnavailableException if the database can not be asked now
     */
    OrdersPage list(@Nullable BigInteger after, int limit) throws OrdersUnavailableException;

    /**
     * One order; empty if there is none with this id.
     *
     * @throws OrdersUnavailableException if the database can not be asked now
     */
    Optional<Row> find(BigInteger id) throws OrdersUnavailableException;

    /**
     * Inserts an order and gives it as the table holds it then.
     *
     * @throws OrdersUnavailableException if the database can not be asked now
     * @throws OrderRejectedException if the database refuses the values
     */
    Row create(NewOrder order) throws OrdersUnavailableException, OrderRejectedException;

    /**
     * Changes what the patch names and gives the order as the table holds it then; empty if there is none with this id.
     *
     * @throws OrdersUnavailableException if the database can not be asked now
     * @throws OrderRejectedException if the database refuses the values
     */
    Optional<Row> update(BigInteger id, OrderPatch patch) throws OrdersUnavailableException, OrderRejectedException;

    /**
     * Deletes an order; false if there was none with this id.
     *
     * @throws OrdersUnavailableException if the database can not be asked now
     * @throws OrderRejectedException if the database refuses, as when another table refers to the order
     */
    boolean delete(BigInteger id) throws OrdersUnavailableException, OrderRejectedException;
}
