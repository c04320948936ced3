package dev.rowcast.mysql;

import dev.rowcast.change.MariadbGtidPosition;
import dev.rowcast.change.Position;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/** Where in MariaDB's binlog things are. */
final class MariadbPlaces {
    private static final MariadbGtidPosition NOT_ASKED = MariadbGtidPosition.parse("");

    private MariadbPlaces() {}

    /** The place of the connection's consistent snapshot, always between two transactions; without GTIDs. */
    static Position ofSnapshot(Connection connection) throws SQLException {
        Map<String, String> place = Jdbc.pairs(connection, "SHOW STATUS LIKE 'binlog\\_snapshot\\_%'");
        String file = place.getOrDefault("Binlog_snapshot_file", "");
        String offset = place.getOrDefault("Binlog_snapshot_position", "");
        if (file.isEmpty()) {
            throw new SQLException("the server does not tell the snapshot's place in its binlog");
        }
        return new Position(NOT_ASKED, file, Long.parseLong(offset));
    }

    /** The same place with its GTIDs, for which the server may have to read the file up to there. */
    static Position withGtids(Connection connection, Position place) throws SQLException {
        String gtids = Jdbc.value(connection, "SELECT BINLOG_GTID_POS(?, " + place.offset() + ")", place.file());
        return new Position(MariadbGtidPosition.parse(gtids == null ? "" : gtids), place.file(), place.offset());
    }
}
