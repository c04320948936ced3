package dev.rowcast.torture;

import dev.rowcast.testing.TestingDatabase;
import dev.rowcast.testing.TestingFlavour;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;

/** Moments at which no transaction was open: what part of the {@link Ledger} belongs to which GTIDs. One server, one thread. */
final class Cuts {
    private final TestingDatabase database;
    /** The ledger's last entry by the number in the last GTID. */
    private final TreeMap<Long, Long> sequences = new TreeMap<>();

    Cuts(TestingDatabase database) {
        this.database = database;
    }

    /** Notes the moment, at which no transaction may be open, and returns the ledger's last entry. */
    long note() throws SQLException {
        long last = new Ledger(database).last();
        sequences.put(number(gtids()), last);
        return last;
    }

    /** An entry of the ledger such that all after it have GTIDs beyond these. There has to be a cut at them or after. */
    long through(String gtids) {
        Map.Entry<Long, Long> cut = sequences.ceilingEntry(number(gtids));
        if (cut == null) {
            throw new AssertionError("the server was only at " + sequences.lastKey() + ", not at " + gtids);
        }
        return cut.getValue();
    }

    private String gtids() throws SQLException {
        String variable = database.flavour() == TestingFlavour.MARIADB ? "gtid_binlog_pos" : "gtid_executed";
        try (Connection connection = database.rootConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT @@GLOBAL." + variable)) {
            rows.next();
            return rows.getString(1);
        }
    }

    /** A server that nobody else writes to counts its transactions: {@code uuid:1-57} on MySQL, {@code 0-1-57} on MariaDB. */
    private static long number(String gtids) {
        return Long.parseLong(gtids.replaceFirst("^.*[-:]", ""));
    }
}
