package dev.rowcast.mysql;

import dev.rowcast.change.GtidSet;
import dev.rowcast.change.MariadbGtidPosition;
import dev.rowcast.change.MysqlGtidSet;
import dev.rowcast.change.Position;
import dev.rowcast.change.TableId;
import dev.rowcast.mysql.MysqlSettings.Login;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A transaction with a consistent read view, and a position that it is known to include. A server sends a transaction to its
 * binlog clients before the storage engine shows it to readers, so the two have to be brought together with care:
 *
 * <ul>
 *   <li>MySQL with GTIDs: {@code gtid_executed} moves only after the engine's commit, so a view that is opened after reading
 *       it includes all of it.
 *   <li>MariaDB: {@code START TRANSACTION WITH CONSISTENT SNAPSHOT} gives the view's exact place in the binlog, but for XA
 *       transactions: see {@link MariadbXa}.
 *   <li>MySQL without GTIDs: a momentary read lock on the tables while place and view are taken.
 * </ul>
 */
final class ConsistentView implements AutoCloseable {
    /** The offset of every file's first event: a place before all that the file holds. */
    private static final long FILE_START = 4;

    private static final String OPEN = "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY";
    private static final int MOST_ATTEMPTS = 10;
    private static final int WAIT_SECONDS = 10;
    private static final long WAIT_NANOS = WAIT_SECONDS * 1_000_000_000L;

    private final Connection connection;
    private final Place place;

    private ConsistentView(Connection connection, Place place) {
        this.connection = connection;
        this.place = place;
    }

    /** See {@link dev.rowcast.relay.Snapshot}. */
    private record Place(Position position, Position shown) {
        static Place exactly(Position position) {
            return new Place(position, position);
        }
    }

    /**
     * Opens a view.
     *
     * @param tables that will be read
     * @param atLeast a place that the binlog stream has delivered and the view must include; null if there is none
     */
    static ConsistentView open(Login login, Collection<TableId> tables, @Nullable Position atLeast)
            throws SQLException {
        Connection connection = Jdbc.connect(login);
        try {
            Jdbc.execute(connection, "SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ");
            Place place =
                    switch (ServerKind.of(connection)) {
                        case MYSQL_WITH_GTIDS -> openWithGtids(connection, atLeast);
                        case MYSQL_WITHOUT_GTIDS -> Place.exactly(openUnderLock(login, connection, tables));
                        case MARIADB -> openOnMariadb(connection, atLeast);
                    };
            return new ConsistentView(connection, place);
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private static Place openWithGtids(Connection connection, @Nullable Position atLeast) throws SQLException {
        if (atLeast != null && atLeast.gtids() instanceof MysqlGtidSet delivered) {
            String timedOut = Jdbc.value(
                    connection, "SELECT WAIT_FOR_EXECUTED_GTID_SET(?, " + WAIT_SECONDS + ")", delivered.toString());
            if (!"0".equals(timedOut)) {
                throw new SQLException("the server has not executed " + delivered + " within " + WAIT_SECONDS + " s");
            }
        }
        // File and offset run ahead of what readers see: the set alone is exact.
        BinlogStatus status = openBetweenCommits(connection);
        Position shown = new Position(MysqlGtidSet.parse(status.gtids()), status.file(), FILE_START);
        return new Place(atLeast == null ? shown : atLeast, shown);
    }

    /** On a server that never rests the view may reach a little further than is told: then row counts are a little off. */
    private static BinlogStatus openBetweenCommits(Connection connection) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            BinlogStatus before = BinlogStatus.read(connection);
            Jdbc.execute(connection, OPEN);
            boolean committedMeanwhile =
                    !before.gtids().equals(BinlogStatus.read(connection).gtids());
            if (!committedMeanwhile || attempt == MOST_ATTEMPTS) {
                return before;
            }
            Jdbc.execute(connection, "ROLLBACK");
        }
    }

    private static Position openUnderLock(Login login, Connection connection, Collection<TableId> tables)
            throws SQLException {
        try (Connection locking = Jdbc.connect(login)) {
            Jdbc.execute(locking, "SET SESSION lock_wait_timeout = " + WAIT_SECONDS);
            Jdbc.execute(
                    locking,
                    tables.stream()
                            .map(table -> TableColumns.quote(table) + " READ")
                            .collect(Collectors.joining(", ", "LOCK TABLES ", "")));
            BinlogStatus status = BinlogStatus.read(locking);
            Jdbc.execute(connection, OPEN);
            Jdbc.execute(locking, "UNLOCK TABLES");
            return new Position(GtidSet.NONE, status.file(), status.offset());
        }
    }

    /** Where XA is used the view's place is not exact: what is told is one before it, of which the view holds all. */
    private static Place openOnMariadb(Connection connection, @Nullable Position atLeast) throws SQLException {
        BinlogStatus before = BinlogStatus.read(connection);
        boolean exact = !MariadbXa.isUsed(connection);
        if (!exact) {
            MariadbXa.awaitCommitted(connection);
        }
        Position shown = openAtLeast(connection, atLeast);
        if (exact && !MariadbXa.isUsed(connection)) {
            return Place.exactly(shown);
        }
        return new Place(
                atLeast == null ? mariadbPosition(connection, before.file(), before.offset()) : atLeast, shown);
    }

    private static Position openAtLeast(Connection connection, @Nullable Position atLeast) throws SQLException {
        long start = System.nanoTime();
        Position position = openOnMariadb(connection);
        while (atLeast != null && !position.includes(atLeast)) {
            if (System.nanoTime() - start > WAIT_NANOS) {
                throw new SQLException("the server shows no view at " + atLeast + " within " + WAIT_SECONDS + " s");
            }
            Jdbc.execute(connection, "ROLLBACK");
            position = openOnMariadb(connection);
        }
        return position;
    }

    private static Position openOnMariadb(Connection connection) throws SQLException {
        Jdbc.execute(connection, OPEN);
        Map<String, String> place = Jdbc.pairs(connection, "SHOW STATUS LIKE 'binlog\\_snapshot\\_%'");
        String file = place.getOrDefault("Binlog_snapshot_file", "");
        String offset = place.getOrDefault("Binlog_snapshot_position", "");
        if (file.isEmpty()) {
            throw new SQLException("the server does not tell the snapshot's place in its binlog");
        }
        return mariadbPosition(connection, file, Long.parseLong(offset));
    }

    private static Position mariadbPosition(Connection connection, String file, long offset) throws SQLException {
        String gtids = Jdbc.value(connection, "SELECT BINLOG_GTID_POS(?, " + offset + ")", file);
        return new Position(MariadbGtidPosition.parse(gtids == null ? "" : gtids), file, offset);
    }

    Connection connection() {
        return connection;
    }

    /** Everything before it is in the view, and it is an exact place in the binlog if one was asked for. */
    Position position() {
        return place.position();
    }

    /** How much of the binlog is in the view. */
    Position shown() {
        return place.shown();
    }

    /** Drops the connection without reading what is still on its way. */
    @Override
    public void close() throws SQLException {
        connection.abort(Runnable::run);
    }
}
