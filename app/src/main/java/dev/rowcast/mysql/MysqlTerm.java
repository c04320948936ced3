package dev.rowcast.mysql;

import dev.rowcast.mysql.MysqlSettings.Login;
import dev.rowcast.relay.SourceUnavailableException;
import dev.rowcast.relay.Term;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lock that is held on a connection. A thread of its own asks again and again whether it is still ours, which also keeps
 * the server from giving us up; an answer holds from the moment of its question, for less than the server waits.
 */
final class MysqlTerm implements Term {
    private static final Logger LOG = LoggerFactory.getLogger(MysqlTerm.class);
    private static final Duration INTERVAL = Duration.ofMillis(500);
    /** Shorter than {@link MysqlElection#SESSION_TIMEOUT}, by more than clocks differ over it. */
    private static final Duration VALIDITY = MysqlElection.SESSION_TIMEOUT.minusMillis(500);

    private final Connection connection;
    private final String lock;
    private final Servers servers;
    private final Login server;
    private final boolean readOnly;
    private final Thread thread = new Thread(this::run, "leadership");

    private volatile long askedNanos = System.nanoTime();
    private volatile boolean over;

    private MysqlTerm(Connection connection, String lock, Servers servers, Login server) throws SQLException {
        this.connection = connection;
        this.lock = lock;
        this.servers = servers;
        this.server = server;
        this.readOnly = ServerState.isReadOnly(connection);
    }

    /**
     * Begins.
     *
     * @param connection that has the lock; the term closes it
     */
    static MysqlTerm begin(Connection connection, String lock, Servers servers, Login server) throws SQLException {
        MysqlTerm term = new MysqlTerm(connection, lock, servers, server);
        servers.hold();
        term.thread.setDaemon(true);
        term.thread.start();
        return term;
    }

    private void run() {
        try {
            while (!over) {
                ask();
                Thread.sleep(INTERVAL.toMillis());
            }
        } catch (InterruptedException e) {
            LOG.debug("Asked to stop");
        }
    }

    private synchronized void ask() {
        long now = System.nanoTime();
        try {
            if (!"1".equals(Jdbc.value(connection, "SELECT IS_USED_LOCK(?) = CONNECTION_ID()", lock))) {
                end("MySQL at " + server.address() + " gave it to another");
            } else if (servers.several() && !readOnly && ServerState.isReadOnly(connection)) {
                end("MySQL at " + server.address()
                        + " takes no more writes, so that another is the primary now, or soon");
            } else {
                askedNanos = now;
            }
        } catch (SQLException e) {
            end("its connection to MySQL at " + server.address() + " was lost: " + SqlFailure.rootMessage(e));
        }
    }

    private void end(String reason) {
        if (!over) {
            over = true;
            LOG.warn("The lock that makes this Rowcast the leader is lost: {}", reason);
        }
    }

    @Override
    public boolean isHeld() {
        return !over && System.nanoTime() - askedNanos < VALIDITY.toNanos();
    }

    @Override
    public void confirm() throws SourceUnavailableException {
        ask();
        if (!isHeld()) {
            throw new SourceUnavailableException("this Rowcast does not lead: it lost its lock in MySQL at "
                    + server.address() + " before it reached the broker");
        }
    }

    @Override
    public void close() {
        over = true;
        servers.letGo();
        thread.interrupt();
        Jdbc.abort(connection);
    }
}
