package dev.rowcast.http;

import static java.util.Objects.requireNonNull;

import dev.rowcast.change.Row;
import dev.rowcast.change.TableId;
import dev.rowcast.selection.Selection;
import dev.rowcast.selection.UnfitRuleException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Orders of which only what is broadcast is shown. Those that are not broadcast can neither be read nor changed; a page has
 * fewer orders than asked for where some are left out. Any thread.
 */
public final class SelectedOrders implements Orders {
    private static final List<String> KEY = List.of("id");

    private final Orders orders;
    private final TableId table;
    private final Selection selection;

    private SelectedOrders(Orders orders, TableId table, Selection selection) {
        this.orders = requireNonNull(orders, "orders is null");
        this.table = requireNonNull(table, "table is null");
        this.selection = requireNonNull(selection, "selection is null");
    }

    /** The orders themselves, if all of them is broadcast. */
    public static Orders of(Orders orders, TableId table, Selection selection) {
        return selection.isEverything() ? orders : new SelectedOrders(orders, table, selection);
    }

    @Override
    public OrdersPage list(OrdersRange range) throws OrdersUnavailableException {
        OrdersPage page = orders.list(range);
        List<Row> rows = new ArrayList<>(page.rows().size());
        for (Row row : page.rows()) {
            select(row).ifPresent(rows::add);
        }
        return new OrdersPage(rows, page.version(), page.gtids(), page.next());
    }

    @Override
    public Optional<Row> find(BigInteger id) throws OrdersUnavailableException {
        Optional<Row> row = orders.find(id);
        return row.isPresent() ? select(row.get()) : row;
    }

    /** Who has written an order sees what is broadcast of its columns, also if the order itself is not. */
    @Override
    public Row create(NewOrder order) throws OrdersUnavailableException, OrderRejectedException {
        return columns(orders.create(order));
    }

    @Override
    public Optional<Row> update(BigInteger id, OrderPatch patch)
            throws OrdersUnavailableException, OrderRejectedException {
        if (find(id).isEmpty()) {
            return Optional.empty();
        }
        Optional<Row> updated = orders.update(id, patch);
        return updated.isPresent() ? Optional.of(columns(updated.get())) : updated;
    }

    @Override
    public boolean delete(BigInteger id) throws OrdersUnavailableException, OrderRejectedException {
        return find(id).isPresent() && orders.delete(id);
    }

    private Optional<Row> select(Row row) throws OrdersUnavailableException {
        try {
            return selection.of(table, KEY, row);
        } catch (UnfitRuleException e) {
            throw new OrdersUnavailableException("the settings do not fit the table as it is now", e);
        }
    }

    private Row columns(Row row) throws OrdersUnavailableException {
        try {
            return selection.columns(table, KEY, row);
        } catch (UnfitRuleException e) {
            throw new OrdersUnavailableException("the settings do not fit the table as it is now", e);
        }
    }
}
