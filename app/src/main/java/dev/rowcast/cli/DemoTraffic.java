package dev.rowcast.cli;

import dev.rowcast.demo.Traffic;
import dev.rowcast.mysql.ConnectionPool;
import dev.rowcast.mysql.MysqlSettings.Login;
import dev.rowcast.mysql.Servers;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The demo's changes and the connections they need; nothing at all if none were asked for. */
record DemoTraffic(@Nullable ConnectionPool pool, @Nullable Traffic traffic) implements AutoCloseable {

    static DemoTraffic start(Login login, int changesPerSecond) {
        if (changesPerSecond == 0) {
            return new DemoTraffic(null, null);
        }
        ConnectionPool pool = ConnectionPool.open(new Servers(login));
        long seed = ThreadLocalRandom.current().nextLong();
        return new DemoTraffic(pool, Traffic.start(pool.statements(), changesPerSecond, seed));
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
