package dev.rowcast.mysql;

import java.sql.Connection;
import java.sql.SQLException;

/** What kind of server it is, as far as reading it differs. */
enum Flavour {
    MYSQL_WITH_GTIDS,
    MYSQL_WITHOUT_GTIDS,
    MARIADB;

    static Flavour of(Connection connection) throws SQLException {
        String version = Jdbc.value(connection, "SELECT VERSION()");
        if (version != null && version.contains("MariaDB")) {
            return MARIADB;
        }
        return "ON".equals(Jdbc.value(connection, "SELECT @@GLOBAL.gtid_mode"))
                ? MYSQL_WITH_GTIDS
                : MYSQL_WITHOUT_GTIDS;
    }
}
