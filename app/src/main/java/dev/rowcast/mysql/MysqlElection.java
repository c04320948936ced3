package dev.rowcast.mysql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.rowcast.mysql.MysqlSettings.Login;
import dev.rowcast.relay.Election;
import dev.rowcast.relay.MisconfiguredException;
import dev.rowcast.relay.SourceUnavailableException;
import dev.rowcast.relay.Term;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Elects by MySQL's {@code GET_LOCK}, on a connection of its own to the server that is followed: whoever holds the lock leads.
 * The server frees it when that connection ends, and ends a connection that has asked nothing for {@link #SESSION_TIMEOUT}, so
 * that a leader that has vanished is followed by another. Needs no privilege. The relay's thread.
 */
public final class MysqlElection implements Election {
    /** After so much silence the server gives a leader up. Whole seconds. */
    static final Duration SESSION_TIMEOUT = Duration.ofSeconds(3);
    /** Bounds the wait for an answer, beyond the patience with another leader. */
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(2);

    private final Servers servers;
    private final String lock;
    private @Nullable Connection connection;
    private Login server;

    /**
     * Nothing is asked yet.
     *
     * @param name which those that contend have in common; at most 40 characters
     */
    public MysqlElection(Servers servers, String name) {
        this.servers = requireNonNull(servers, "servers is null");
        this.lock = lockName(name);
        this.server = servers.followed();
    }

    /** At most 64 characters, and the server takes no notice of upper case, but names that differ in it differ. */
    private static String lockName(String name) {
        CRC32 checksum = new CRC32();
        checksum.update(name.getBytes(UTF_8));
        return "rowcast/" + name + "#" + Long.toHexString(checksum.getValue()).toLowerCase(Locale.ROOT);
    }

    @Override
    public @Nullable Term stand(Duration patience)
            throws SourceUnavailableException, MisconfiguredException, InterruptedException {
        try {
            Connection asking = connected(patience);
            boolean won = "1".equals(Jdbc.value(asking, "SELECT GET_LOCK(?, " + patience.toSeconds() + ")", lock));
            if (Thread.interrupted()) {
                close();
                throw new InterruptedException();
            }
            return won ? term(asking) : null;
        } catch (SQLException e) {
            close();
            throw SqlFailure.raise(server, e);
        }
    }

    private Connection connected(Duration patience)
            throws SQLException, SourceUnavailableException, MisconfiguredException {
        Connection open = connection;
        if (open == null) {
            LoginCharset.requireThatItCarries(servers.followed());
            server = servers.choose();
            open = Jdbc.connect(server);
            connection = open;
            Jdbc.execute(open, "SET SESSION wait_timeout = " + SESSION_TIMEOUT.toSeconds());
        }
        open.setNetworkTimeout(
                Runnable::run, (int) patience.plus(ANSWER_TIMEOUT).toMillis());
        return open;
    }

    /** A former leader may have given up the lock because another server is to be followed now. */
    private @Nullable Term term(Connection holding)
            throws SQLException, SourceUnavailableException, MisconfiguredException {
        if (!servers.choose().equals(server)) {
            close();
            return null;
        }
        holding.setNetworkTimeout(Runnable::run, (int) ANSWER_TIMEOUT.toMillis());
        Term term = MysqlTerm.begin(holding, lock, servers, server);
        connection = null;
        return term;
    }

    @Override
    public void close() {
        Connection open = connection;
        connection = null;
        if (open != null) {
            Jdbc.abort(open);
        }
    }
}
