package dev.rowcast.mysql;

import static java.util.Objects.requireNonNull;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.rowcast.demo.SqlExecutor;
import dev.rowcast.mysql.MysqlSettings.Login;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * A small pool of connections for short statements, to the server that is followed; it opens none before the first is asked
 * for, and begins anew when another server is followed. Any thread.
 */
public final class ConnectionPool implements AutoCloseable {
    private static final int MAX_CONNECTIONS = 4;
    private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(3);

    private final Servers servers;
    private Login login;
    private HikariDataSource source;

    private ConnectionPool(Servers servers) {
        this.servers = servers;
        this.login = servers.followed();
        this.source = pool(login);
    }

    /** Connects to nothing yet. */
    public static ConnectionPool open(Servers servers) {
        return new ConnectionPool(requireNonNull(servers, "servers is null"));
    }

    private static HikariDataSource pool(Login login) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("orders");
        config.setJdbcUrl(Jdbc.url(login));
        config.setDataSourceProperties(Jdbc.properties(login));
        config.setMaximumPoolSize(MAX_CONNECTIONS);
        config.setMinimumIdle(0);
        // For consistent views, whatever the server's default is.
        config.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
        config.setConnectionTimeout(CONNECTION_TIMEOUT.toMillis());
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }

    private synchronized HikariDataSource current() {
        Login now = servers.followed();
        if (!login.equals(now)) {
            source.close();
            login = now;
            source = pool(now);
        }
        return source;
    }

    /** A connection in auto-commit mode; closing it gives it back. */
    Connection connection() throws SQLException {
        return current().getConnection();
    }

    /** The server that connections lead to. */
    Login login() {
        return servers.followed();
    }

    /** Runs statements, each on a connection of the pool, to the server that is followed now. */
    public SqlExecutor statements() {
        return new JdbcStatements(current());
    }

    @Override
    public synchronized void close() {
        source.close();
    }
}
