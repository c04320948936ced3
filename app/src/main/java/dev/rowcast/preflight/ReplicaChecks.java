package dev.rowcast.preflight;

import dev.rowcast.preflight.Replicas.Replica;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Judges whether our server id is ours alone. A server ends the stream of whoever has the same one when another begins; MySQL
 * does so only to clients without a UUID, as Rowcast is one ({@code kill_zombie_dump_threads} in its {@code rpl_source.cc}).
 */
final class ReplicaChecks {
    private static final String NEEDED =
            "a number that no other client or server has, for the server ends the stream of one of the two";
    private static final String REMEDY =
            "set ROWCAST_SERVER_ID to another number, or leave it to be made from ROWCAST_NAME";

    private ReplicaChecks() {}

    static Finding check(ServerFacts facts, long serverId) {
        if (facts.identity().serverId() == serverId) {
            return new Finding(
                    Check.SERVER_ID_CLASH,
                    Severity.WARNING,
                    serverId + ", which is the server's own server_id, too",
                    NEEDED,
                    REMEDY);
        }
        Replicas replicas = facts.replicas();
        if (!replicas.told()) {
            return Finding.notChecked(
                    Check.SERVER_ID_CLASH, "the account may not list replicas (" + privilege(facts) + ")");
        }
        return clash(replicas, serverId)
                .map(other -> clashing(facts, serverId, other))
                .orElseGet(() -> Finding.ok(Check.SERVER_ID_CLASH, free(replicas, serverId), NEEDED));
    }

    /** The more harmful one first. */
    private static Optional<Replica> clash(Replicas replicas, long serverId) {
        List<Replica> same = replicas.registered().stream()
                .filter(replica -> replica.serverId() == serverId)
                .toList();
        return same.stream()
                .filter(replica -> replica.uuid().isEmpty())
                .findFirst()
                .or(() -> same.stream().findFirst());
    }

    private static Finding clashing(ServerFacts facts, long serverId, Replica other) {
        boolean evicts = other.uuid().isEmpty();
        String host = other.host().isEmpty() ? "" : " " + other.host();
        return new Finding(
                Check.SERVER_ID_CLASH,
                evicts || facts.identity().flavour() == Flavour.MARIADB ? Severity.ERROR : Severity.WARNING,
                serverId + ", which the replica" + host + " of this server has, too",
                NEEDED,
                REMEDY);
    }

    private static String free(Replicas replicas, long serverId) {
        String others = replicas.registered().isEmpty()
                ? "no replica is registered"
                : "registered are "
                        + replicas.registered().stream()
                                .map(replica -> Long.toString(replica.serverId()))
                                .collect(Collectors.joining(", "));
        String streams = replicas.streams() == 0
                ? ""
                : "; " + replicas.streams()
                        + " open binlog stream(s) of this account, whose ids the server does not tell";
        return serverId + " (" + others + streams + ")";
    }

    private static String privilege(ServerFacts facts) {
        return switch (facts.identity().flavour()) {
            case MYSQL -> "REPLICATION SLAVE";
            case MARIADB -> "REPLICATION MASTER ADMIN";
        };
    }
}
