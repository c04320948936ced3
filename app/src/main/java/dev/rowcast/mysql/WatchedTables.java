package dev.rowcast.mysql;

import static java.util.Objects.requireNonNull;

import dev.rowcast.selection.TableSelection;

/** What to follow, on which server. */
record WatchedTables(String server, TableSelection tables, Catalogue catalogue) {
    WatchedTables {
        requireNonNull(server, "server is null");
        requireNonNull(tables, "tables is null");
        requireNonNull(catalogue, "catalogue is null");
    }
}
