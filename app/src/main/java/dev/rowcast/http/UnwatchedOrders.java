package dev.rowcast.http;

import dev.rowcast.change.Row;
import java.math.BigInteger;
import java.util.Optional;

/** Stands for a table of orders that is not broadcast: what is left out there is not shown here. Any thread. */
public final class UnwatchedOrders implements Orders {
    private static OrdersUnavailableException refusal() {
        return new OrdersUnavailableException("no table of orders is broadcast");
    }

    @Override
    public OrdersPage list(OrdersRange range) throws OrdersUnavailableException {
        throw refusal();
    }

    @Override
    public Optional<Row> find(BigInteger id) throws OrdersUnavailableException {
        throw refusal();
    }

    @Override
    public Row create(NewOrder order) throws OrdersUnavailableException {
        throw refusal();
    }

    @Override
    public Optional<Row> update(BigInteger id, OrderPatch patch) throws OrdersUnavailableException {
        throw refusal();
    }

    @Override
    public boolean delete(BigInteger id) throws OrdersUnavailableException {
        throw refusal();
    }
}
