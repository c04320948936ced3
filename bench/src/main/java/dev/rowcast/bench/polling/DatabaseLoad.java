package dev.rowcast.bench.polling;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * What a user made the server do, as {@code performance_schema} counts it.
 *
 * @param queries SQL statements of every kind
 * @param rowsExamined rows that the engine read for them
 * @param bytesSent to the user, the binlog included
 */
record DatabaseLoad(long queries, long rowsExamined, long bytesSent) {
    private static final String STATEMENTS =
            """
            SELECT COALESCE(SUM(COUNT_STAR), 0), COALESCE(SUM(SUM_ROWS_EXAMINED), 0)
            FROM performance_schema.events_statements_summary_by_user_by_event_name
            WHERE USER = ? AND EVENT_NAME LIKE 'statement/sql/%'""";
    private static final String BYTES =
            """
            SELECT VARIABLE_VALUE FROM performance_schema.status_by_user
            WHERE USER = ? AND VARIABLE_NAME = 'Bytes_sent'""";

    /** Since the server's start. */
    static DatabaseLoad of(Connection root, String user) throws SQLException {
        try (PreparedStatement statement = root.prepareStatement(STATEMENTS)) {
            statement.setString(1, user);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return new DatabaseLoad(rows.getLong(1), rows.getLong(2), bytesSent(root, user));
            }
        }
    }

    private static long bytesSent(Connection root, String user) throws SQLException {
        try (PreparedStatement statement = root.prepareStatement(BYTES)) {
            statement.setString(1, user);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? rows.getLong(1) : 0;
            }
        }
    }

    /** What has come since then. */
    DatabaseLoad since(DatabaseLoad before) {
        return new DatabaseLoad(
                queries - before.queries, rowsExamined - before.rowsExamined, bytesSent - before.bytesSent);
    }
}
