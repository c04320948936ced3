package dev.rowcast.preflight;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What a server says about itself and the watched tables.
 *
 * @param tables one for each watched table, in their order
 */
public record ServerFacts(ServerIdentity identity, BinlogFacts binlog, Privileges privileges, List<TableFacts> tables) {
    public ServerFacts {
        requireNonNull(identity, "identity is null");
        requireNonNull(binlog, "binlog is null");
        requireNonNull(privileges, "privileges is null");
        tables = List.copyOf(tables);
    }

    /** The same server, judged by the tables alone that are there. */
    public ServerFacts withoutMissingTables() {
        return new ServerFacts(
                identity,
                binlog,
                privileges,
                tables.stream().filter(TableFacts.Present.class::isInstance).toList());
    }
}
