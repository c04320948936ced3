package dev.rowcast.examples.assistant.orders;

import dev.rowcast.examples.follower.Change;
import dev.rowcast.examples.follower.ContractException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The orders as they are, in memory. Changed by one thread, read by any. */
public final class Orders {
    private static final int MOST_TOMBSTONES = 10_000;

    private final int most;
    private final Map<String, Held> held = new HashMap<>();
    /** Versions of orders that are gone, the latest: nothing older brings them back. */
    private final Map<String, String> tombstones = new Tombstones();

    private long generation;
    private boolean whole;

    private record Held(Order order, long generation) {}

    private static final class Tombstones extends LinkedHashMap<String, String> {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > MOST_TOMBSTONES;
        }
    }

    /** @param most how many orders are held; more are an error, for an answer over a part of them would be wrong */
    public Orders(int most) {
        this.most = most;
    }

    /** A connection begins: what it does not tell of by {@link #complete} is gone. */
    public synchronized void begin() {
        generation++;
    }

    /** Everything that is retained was told. */
    public synchronized void complete() {
        held.values().removeIf(order -> order.generation < generation);
        whole = true;
    }

    /** Whether all orders were told once. */
    public synchronized boolean isWhole() {
        return whole;
    }

    /**
     * Takes a change.
     *
     * @return whether it is newer than what is known
     * @throws ContractException if there are too many orders
     */
    public synchronized boolean apply(Change change) throws ContractException {
        String key = change.key();
        String version = change.version();
        Held former = held.get(key);
        if (version == null) {
            return held.remove(key) != null;
        }
        if (!isNewer(version, former, key)) {
            if (former != null && change instanceof Change.State) {
                held.put(key, new Held(former.order, generation));
            }
            return false;
        }
        Order order = order(change, version);
        if (order == null) {
            held.remove(key);
            tombstones.put(key, version);
            return true;
        }
        if (former == null && held.size() >= most) {
            throw new ContractException(
                    "There are more than " + most + " orders: raise ASSISTANT_MOST_ORDERS, and the heap with it");
        }
        held.put(key, new Held(order, generation));
        tombstones.remove(key);
        return true;
    }

    private boolean isNewer(String version, @Nullable Held former, String key) {
        String last = former == null ? tombstones.get(key) : former.order.version();
        return last == null || version.compareTo(last) > 0;
    }

    private static @Nullable Order order(Change change, String version) {
        if (change instanceof Change.State state) {
            return new Order(state.key(), version, state.row());
        }
        if (change instanceof Change.Event event && event.after() != null) {
            return new Order(event.key(), version, event.after());
        }
        return null;
    }

    /** All of them at this moment, in no order. */
    public synchronized List<Order> all() {
        return held.values().stream().map(Held::order).toList();
    }

    public synchronized Optional<Order> find(String key) {
        return Optional.ofNullable(held.get(key)).map(Held::order);
    }
}
