package dev.rowcast.mysql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * XA on MariaDB: the server writes the commit of a prepared transaction into its binlog before it commits in the storage
 * engine, and a consistent snapshot does not wait for that. Measured on MariaDB 11.4 under five writers: one view in twenty
 * lacked a transaction that stood before its place in the binlog. Until it is visible {@code XA RECOVER} lists it.
 */
final class MariadbXa {
    /** What is listed for longer is taken for prepared, not about to be committed. */
    private static final Duration LONGEST_COMMIT = Duration.ofSeconds(2);

    private static final Duration PAUSE = Duration.ofMillis(2);

    private MariadbXa() {}

    /** Whether anybody has committed a prepared transaction on this server since it was started. */
    static boolean isUsed(Connection connection) throws SQLException {
        return Jdbc.pairs(connection, "SHOW GLOBAL STATUS LIKE 'Com\\_xa\\_commit'").values().stream()
                .anyMatch(count -> !count.equals("0"));
    }

    /** Returns when views show all XA transactions whose commit is in the binlog already. */
    static void awaitCommitted(Connection connection) throws SQLException {
        long start = System.nanoTime();
        Set<String> listed = prepared(connection);
        while (!listed.isEmpty() && System.nanoTime() - start < LONGEST_COMMIT.toNanos()) {
            LockSupport.parkNanos(PAUSE.toNanos());
            listed.retainAll(prepared(connection));
        }
    }

    private static Set<String> prepared(Connection connection) throws SQLException {
        Set<String> xids = new HashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("XA RECOVER FORMAT='SQL'")) {
            while (rows.next()) {
                xids.add(rows.getString("data"));
            }
        }
        return xids;
    }
}
