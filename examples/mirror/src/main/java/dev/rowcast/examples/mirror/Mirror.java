package dev.rowcast.examples.mirror;

import dev.rowcast.examples.follower.Batch;
import dev.rowcast.examples.follower.BrokerUnavailableException;
import dev.rowcast.examples.follower.ContractException;
import dev.rowcast.examples.follower.Follower;
import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loop: take messages, write them, commit, acknowledge. Whatever is lost, the broker's connection or the database's, both
 * are made anew, and what was not acknowledged comes again; versions keep it from being written twice. One thread.
 */
final class Mirror {
    private static final Logger LOG = LoggerFactory.getLogger(Mirror.class);
    private static final int MOST_AT_ONCE = 1000;
    private static final long WAIT_MILLIS = 500;
    private static final long SHORTEST_REST_MILLIS = 200;
    private static final long LONGEST_REST_MILLIS = 10_000;

    private final MirrorSettings settings;
    private long restMillis = SHORTEST_REST_MILLIS;

    Mirror(MirrorSettings settings) {
        this.settings = settings;
    }

    /**
     * Runs until it is interrupted.
     *
     * @throws SQLException if the database refuses what it will refuse again
     */
    void run() throws SQLException, MisfitException, ContractException, InterruptedException {
        while (true) {
            try (Target target = Target.open(settings.target());
                    Follower source = Follower.connect(settings.source())) {
                LOG.info("Mirroring {} to {}", settings.source(), settings.target());
                follow(source, target);
            } catch (BrokerUnavailableException e) {
                LOG.warn("{}; trying again", e.getMessage());
            } catch (SQLException e) {
                if (!SqlFailure.isPassing(e)) {
                    throw e;
                }
                LOG.warn("The database of {} is unavailable: {}; trying again", settings.target(), e.getMessage());
            }
            TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextLong(restMillis / 2, restMillis + 1));
            restMillis = Math.min(2 * restMillis, LONGEST_REST_MILLIS);
        }
    }

    private void follow(Follower source, Target target)
            throws BrokerUnavailableException, SQLException, MisfitException, ContractException, InterruptedException {
        Reconciliation reconciliation = new Reconciliation(source, target);
        while (true) {
            Batch batch = source.poll(MOST_AT_ONCE, WAIT_MILLIS);
            target.apply(batch.changes());
            batch.acknowledge();
            if (!batch.changes().isEmpty()) {
                restMillis = SHORTEST_REST_MILLIS;
            }
            reconciliation.step(batch);
        }
    }
}
