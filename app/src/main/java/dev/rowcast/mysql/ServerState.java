package dev.rowcast.mysql;

import dev.rowcast.change.MysqlGtidSet;
import dev.rowcast.mysql.MysqlSettings.Login;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * What a server of a replication group answered when it was asked which part it plays.
 *
 * @param readOnly whether it takes no writes, as replicas do that are set up with care
 * @param executed the transactions that it has executed; null if it gives them no GTIDs that another server would know
 */
record ServerState(Login login, boolean readOnly, @Nullable MysqlGtidSet executed) {

    static ServerState read(Login login, Connection connection) throws SQLException {
        boolean readOnly = isReadOnly(connection);
        String executed = ServerKind.of(connection) == ServerKind.MYSQL_WITH_GTIDS
                ? Jdbc.value(connection, "SELECT @@GLOBAL.gtid_executed")
                : null;
        return new ServerState(login, readOnly, executed == null ? null : MysqlGtidSet.parse(executed));
    }

    /** Which of these transactions the server has not executed; empty if it has all. */
    static String lacking(Connection connection, String gtids) throws SQLException {
        String lacking = Jdbc.value(connection, "SELECT GTID_SUBTRACT(?, @@GLOBAL.gtid_executed)", gtids);
        return lacking == null ? "" : lacking.replaceAll("\\s", "");
    }

    static boolean isReadOnly(Connection connection) throws SQLException {
        return !"0".equals(Jdbc.value(connection, "SELECT @@GLOBAL.read_only"));
    }
}
