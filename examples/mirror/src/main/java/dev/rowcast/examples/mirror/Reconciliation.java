package dev.rowcast.examples.mirror;

import dev.rowcast.examples.follower.Batch;
import dev.rowcast.examples.follower.Change;
import dev.rowcast.examples.follower.ContractException;
import dev.rowcast.examples.follower.Follower;
import java.sql.SQLException;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes ghosts, once for a connection, when all that is retained has been written. The mirror's thread. */
final class Reconciliation {
    private static final Logger LOG = LoggerFactory.getLogger(Reconciliation.class);
    private static final long RECOUNT_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Follower source;
    private final Target target;
    private boolean done;
    private boolean warned;
    private long deleted;
    private long countedNanos = System.nanoTime() - RECOUNT_NANOS;

    Reconciliation(Follower source, Target target) {
        this.source = source;
        this.target = target;
    }

    /** After each batch that was written. */
    void step(Batch batch) throws SQLException, MisfitException, ContractException {
        if (done) {
            return;
        }
        deleted +=
                batch.changes().stream().filter(Change.Gone.class::isInstance).count();
        if (source.isWhole() && System.nanoTime() - countedNanos >= RECOUNT_NANOS) {
            countedNanos = System.nanoTime();
            reconcile();
        }
    }

    private void reconcile() throws SQLException, MisfitException, ContractException {
        long told = target.told();
        if (isTruncated(told, source.rows(), deleted)) {
            if (!warned) {
                warned = true;
                LOG.warn(
                        "The broker has sent {} of {} rows: nothing is removed until it sends all; raise its limit of"
                                + " messages that wait for a subscriber (Mosquitto: max_queued_messages)",
                        told,
                        source.rows().orElse(0));
            }
            return;
        }
        long removed = target.removeGhosts();
        done = true;
        LOG.info("Equal: {} rows; {} that are gone were removed", told, removed);
    }

    /**
     * Whether a broker has dropped a part of what it retains, which would have us delete the rest.
     *
     * @param told how many rows it has sent
     * @param counted how many Rowcast counted a while ago, if it tells
     * @param deleted how many may have gone since then
     */
    static boolean isTruncated(long told, OptionalLong counted, long deleted) {
        return counted.isPresent() && told < counted.getAsLong() - deleted;
    }
}
