package dev.rowcast.bench.polling;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.OptionalLong;

/**
 * What a user made the server do, as {@code performance_schema} counts it.
 *
 * @param queries SQL statements of every kind
 * @param rowsExamined rows that the engine read for them
 * @param bytesSent to the user, the binlog included; MariaDB does not tell
 */
record DatabaseLoad(long queries, long rowsExamined, OptionalLong bytesSent) {
    private static final String STATEMENTS =
            """
            SELECT COALESCE(SUM(COUNT_STAR), 0), COALESCE(SUM(SUM_ROWS_EXAMINED), 0)
            FROM performance_schema.events_statements_summary_by_user_by_event_name
            WHERE USER = ? AND EVENT_NAME LIKE 'statement/sql/%'""";
    private static final String BYTES =
            """
            SELECT VARIABLE_VALUE FROM performance_schema.status_by_user
            WHERE USER = ? AND VARIABLE_NAME = 'Bytes_sent'""";
    private static final String HAS_BYTES =
            """
            SELECT 1 FROM information_schema.TABLES
            WHERE TABLE_SCHEMA = 'performance_schema' AND TABLE_NAME = 'status_by_user'""";

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

    private static OptionalLong bytesSent(Connection root, String user) throws SQLException {
        try (Statement question = root.createStatement();
                ResultSet answer = question.executeQuery(HAS_BYTES)) {
            if (!answer.next()) {
                return OptionalLong.empty();
            }
        }
        try (PreparedStatement statement = root.prepareStatement(BYTES)) {
            statement.setString(1, user);
            try (ResultSet rows = statement.executeQuery()) {
                return OptionalLong.of(rows.next() ? rows.getLong(1) : 0);
            }
        }
    }

    /** What has come since then. */
    DatabaseLoad since(DatabaseLoad before) {
        return new DatabaseLoad(
                queries - before.queries,
                rowsExamined - before.rowsExamined,
                bytesSent.isPresent() && before.bytesSent.isPresent()
                        ? OptionalLong.of(bytesSent.getAsLong() - before.bytesSent.getAsLong())
                        : OptionalLong.empty());
    }
}
