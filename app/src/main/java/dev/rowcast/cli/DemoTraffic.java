package dev.rowcast.cli;

import com.zaxxer.hikari.HikariDataSource;
import dev.rowcast.demo.Traffic;
import dev.rowcast.mysql.ConnectionPool;
import dev.rowcast.mysql.JdbcStatements;
import dev.rowcast.mysql.MysqlSettings.Login;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The demo's changes and the connections they need; nothing at all if none were asked for. */
record DemoTraffic(@Nullable HikariDataSource pool, @Nullable Traffic traffic) implements AutoCloseable {

    static DemoTraffic start(Login login, int changesPerSecond) {
        if (changesPerSecond == 0) {
            return new DemoTraffic(null, null);
        }
        HikariDataSource pool = ConnectionPool.open(login);
        long seed = ThreadLocalRandom.current().nextLong();
        return new DemoTraffic(pool, Traffic.start(new JdbcStatements(pool), changesPerSecond, seed));
    }

    @Override
    public void close() {
        if (traffic != null) {
            traffic.close();
        }
        if (pool != null) {
            pool.close();
        }
    }
}
