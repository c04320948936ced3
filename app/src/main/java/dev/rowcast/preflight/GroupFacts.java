package dev.rowcast.preflight;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * What the servers of a replication group say that are asked at once.
 *
 * @param followed the address of the one that would be followed now; empty if none answers
 * @param readOnly whether that one takes no writes
 * @param errant transactions of replicas that the one that takes writes has never executed
 */
public record GroupFacts(Optional<String> followed, boolean readOnly, List<Errant> errant) {
    public GroupFacts {
        requireNonNull(followed, "followed is null");
        errant = List.copyOf(errant);
    }

    /**
     * Transactions that a replica has executed and the primary has not.
     *
     * @param replica its address
     * @param primary its address
     * @param gtids of the transactions
     */
    public record Errant(String replica, String primary, String gtids) {}
}
