package dev.rowcast.relay;

import dev.rowcast.change.StreamItem.TablesAltered;
import dev.rowcast.change.TableId;
import dev.rowcast.relay.TableReader.Tables;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The tables of which the broker may hold state. Those that are named are followed always; which others there are the source is
 * asked when following begins, and again behind each statement that may have made, renamed or dropped one. Its answer may be
 * ahead of the stream. So the changes of a table that is no longer there are told until its state has been cleared, and one
 * whose changes come is followed, known or not. Relay's thread.
 */
final class FollowedTables {
    static final String NEW = "a table that was not followed before";
    static final String GONE = "a table that is no longer followed";

    private final Set<TableId> named;
    private final Set<TableId> tables = new LinkedHashSet<>();
    /** Those of the tables that the source no longer tells of: their state has to be cleared. */
    private final Set<TableId> leaving = new LinkedHashSet<>();

    private Set<TableId> leftOut = Set.of();
    private List<TableId> all = List.of();
    private boolean grown;

    /**
     * @param named are followed whether they exist or not
     * @param before of which the broker may hold state already
     */
    FollowedTables(Collection<TableId> named, Collection<TableId> before) {
        this.named = Set.copyOf(named);
        tables.addAll(before);
        tables.addAll(named);
        changed();
    }

    /**
     * Takes the source's answer.
     *
     * @return the tables whose state has to be read anew for it, each with the reason
     */
    Map<TableId, String> update(Tables now) {
        Map<TableId, String> stale = new LinkedHashMap<>();
        leftOut = now.leftOut();
        for (TableId table : now.followed()) {
            leaving.remove(table);
            if (tables.add(table)) {
                grown = true;
                stale.put(table, NEW);
            }
        }
        for (TableId table : tables) {
            if (!named.contains(table) && !now.followed().contains(table) && leaving.add(table)) {
                stale.put(table, GONE);
            }
        }
        changed();
        return stale;
    }

    /** Those that the statement names. */
    List<TableId> named(TablesAltered statement) {
        return all.stream().filter(statement.names()).toList();
    }

    /** Whether a change of the table is told. */
    boolean tells(TableId table) {
        return tables.contains(table) || !leftOut.contains(table);
    }

    /**
     * A change of the table has come.
     *
     * @return whether the table was not known
     */
    boolean add(TableId table) {
        boolean unknown = tables.add(table);
        if (unknown) {
            grown = true;
            changed();
        }
        return unknown;
    }

    /** Whether the table is still told of, although the source no longer does. */
    boolean isLeaving(TableId table) {
        return !leaving.isEmpty() && leaving.contains(table);
    }

    /**
     * Forgets the tables that are no longer followed, and whose state has been cleared.
     *
     * @param unfinished tables whose state has not
     */
    List<TableId> forget(Collection<ScanPoint> unfinished) {
        if (leaving.isEmpty()) {
            return List.of();
        }
        Set<TableId> cleared = new LinkedHashSet<>(leaving);
        unfinished.forEach(point -> cleared.remove(point.table()));
        leaving.removeAll(cleared);
        tables.removeAll(cleared);
        changed();
        return List.copyOf(cleared);
    }

    /** Whether there are tables that were not there at the last call. */
    boolean takeGrown() {
        boolean taken = grown;
        grown = false;
        return taken;
    }

    private void changed() {
        if (tables.size() != all.size() || !tables.containsAll(all)) {
            all = List.copyOf(tables);
        }
    }

    /** The same list as long as there are the same tables. */
    List<TableId> all() {
        return all;
    }
}
