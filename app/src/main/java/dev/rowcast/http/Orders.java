package dev.rowcast.http;

import dev.rowcast.change.Row;
import java.math.BigInteger;
import java.util.Optional;

/**
 * The orders table as the HTTP interface reads and writes it. Ids are BIGINT UNSIGNED, hence {@link BigInteger}, from 1 to
 * 2^64-1. Rows have their columns in table order, with values in the same shape as a change's, so that they give the same
 * JSON as the state published over MQTT. Called by several threads at once, each call bounded in time by the
 * implementation.
 */
public interface Orders {

    /**
     * The orders of a range, in its order; fewer than its limit where they are large, or not shown.
     *
     * @throws OrdersUnavailableException if the database can not be asked now
     */
    OrdersPage list(OrdersRange range) throws OrdersUnavailableException;

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
