package dev.rowcast.mysql;

import dev.rowcast.change.MysqlGtidSet;
import dev.rowcast.change.Position;
import dev.rowcast.change.Row;
import dev.rowcast.change.TableId;
import dev.rowcast.change.Value;
import dev.rowcast.http.OrdersPage;
import dev.rowcast.http.OrdersPage.Gtids;
import dev.rowcast.http.OrdersRange;
import dev.rowcast.message.Version;
import dev.rowcast.relay.RelayStatus;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lists orders in a view of which it is known which changes it shows: all that the server had sent to its binlog clients when
 * the list was asked for, so that who subscribes to the events first misses none; and which later ones the page says. Any
 * thread.
 *
 * @param pool of connections whose transactions are consistent views
 * @param status knows what the broker has acknowledged
 */
record OrdersListing(TableId table, ConnectionPool pool, Charsets charsets, Supplier<RelayStatus> status) {
    /** After which no further row is held; what rows hold in memory may be some times as much. */
    private static final long MAX_BYTES = 2 * 1024 * 1024;

    OrdersPage list(OrdersRange range) throws SQLException {
        RelayStatus now = status.get();
        try (Connection connection = pool.connection()) {
            ServerKind kind = ServerKind.of(connection);
            if (kind == ServerKind.MYSQL_WITHOUT_GTIDS) {
                // An exact view would need a lock here, too much for a page.
                Rows rows = rows(connection, range);
                return new OrdersPage(rows.shown, null, null, rows.next);
            }
            try {
                ConsistentView view = ConsistentViews.openAtRest(connection, kind, now.position());
                Rows rows = rows(connection, range);
                return new OrdersPage(rows.shown, version(now, kind, view), gtids(view), rows.next);
            } finally {
                // Also where opening it failed: the next one to have this connection must not read in the past.
                Jdbc.execute(connection, "ROLLBACK");
            }
        }
    }

    /** With GTIDs file and offset of a view are not exact, and those of what was acknowledged say more. */
    private static @Nullable String version(RelayStatus now, ServerKind kind, ConsistentView view) {
        Instant epoch = now.epoch();
        Position acknowledged = now.position();
        if (epoch == null) {
            return null;
        }
        return Version.of(epoch, kind == ServerKind.MARIADB || acknowledged == null ? view.low() : acknowledged);
    }

    private static @Nullable Gtids gtids(ConsistentView view) {
        return view.low().gtids() instanceof MysqlGtidSet executed
                        && view.high().gtids() instanceof MysqlGtidSet all
                ? new Gtids(executed, all.without(executed))
                : null;
    }

    /**
     * What was read.
     *
     * @param next the last id, if more rows follow; else null
     */
    private record Rows(List<Row> shown, @Nullable BigInteger next) {}

    private Rows rows(Connection connection, OrdersRange range) throws SQLException {
        TableColumns columns = TableColumns.read(connection, charsets, table);
        List<Row> shown = new ArrayList<>();
        long bytes = 0;
        try (PreparedStatement statement = statement(connection, columns, range);
                ResultSet found = statement.executeQuery()) {
            while (found.next()) {
                if (shown.size() == range.limit() || bytes >= MAX_BYTES) {
                    return new Rows(shown, id(shown.get(shown.size() - 1)));
                }
                byte[] @Nullable [] cells = columns.cells(found);
                shown.add(columns.row(cells));
                bytes += Page.bytes(cells);
            }
        }
        return new Rows(shown, null);
    }

    /** Asks for one row more than wanted, which tells whether there are more; and for one after the other. */
    private static PreparedStatement statement(Connection connection, TableColumns columns, OrdersRange range)
            throws SQLException {
        BigInteger beyond = range.beyond();
        String condition = beyond == null ? "" : range.descending() ? " WHERE id < ?" : " WHERE id > ?";
        PreparedStatement statement = connection.prepareStatement(columns.select() + condition + " ORDER BY id"
                + (range.descending() ? " DESC" : "") + " LIMIT " + (range.limit() + 1));
        statement.setFetchSize(Integer.MIN_VALUE);
        if (beyond != null) {
            statement.setObject(1, beyond);
        }
        return statement;
    }

    private static BigInteger id(Row row) {
        Value id = row.values().get(row.names().indexOf("id"));
        return id instanceof Value.BigInt big ? big.value() : BigInteger.valueOf(((Value.Int) id).value());
    }
}
