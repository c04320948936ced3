package dev.rowcast.metrics;

import static java.util.Objects.requireNonNull;

import dev.rowcast.change.Operation;
import dev.rowcast.change.Position;
import dev.rowcast.change.TableId;
import dev.rowcast.relay.Broadcast;
import dev.rowcast.relay.EventListener;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts events by table and operation. Written by the relay's thread, read by any. */
final class EventCounters implements EventListener {
    private final TableLabels tables;
    private final Map<Labels, Map<Operation, LongAdder>> counters = new ConcurrentHashMap<>();

    /** Of tables that events were told of, so that one look-up is enough; not more than have labels of their own. */
    private final Map<TableId, Map<Operation, LongAdder>> ofTables = new ConcurrentHashMap<>();

    EventCounters(TableLabels tables) {
        this.tables = requireNonNull(tables, "tables is null");
    }

    @Override
    public void begins(Beginning beginning) {
        // counts go on
    }

    @Override
    public void published(Broadcast.Event event) {
        Map<Operation, LongAdder> found = ofTables.get(event.table());
        Map<Operation, LongAdder> its = found == null ? counters(event.table()) : found;
        requireNonNull(its.get(event.operation())).increment();
    }

    @Override
    public void reached(Position position) {
        // no event
    }

    private Map<Operation, LongAdder> counters(TableId table) {
        Labels labels = tables.of(table);
        Map<Operation, LongAdder> its = counters.computeIfAbsent(labels, ignored -> ofOperations());
        if (ofTables.size() < TableLabels.MOST) {
            ofTables.put(table, its);
        }
        return its;
    }

    private static Map<Operation, LongAdder> ofOperations() {
        Map<Operation, LongAdder> all = new EnumMap<>(Operation.class);
        for (Operation operation : Operation.values()) {
            all.put(operation, new LongAdder());
        }
        return all;
    }

    /** Of all tables. */
    long total() {
        return counters.values().stream()
                .flatMap(ofOperations -> ofOperations.values().stream())
                .mapToLong(LongAdder::sum)
                .sum();
    }

    /** @param known tables that are shown even if nothing was told of them yet */
    Map<Labels, Long> read(Collection<TableId> known) {
        known.forEach(this::counters);
        Map<Labels, Long> counts = new HashMap<>();
        counters.forEach((labels, ofOperations) -> ofOperations.forEach((operation, count) ->
                counts.put(labels.add("op", operation.name().toLowerCase(Locale.ROOT)), count.sum())));
        return counts;
    }
}
