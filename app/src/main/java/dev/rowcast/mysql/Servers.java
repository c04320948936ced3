package dev.rowcast.mysql;

import dev.rowcast.change.MysqlGtidSet;
import dev.rowcast.mysql.MysqlSettings.Login;
import dev.rowcast.preflight.Finding;
import dev.rowcast.preflight.GroupChecks;
import dev.rowcast.preflight.GroupFacts;
import dev.rowcast.preflight.GroupFacts.Errant;
import dev.rowcast.relay.MisconfiguredException;
import dev.rowcast.relay.SourceUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The servers of one replication group, of which one is followed at a time: the one that takes writes. Where none does that
 * can be reached, the first that can. A single server is always the one, and nothing is asked of it. Any thread.
 */
public final class Servers {
    private static final Logger LOG = LoggerFactory.getLogger(Servers.class);

    private final List<Login> logins;
    /** Said once, however often it is seen. */
    private final Set<String> told = new HashSet<>();

    private volatile Login followed;
    private volatile boolean held;

    /** @param logins at least one; the earlier has preference over the later */
    public Servers(List<Login> logins) {
        this.logins = List.copyOf(logins);
        this.followed = this.logins.get(0);
    }

    public Servers(Login only) {
        this(List.of(only));
    }

    boolean several() {
        return logins.size() > 1;
    }

    /** The server that was chosen last; the first before any was. */
    Login followed() {
        return followed;
    }

    /** All of them, in order of preference. */
    List<Login> all() {
        return logins;
    }

    /** From now on the same one is chosen, until it is no longer held: by what else is kept there, as a lock is. */
    void hold() {
        held = true;
    }

    void letGo() {
        held = false;
    }

    /**
     * Chooses the server to follow. Takes seconds at most.
     *
     * @throws SourceUnavailableException if none can be reached
     * @throws MisconfiguredException if all refuse the login
     */
    Login choose() throws SourceUnavailableException, MisconfiguredException {
        return several() && !held ? best() : followed;
    }

    private synchronized Login best() throws SourceUnavailableException, MisconfiguredException {
        Survey survey = survey();
        ServerState best = best(survey).orElse(null);
        if (best == null) {
            throw SqlFailure.raise(survey.explained());
        }
        if (!best.login().equals(followed)) {
            LOG.info("Following the MySQL server at {}", best.login().address());
        }
        errant(best, survey.states()).stream()
                .map(GroupChecks::errant)
                .map(Finding::toString)
                .filter(told::add)
                .forEach(errant -> LOG.warn("{}", errant));
        followed = best.login();
        return best.login();
    }

    /** Of those that answered; empty if none did. */
    private static Optional<ServerState> best(Survey survey) {
        return survey.states().stream()
                .filter(state -> !state.readOnly())
                .findFirst()
                .or(() -> survey.states().stream().findFirst());
    }

    /** Asks all of them, and chooses none. Takes seconds at most. */
    public GroupFacts look() throws InterruptedException {
        Survey survey = Survey.of(logins);
        Optional<ServerState> best = best(survey);
        return new GroupFacts(
                best.map(state -> state.login().address()),
                best.map(ServerState::readOnly).orElse(false),
                best.map(primary -> errant(primary, survey.states())).orElse(List.of()));
    }

    private Survey survey() throws SourceUnavailableException {
        try {
            return Survey.of(logins);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SourceUnavailableException("asked to stop", e);
        }
    }

    /**
     * The transactions that replicas have executed and the primary has not. A replica was asked before the primary is asked
     * here again, so what it has from the primary does not count.
     */
    private static List<Errant> errant(ServerState primary, List<ServerState> states) {
        List<ServerState> suspects = primary.readOnly()
                ? List.of()
                : states.stream().filter(state -> hasMore(state, primary)).toList();
        List<Errant> errant = new ArrayList<>();
        if (suspects.isEmpty()) {
            return errant;
        }
        try (Connection toPrimary = Jdbc.connect(primary.login())) {
            for (ServerState suspect : suspects) {
                String gtids = ServerState.lacking(toPrimary, String.valueOf(suspect.executed()));
                if (!gtids.isEmpty()) {
                    errant.add(new Errant(
                            suspect.login().address(), primary.login().address(), gtids));
                }
            }
        } catch (SQLException e) {
            LOG.debug("Nothing can be said of errant transactions", e);
        }
        return errant;
    }

    private static boolean hasMore(ServerState state, ServerState primary) {
        MysqlGtidSet executed = state.executed();
        MysqlGtidSet ofPrimary = primary.executed();
        return executed != null && ofPrimary != null && !ofPrimary.containsAll(executed);
    }
}
