package dev.rowcast.mysql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.rowcast.mysql.MysqlSettings.Login;
import java.time.Duration;

/** Makes a small pool of connections for short statements; it opens none before the first is asked for. */
public final class ConnectionPool {
    private static final int MAX_CONNECTIONS = 4;
    private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(3);

    private ConnectionPool() {}

    /** The caller closes it. */
    public static HikariDataSource open(Login login) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("orders");
        config.setJdbcUrl(Jdbc.url(login));
        config.setDataSourceProperties(Jdbc.properties(login));
        config.setMaximumPoolSize(MAX_CONNECTIONS);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(CONNECTION_TIMEOUT.toMillis());
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }
}
