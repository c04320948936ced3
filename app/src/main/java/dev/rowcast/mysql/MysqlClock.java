package dev.rowcast.mysql;

import static java.util.Objects.requireNonNull;

import dev.rowcast.http.DatabaseClock;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The clock of the server that is followed. Any thread. */
public final class MysqlClock implements DatabaseClock {
    private static final Logger LOG = LoggerFactory.getLogger(MysqlClock.class);
    /** Of the server's silence; the pool's own patience comes on top. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(3);

    private final ConnectionPool pool;

    /** @param pool of connections to the server; the caller's to close */
    public MysqlClock(ConnectionPool pool) {
        this.pool = requireNonNull(pool, "pool is null");
    }

    @Override
    public Optional<Reading> read() {
        try (Connection connection = pool.connection()) {
            connection.setNetworkTimeout(Runnable::run, (int) LONGEST_WAIT.toMillis());
            return Optional.of(read(connection));
        } catch (SQLException e) {
            LOG.debug("The time can not be asked for", e);
            return Optional.empty();
        }
    }

    private static Reading read(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT UTC_TIMESTAMP(6), VERSION()")) {
            row.next();
            boolean mariadb = row.getString(2).contains("MariaDB");
            return new Reading(
                    Instant.parse(row.getString(1).replace(' ', 'T') + "Z"),
                    mariadb ? Resolution.SECONDS : Resolution.MICROSECONDS);
        }
    }
}
