package dev.rowcast.mysql;

import dev.rowcast.mysql.Jdbc.RowReading;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A SELECT that the server ends if it takes too long. */
final class TimedSelect {
    /** MySQL's, where several threads count MySQL's again, and MariaDB's. */
    private static final Set<Integer> TOOK_TOO_LONG = Set.of(3024, 1317, 1969);

    private TimedSelect() {}

    /**
     * The rows of a SELECT; empty if it took too long.
     *
     * @param what the statement behind the word SELECT
     */
    static <T> Optional<List<T>> rows(Connection connection, Duration longest, String what, RowReading<T> reading)
            throws SQLException {
        String select = ServerKind.of(connection) == ServerKind.MARIADB
                ? "SET STATEMENT max_statement_time = " + longest.toMillis() / 1e3 + " FOR SELECT "
                : "SELECT /*+ MAX_EXECUTION_TIME(" + longest.toMillis() + ") */ ";
        try (Statement statement = connection.createStatement()) {
            // The driver expects no result of what begins with SET, and has it all the same.
            statement.execute(select + what);
            try (ResultSet rows = statement.getResultSet()) {
                return Optional.of(Jdbc.rows(rows, reading));
            }
        } catch (SQLException e) {
            if (TOOK_TOO_LONG.contains(e.getErrorCode())) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
