package dev.rowcast.mysql;

import dev.rowcast.change.MysqlGtidSet;
import dev.rowcast.change.Position;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLSyntaxErrorException;
import java.sql.Statement;

/**
 * Where the server writes its binlog now.
 *
 * @param gtids MySQL's executed GTID set in its own notation; empty without GTIDs and on MariaDB
 */
record BinlogStatus(String file, long offset, String gtids) {
    /** The offset of every file's first event: a place before all that the file holds. */
    static final long FILE_START = 4;

    /** Asks the server; the statement's name changed with MySQL 8.4. */
    static BinlogStatus read(Connection connection) throws SQLException {
        try {
            return read(connection, "SHOW BINARY LOG STATUS");
        } catch (SQLSyntaxErrorException e) {
            return read(connection, "SHOW MASTER STATUS");
        }
    }

    private static BinlogStatus read(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            if (!rows.next()) {
                throw new SQLException("the server writes no binlog");
            }
            int columns = rows.getMetaData().getColumnCount();
            String gtids = columns >= 5 ? rows.getString(5) : "";
            return new BinlogStatus(rows.getString(1), rows.getLong(2), gtids == null ? "" : gtids);
        }
    }

    /** What readers see. File and offset run ahead of that: the set alone is exact, and they are a place before. */
    Position executed() {
        return new Position(MysqlGtidSet.parse(gtids), file, FILE_START);
    }
}
