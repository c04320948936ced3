package dev.rowcast.examples.mirror;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rowcast.examples.follower.Change;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a batch of changes comes to: of each key the last row, if the batch tells of a newer one than is known.
 *
 * @param rows to write
 * @param removed keys of rows to delete
 * @param known of each key that changed, or whose state was told
 */
record Plan(List<ObjectNode> rows, List<String> removed, Map<String, Known> known) {

    /**
     * Takes the changes in order.
     *
     * @param before what is known of their keys
     */
    static Plan of(List<Change> changes, Map<String, Known> before) {
        Map<String, Known> known = new TreeMap<>();
        Map<String, ObjectNode> rows = new TreeMap<>();
        Set<String> removed = new HashSet<>();
        for (Change change : changes) {
            Known former = known.getOrDefault(change.key(), before.get(change.key()));
            Known after = Known.after(former, change);
            if (after == null) {
                if (former != null && change instanceof Change.State) {
                    known.put(change.key(), former);
                }
                continue;
            }
            known.put(change.key(), after);
            ObjectNode row = row(change);
            if (row == null) {
                rows.remove(change.key());
                removed.add(change.key());
            } else {
                rows.put(change.key(), row);
                removed.remove(change.key());
            }
        }
        return new Plan(new ArrayList<>(rows.values()), List.copyOf(removed), known);
    }

    private static @Nullable ObjectNode row(Change change) {
        if (change instanceof Change.State state) {
            return state.row();
        }
        return change instanceof Change.Event event ? event.after() : null;
    }
}
