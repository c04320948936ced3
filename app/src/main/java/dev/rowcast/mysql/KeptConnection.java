package dev.rowcast.mysql;

import dev.rowcast.mysql.MysqlSettings.Login;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A connection that is opened when it is asked for, and opened again when it was lost meanwhile. One thread. */
final class KeptConnection implements AutoCloseable {
    private static final int PING_SECONDS = 5;

    private final Login login;
    private final List<String> preparation;
    private @Nullable Connection connection;

    /** @param preparation statements that each new connection begins with */
    KeptConnection(Login login, String... preparation) {
        this.login = login;
        this.preparation = List.of(preparation);
    }

    /** The connection, which has just answered. */
    Connection get() throws SQLException {
        Connection kept = connection;
        if (kept != null && kept.isValid(PING_SECONDS)) {
            return kept;
        }
        close();
        Connection opened = Jdbc.connect(login);
        connection = opened;
        for (String statement : preparation) {
            Jdbc.execute(opened, statement);
        }
        return opened;
    }

    /** Drops the connection without reading what is still on its way. */
    @Override
    public void close() {
        Connection dropped = connection;
        connection = null;
        if (dropped != null) {
            Jdbc.abort(dropped);
        }
    }
}
