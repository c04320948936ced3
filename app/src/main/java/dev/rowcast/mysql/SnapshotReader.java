package dev.rowcast.mysql;

import dev.rowcast.change.Position;
import dev.rowcast.change.Row;
import dev.rowcast.change.TableId;
import dev.rowcast.change.Value;
import dev.rowcast.mysql.MysqlSettings.Login;
import dev.rowcast.relay.BrokerUnavailableException;
import dev.rowcast.relay.MisconfiguredException;
import dev.rowcast.relay.Snapshot;
import dev.rowcast.relay.SourceUnavailableException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads whole tables through one consistent view, row by row as the server sends them. */
final class SnapshotReader implements Snapshot {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotReader.class);

    private static final int UNKNOWN_DATABASE = 1049;
    private static final int NO_SUCH_TABLE = 1146;

    private final Login login;
    private final Charsets charsets;
    private final ConsistentView view;

    SnapshotReader(Login login, Charsets charsets, ConsistentView view) {
        this.login = login;
        this.charsets = charsets;
        this.view = view;
    }

    @Override
    public Position position() {
        return view.position();
    }

    @Override
    public Position shown() {
        return view.shown();
    }

    @Override
    public void forEachRow(TableId table, RowAction action)
            throws SourceUnavailableException, BrokerUnavailableException, MisconfiguredException,
                    InterruptedException {
        try {
            boolean open = holdDefinition(table);
            TableColumns columns = TableColumns.read(view.connection(), charsets, table);
            // One that was made since the view was opened is announced by the stream, and read anew then.
            if (!open || !columns.exists()) {
                LOG.warn("{} does not exist now: its state is empty until it is created", table);
                return;
            }
            try (Statement statement =
                    view.connection().createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY)) {
                // The driver's sign for: one row after the other, nothing collected.
                statement.setFetchSize(Integer.MIN_VALUE);
                ResultSet rows = statement.executeQuery(columns.select());
                while (rows.next()) {
                    Row row = row(columns, rows);
                    action.accept(key(columns, row), row);
                }
            }
        } catch (UndecodableException e) {
            throw new MisconfiguredException("stopped, for " + e.getMessage(), e);
        } catch (SQLException e) {
            throw SqlFailure.raise(login, e);
        }
    }

    /**
     * Opens the table in the view's transaction, so that no statement can alter it between the reading of its columns and
     * the reading of its rows; false if there is no such table.
     */
    private boolean holdDefinition(TableId table) throws SQLException {
        try {
            Jdbc.execute(view.connection(), "SELECT 1 FROM " + TableColumns.quote(table) + " LIMIT 0");
            return true;
        } catch (SQLException e) {
            if (e.getErrorCode() == NO_SUCH_TABLE || e.getErrorCode() == UNKNOWN_DATABASE) {
                return false;
            }
            throw e;
        }
    }

    static Row row(TableColumns columns, ResultSet rows) throws SQLException {
        Value[] values = new Value[columns.names().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = columns.value(i, rows.getBytes(i + 1));
        }
        return new Row(columns.names(), Collections.unmodifiableList(Arrays.asList(values)));
    }

    private static Row key(TableColumns columns, Row row) {
        List<Value> values =
                columns.key().stream().map(index -> row.values().get(index)).toList();
        return new Row(columns.keyNames(), values);
    }

    @Override
    public void close() {
        try {
            view.close();
        } catch (SQLException e) {
            LOG.debug("The snapshot's connection did not close in good order", e);
        }
    }
}
