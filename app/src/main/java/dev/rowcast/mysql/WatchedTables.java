package dev.rowcast.mysql;

import dev.rowcast.change.TableId;
import java.util.Set;

/** What to follow, on which server. */
record WatchedTables(String server, Set<TableId> tables, Catalogue catalogue) {
    WatchedTables {
        tables = Set.copyOf(tables);
    }
}
