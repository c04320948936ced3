package dev.rowcast.mysql;

import dev.rowcast.change.GtidSet;
import dev.rowcast.change.MysqlGtidSet;
import dev.rowcast.change.Position;
import dev.rowcast.change.TableId;
import dev.rowcast.mysql.MysqlSettings.Login;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Opens consistent views one after the other, on a connection that is kept, and says where in the binlog they are. A server
 * sends a transaction to its binlog clients before the storage engine shows it to readers, so the two have to be brought
 * together with care:
 *
 * <ul>
 *   <li>MySQL with GTIDs: {@code gtid_executed} moves only after the engine's commit, so a view that is opened after reading
 *       it includes all of it; and what the view includes is executed, or on its way from {@code gtid_owned} to there.
 *   <li>MariaDB: {@code START TRANSACTION WITH CONSISTENT SNAPSHOT} gives the view's exact place in the binlog, but for XA
 *       transactions: see {@link MariadbXa}.
 *   <li>MySQL without GTIDs: a momentary read lock on the tables while place and view are taken.
 * </ul>
 *
 * <p>One thread.
 */
final class ConsistentViews implements AutoCloseable {
    private static final String OPEN = "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY";
    private static final int MOST_ATTEMPTS = 10;
    /** From when a transaction is sent to when it is visible, unless it waits for something else. */
    private static final Duration LONGEST_COMMIT = Duration.ofSeconds(1);

    private static final int WAIT_SECONDS = 10;
    private static final long WAIT_NANOS = WAIT_SECONDS * 1_000_000_000L;

    private final KeptConnection reading;
    private final KeptConnection locking;

    ConsistentViews(Login login) {
        // Dates that no calendar has are compared, too, and where keys are sorted no byte is left out.
        this.reading = new KeptConnection(
                login,
                "SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ",
                "SET SESSION sql_mode = 'NO_ENGINE_SUBSTITUTION,ALLOW_INVALID_DATES'",
                "SET SESSION max_sort_length = 65536, sort_buffer_size = 4194304");
        this.locking = new KeptConnection(login, "SET SESSION lock_wait_timeout = " + WAIT_SECONDS);
    }

    /**
     * Opens a view.
     *
     * @param tables that will be read
     * @param delivered a place that the binlog stream has delivered and the view must include; null if there is none
     */
    ConsistentView open(Collection<TableId> tables, @Nullable Position delivered) throws SQLException {
        return open(tables, delivered, 1);
    }

    /** As {@link #open}, but tries for a view whose low and high place are the same. */
    ConsistentView openAtRest(Collection<TableId> tables, @Nullable Position delivered) throws SQLException {
        return open(tables, delivered, MOST_ATTEMPTS);
    }

    private ConsistentView open(Collection<TableId> tables, @Nullable Position delivered, int attempts)
            throws SQLException {
        Connection connection = reading.get();
        return switch (ServerKind.of(connection)) {
            case MYSQL_WITH_GTIDS -> openWithGtids(connection, delivered, attempts);
            case MYSQL_WITHOUT_GTIDS -> openUnderLock(connection, tables);
            case MARIADB -> openOnMariadb(connection, delivered);
        };
    }

    /**
     * As {@link #openAtRest(Collection, Position)}, on a connection of the caller's own, with REPEATABLE READ as its isolation
     * level. The caller ends the transaction, also if this fails. The view includes besides what the server has sent to
     * binlog clients by now, unless that stays invisible for longer than commits do.
     *
     * @param kind any but MySQL without GTIDs, where a view takes a lock
     */
    static ConsistentView openAtRest(Connection connection, ServerKind kind, @Nullable Position delivered)
            throws SQLException {
        return switch (kind) {
            case MYSQL_WITH_GTIDS -> {
                awaitCommitting(connection);
                yield openWithGtids(connection, delivered, MOST_ATTEMPTS);
            }
            case MARIADB -> {
                awaitWritten(connection, BinlogStatus.read(connection));
                yield openOnMariadb(connection, delivered);
            }
            case MYSQL_WITHOUT_GTIDS -> throw new IllegalArgumentException("a view takes a lock there");
        };
    }

    /** What was sent is owned until it is visible. So are transactions of a replica, from their beginning on. */
    private static void awaitCommitting(Connection connection) throws SQLException {
        String committing = committing(connection).toString();
        if (!committing.isEmpty()) {
            Jdbc.value(
                    connection, "SELECT WAIT_FOR_EXECUTED_GTID_SET(?, " + LONGEST_COMMIT.toSeconds() + ")", committing);
        }
    }

    /** Places of views lag behind the end of the binlog, until what was sent is visible. */
    private static void awaitWritten(Connection connection, BinlogStatus written) throws SQLException {
        long start = System.nanoTime();
        Position end = new Position(GtidSet.NONE, written.file(), written.offset());
        while (System.nanoTime() - start < LONGEST_COMMIT.toNanos()) {
            Jdbc.execute(connection, OPEN);
            boolean shown = MariadbPlaces.ofSnapshot(connection).includes(end);
            end(connection);
            if (shown) {
                return;
            }
        }
    }

