package dev.rowcast.metrics;

import dev.rowcast.change.TableId;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The labels of tables, of a bounded number: those that come later share one pair of labels, so that patterns which match
 * thousands of tables do not make thousands of series. Any thread.
 */
final class TableLabels {
    /** How many tables have labels of their own. */
    static final int MOST = 100;

    /** Of all other tables. */
    static final Labels OTHER = labels("other", "other");

    private final Map<TableId, Labels> known = new ConcurrentHashMap<>();

    /** The same for the same table, for as long as this is used. Tables that come at once may exceed the bound by few. */
    Labels of(TableId table) {
        Labels labels = known.get(table);
        if (labels != null) {
            return labels;
        }
        return known.size() >= MOST ? OTHER : known.computeIfAbsent(table, its -> labels(its.schema(), its.table()));
    }

    private static Labels labels(String schema, String table) {
        return Labels.of("schema", schema, "table", table);
    }
}
