package dev.rowcast.preflight;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * What a server says about itself and the watched tables.
 *
 * @param tables one for each table that is named, in their order, then those that patterns match and that can be followed
 * @param patterns empty if there are none
 * @param begun whether the tables have been followed before: those that are missing may come back
 * @param replicas who else follows it
 */
public record ServerFacts(
        ServerIdentity identity,
        BinlogFacts binlog,
        Privileges privileges,
        List<TableFacts> tables,
        Optional<PatternFacts> patterns,
        boolean begun,
        Replicas replicas) {
    public ServerFacts {
        requireNonNull(identity, "identity is null");
        requireNonNull(binlog, "binlog is null");
        requireNonNull(privileges, "privileges is null");
        requireNonNull(patterns, "patterns is null");
        requireNonNull(replicas, "replicas is null");
        tables = List.copyOf(tables);
    }

    /** Of tables that are named one by one, on a server that nobody else follows. */
    public ServerFacts(ServerIdentity identity, BinlogFacts binlog, Privileges privileges, List<TableFacts> tables) {
        this(identity, binlog, privileges, tables, Optional.empty(), false, new Replicas(true, List.of(), 0));
    }

    /** The same server, judged by the tables alone that are there. */
    public ServerFacts withoutMissingTables() {
        return new ServerFacts(
                identity,
                binlog,
                privileges,
                tables.stream().filter(TableFacts.Present.class::isInstance).toList(),
                patterns,
                true,
                replicas);
    }
}