    private static ConsistentView openWithGtids(Connection connection, @Nullable Position delivered, int attempts)
            throws SQLException {
        awaitExecuted(connection, delivered);
        for (int attempt = 1; ; attempt++) {
            BinlogStatus before = BinlogStatus.read(connection);
            Jdbc.execute(connection, OPEN);
            GtidSet committing = committing(connection);
            BinlogStatus after = BinlogStatus.read(connection);
            if (before.gtids().equals(after.gtids()) || attempt == attempts) {
                Position low = before.executed();
                MysqlGtidSet executed = MysqlGtidSet.parse(after.gtids() + "," + committing);
                return new ConsistentView(connection, low, new Position(executed, after.file(), after.offset()), low);
            }
            end(connection);
        }
    }

    private static void awaitExecuted(Connection connection, @Nullable Position delivered) throws SQLException {
        if (delivered != null && delivered.gtids() instanceof MysqlGtidSet gtids) {
            String timedOut = Jdbc.value(
                    connection, "SELECT WAIT_FOR_EXECUTED_GTID_SET(?, " + WAIT_SECONDS + ")", gtids.toString());
            if (!"0".equals(timedOut)) {
                throw new SQLException("the server has not executed " + gtids + " within " + WAIT_SECONDS + " s");
            }
        }
    }

    /** Each with the number of the thread that owns it behind a hash. */
    private static GtidSet committing(Connection connection) throws SQLException {
        String owned = Jdbc.value(connection, "SELECT @@GLOBAL.gtid_owned");
        return MysqlGtidSet.parse(owned == null ? "" : owned.replaceAll("#\\d+", ""));
    }

    private ConsistentView openUnderLock(Connection connection, Collection<TableId> tables) throws SQLException {
        Connection other = locking.get();
        try {
            Jdbc.execute(
                    other,
                    tables.stream()
                            .map(table -> TableColumns.quote(table) + " READ")
                            .collect(Collectors.joining(", ", "LOCK TABLES ", "")));
        } catch (SQLException e) {
            // Of a table that is not there nothing will be read.
            if (tables.size() > 1 || !TableColumns.isMissing(e)) {
                throw e;
            }
        }
        try {
            BinlogStatus status = BinlogStatus.read(other);
            Jdbc.execute(connection, OPEN);
            return ConsistentView.exactly(connection, new Position(GtidSet.NONE, status.file(), status.offset()));
        } finally {
            Jdbc.execute(other, "UNLOCK TABLES");
        }
    }

    /** Where XA is used the view's place is not exact: low is one before it, of which the view holds all. */
    private static ConsistentView openOnMariadb(Connection connection, @Nullable Position delivered)
            throws SQLException {
        BinlogStatus before = BinlogStatus.read(connection);
        boolean exact = !MariadbXa.isUsed(connection);
        if (!exact) {
            MariadbXa.awaitCommitted(connection);
        }
        Position shown = openAtLeast(connection, delivered);
        if (exact && !MariadbXa.isUsed(connection)) {
            return ConsistentView.exactly(connection, shown);
        }
        Position low = delivered == null ? new Position(shown.gtids(), before.file(), before.offset()) : delivered;
        return new ConsistentView(connection, low, shown, shown);
    }

    private static Position openAtLeast(Connection connection, @Nullable Position delivered) throws SQLException {
        long start = System.nanoTime();
        while (true) {
            Jdbc.execute(connection, OPEN);
            Position position = MariadbPlaces.ofSnapshot(connection);
            if (delivered == null || position.includes(delivered)) {
                return position;
            }
            if (System.nanoTime() - start > WAIT_NANOS) {
                throw new SQLException("the server shows no view at " + delivered + " within " + WAIT_SECONDS + " s");
            }
            end(connection);
        }
    }

    /** Where the server's history ends now, or a little before: a place to begin to read the binlog at. */
    Position present() throws SQLException {
        Connection connection = reading.get();
        return switch (ServerKind.of(connection)) {
            case MYSQL_WITH_GTIDS -> BinlogStatus.read(connection).executed();
            case MYSQL_WITHOUT_GTIDS -> {
                BinlogStatus status = BinlogStatus.read(connection);
                yield new Position(GtidSet.NONE, status.file(), status.offset());
            }
            case MARIADB -> {
                // Its status may be told in the middle of a transaction.
                Jdbc.execute(connection, OPEN);
                Position place = MariadbPlaces.withGtids(connection, MariadbPlaces.ofSnapshot(connection));
                end(connection);
                yield place;
            }
        };
    }

    private static void end(Connection connection) throws SQLException {
        Jdbc.execute(connection, "ROLLBACK");
    }

    /** Ends the view that is open, and drops the connections without reading what is still on its way. */
    @Override
    public void close() {
        reading.close();
        locking.close();
    }
}
