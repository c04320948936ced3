package dev.rowcast.mysql;

import dev.rowcast.change.MariadbGtidPosition;
import dev.rowcast.change.Position;
import dev.rowcast.change.Row;
import dev.rowcast.change.TableId;
import dev.rowcast.mysql.MysqlSettings.Login;
import dev.rowcast.relay.BrokerUnavailableException;
import dev.rowcast.relay.MisconfiguredException;
import dev.rowcast.relay.Snapshot;
import dev.rowcast.relay.SourceUnavailableException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads whole tables through one consistent view, row by row as the server sends them. */
final class SnapshotReader implements Snapshot {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotReader.class);

    private final Login login;
    private final Charsets charsets;
    private final ConsistentViews views;
    private final ConsistentView view;
    private final Position position;

    private SnapshotReader(
            Login login, Charsets charsets, ConsistentViews views, ConsistentView view, Position position) {
        this.login = login;
        this.charsets = charsets;
        this.views = views;
        this.view = view;
        this.position = position;
    }

    static SnapshotReader open(Login login, Charsets charsets, Collection<TableId> tables, @Nullable Position atLeast)
            throws SQLException {
        ConsistentViews views = new ConsistentViews(login);
        try {
            ConsistentView view = views.openAtRest(tables, atLeast);
            Position low = view.low().gtids() instanceof MariadbGtidPosition
                    ? MariadbPlaces.withGtids(view.connection(), view.low())
                    : view.low();
            boolean exact = view.low().equals(view.high());
            return new SnapshotReader(login, charsets, views, view, exact || atLeast == null ? low : atLeast);
        } catch (SQLException | RuntimeException e) {
            views.close();
            throw e;
        }
    }

    @Override
    public Position position() {
        return position;
    }

    @Override
    public Position shown() {
        return view.at();
    }

    @Override
    public void forEachRow(TableId table, RowAction action)
            throws SourceUnavailableException, BrokerUnavailableException, MisconfiguredException,
                    InterruptedException {
        try {
            Optional<TableColumns> held = TableColumns.readHeld(view.connection(), charsets, table);
            // One that was made since the view was opened is announced by the stream, and read anew then.
            if (held.isEmpty()) {
                LOG.warn("{} does not exist now: its state is empty until it is created", table);
                return;
            }
            TableColumns columns = held.get();
            try (Statement statement =
                    view.connection().createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY)) {
                // The driver's sign for: one row after the other, nothing collected.
                statement.setFetchSize(Integer.MIN_VALUE);
                ResultSet rows = statement.executeQuery(columns.select());
                while (rows.next()) {
                    Row row = columns.row(rows);
                    action.accept(columns.keyOf(row), row);
                }
            }
        } catch (UndecodableException e) {
            throw new MisconfiguredException("stopped, for " + e.getMessage(), e);
        } catch (SQLException e) {
            throw SqlFailure.raise(login, e);
        }
    }

    @Override
    public void close() {
        views.close();
    }
}
