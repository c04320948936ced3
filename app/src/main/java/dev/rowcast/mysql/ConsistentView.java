package dev.rowcast.mysql;

import dev.rowcast.change.Position;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * A transaction that reads what tables were at one moment. Lasts until the next is opened.
 *
 * @param connection to read on
 * @param low every change before it is shown
 * @param high no change behind it is shown. A change between the two is shown or not
 * @param at every change before it is shown, and on a server that rests no other
 */
record ConsistentView(Connection connection, Position low, Position high, Position at) {

    /** Lets the server forget what the tables were. */
    void end() throws SQLException {
        if (!connection.isClosed()) {
            Jdbc.execute(connection, "ROLLBACK");
        }
    }

    /** One of which the place in the binlog is known. */
    static ConsistentView exactly(Connection connection, Position position) {
        return new ConsistentView(connection, position, position, position);
    }
}
