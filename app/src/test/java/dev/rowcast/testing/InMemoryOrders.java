package dev.rowcast.testing;

import dev.rowcast.change.Row;
import dev.rowcast.change.Source;
import dev.rowcast.change.Value;
import dev.rowcast.http.NewOrder;
import dev.rowcast.http.OrderPatch;
import dev.rowcast.http.OrderRejectedException;
import dev.rowcast.http.Orders;
import dev.rowcast.http.OrdersPage;
import dev.rowcast.http.OrdersRange;
import dev.rowcast.http.OrdersUnavailableException;
import dev.rowcast.message.Version;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Orders in a map, with the answers of a real table. A listener hears each change. Any thread. */
public final class InMemoryOrders implements Orders {
    private static final List<String> COLUMNS =
            List.of("id", "customer_name", "product_name", "quantity", "total", "status", "created_at", "updated_at");
    /** Leads every version. */
    static final Instant EPOCH = Instant.parse("2026-11-20T09:00:00Z");

    private static final String CREATED_AT = "2026-11-20T09:12:00.123Z";

    private final NavigableMap<BigInteger, Row> rows = new TreeMap<>();
    private BigInteger lastId = BigInteger.ZERO;
    private long changes;
    private @Nullable String unavailable;
    private @Nullable OrderRejectedException rejection;
    private Listener listener = (id, before, after) -> {};
    private Runnable beforeFind = () -> {};

    /** Hears of a change, while the map is locked: in the order of changes. */
    @FunctionalInterface
    public interface Listener {
        void changed(BigInteger id, @Nullable Row before, @Nullable Row after);
    }

    public synchronized void onChange(Listener newListener) {
        this.listener = newListener;
    }

    /** From now on every call fails for this reason; null: no longer. */
    public synchronized void unavailable(@Nullable String reason) {
        this.unavailable = reason;
    }

    /** From now on every write is refused; null: no longer. */
    public synchronized void reject(@Nullable OrderRejectedException newRejection) {
        this.rejection = newRejection;
    }

    /** Runs in each call of {@link #find}, before the map is locked: may throw or block. */
    public synchronized void beforeFind(Runnable hook) {
        this.beforeFind = hook;
    }

    /** As many orders more, of which nobody hears. */
    public synchronized void fill(int count) {
        String[] statuses = {"pending", "shipped", "delivered"};
        for (int i = 1; i <= count; i++) {
            lastId = lastId.add(BigInteger.ONE);
            long number = lastId.longValue();
            rows.put(
                    lastId,
                    row(
                            lastId,
                            "Customer " + number,
                            "Product " + number % 97,
                            number % 9 + 1,
                            number % 1000 + ".00",
                            statuses[(int) (number - 1) % statuses.length]));
        }
    }

    /** The next order's id. */
    public synchronized void nextId(BigInteger id) {
        this.lastId = id.subtract(BigInteger.ONE);
    }

    @Override
    public synchronized OrdersPage list(OrdersRange range) throws OrdersUnavailableException {
        throwIfUnavailable();
        NavigableMap<BigInteger, Row> all = range.descending() ? rows.descendingMap() : rows;
        NavigableMap<BigInteger, Row> rest = range.beyond() == null ? all : all.tailMap(range.beyond(), false);
        List<BigInteger> ids = rest.keySet().stream().limit(range.limit()).toList();
        BigInteger last = ids.isEmpty() ? null : ids.get(ids.size() - 1);
        BigInteger next = ids.size() < rest.size() ? last : null;
        return new OrdersPage(ids.stream().map(rest::get).toList(), version(), null, next);
    }

    @Override
    public Optional<Row> find(BigInteger id) throws OrdersUnavailableException {
        hook().run();
        synchronized (this) {
            throwIfUnavailable();
            return Optional.ofNullable(rows.get(id));
        }
    }

    private synchronized Runnable hook() {
        return beforeFind;
    }

    @Override
    public synchronized Row create(NewOrder order) throws OrdersUnavailableException, OrderRejectedException {
        throwIfRefused();
        lastId = lastId.add(BigInteger.ONE);
        Row row = row(
                lastId,
                order.customerName(),
                order.productName(),
                order.quantity(),
                order.total().toPlainString(),
                order.status().label());
        return put(lastId, null, row);
    }

    private static Row row(BigInteger id, String customer, String product, long quantity, String total, String status) {
        return new Row(
                COLUMNS,
                List.of(
                        id.bitLength() < 64 ? new Value.Int(id.longValue()) : new Value.BigInt(id),
                        new Value.Text(customer),
                        new Value.Text(product),
                        new Value.Int(quantity),
                        new Value.Text(total),
                        new Value.Text(status),
                        new Value.Text(CREATED_AT),
                        new Value.Text(CREATED_AT)));
    }

    @Override
    public synchronized Optional<Row> update(BigInteger id, OrderPatch patch)
            throws OrdersUnavailableException, OrderRejectedException {
        throwIfRefused();
        Row before = rows.get(id);
        if (before == null) {
            return Optional.empty();
        }
        List<Value> values = new ArrayList<>(before.values());
        set(values, 1, patch.customerName() == null ? null : new Value.Text(patch.customerName()));
        set(values, 2, patch.productName() == null ? null : new Value.Text(patch.productName()));
        set(values, 3, patch.quantity() == null ? null : new Value.Int(patch.quantity()));
        set(
                values,
                4,
                patch.total() == null ? null : new Value.Text(patch.total().toPlainString()));
        set(
                values,
                5,
                patch.status() == null ? null : new Value.Text(patch.status().label()));
        set(values, 7, new Value.Text("2026-11-20T09:15:30.500Z"));
        return Optional.of(put(id, before, new Row(COLUMNS, List.copyOf(values))));
    }

    @Override
    public synchronized boolean delete(BigInteger id) throws OrdersUnavailableException, OrderRejectedException {
        throwIfRefused();
        Row before = rows.remove(id);
        if (before != null) {
            changes++;
            listener.changed(id, before, null);
        }
        return before != null;
    }

    private Row put(BigInteger id, @Nullable Row before, Row after) {
        rows.put(id, after);
        changes++;
        listener.changed(id, before, after);
        return after;
    }

    private static void set(List<Value> values, int index, @Nullable Value value) {
        if (value != null) {
            values.set(index, value);
        }
    }

    /** Where the last change stands in a binlog that would hold them all. */
    public synchronized Source lastSource() {
        Instant committedAt = Instant.parse("2026-11-20T09:12:00.123456Z");
        return new Source("test", null, "binlog.000042", 4 + 300 * changes, 1, committedAt);
    }

    /** The version of the last change. */
    public String version() {
        return Version.of(EPOCH, lastSource());
    }

    private void throwIfRefused() throws OrdersUnavailableException, OrderRejectedException {
        throwIfUnavailable();
        if (rejection != null) {
            throw rejection;
        }
    }

    private void throwIfUnavailable() throws OrdersUnavailableException {
        if (unavailable != null) {
            throw new OrdersUnavailableException(unavailable);
        }
    }
}
