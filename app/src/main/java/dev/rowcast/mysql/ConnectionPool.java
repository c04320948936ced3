package dev.rowcast.mysql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.rowcast.demo.SqlExecutor;
import dev.rowcast.mysql.MysqlSettings.Login;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** A small pool of connections for short statements; it opens none before the first is asked for. Any thread. */
public final class ConnectionPool implements AutoCloseable {
    private static final int MAX_CONNECTIONS = 4;
    private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(3);

    private final HikariDataSource source;

    private ConnectionPool(HikariDataSource source) {
        this.source = source;
    }

    /** Connects to nothing yet. */
    public static ConnectionPool open(Login login) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("orders");
        config.setJdbcUrl(Jdbc.url(login));
        config.setDataSourceProperties(Jdbc.properties(login));
        config.setMaximumPoolSize(MAX_CONNECTIONS);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(CONNECTION_TIMEOUT.toMillis());
        config.setInitializationFailTimeout(-1);
        return new ConnectionPool(new HikariDataSource(config));
    }

    /** A connection in auto-commit mode; closing it gives it back. */
    Connection connection() throws SQLException {
        return source.getConnection();
    }

    /** Runs statements, each on a connection of the pool. */
    public SqlExecutor statements() {
        return new JdbcStatements(source);
    }

    @Override
    public void close() {
        source.close();
    }
}
