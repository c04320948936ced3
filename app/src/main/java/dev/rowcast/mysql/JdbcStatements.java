package dev.rowcast.mysql;

import static java.util.Objects.requireNonNull;

import dev.rowcast.demo.SqlExecutionException;
import dev.rowcast.demo.SqlExecutor;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Runs each statement on a connection from a data source, in its own transaction. As many threads as the source serves. */
public final class JdbcStatements implements SqlExecutor {
    private final DataSource source;

    /** @param source gives connections in auto-commit mode, best pooled, and new ones after the server was away */
    public JdbcStatements(DataSource source) {
        this.source = requireNonNull(source);
    }

    @Override
    public long execute(String sql, Object... parameters) throws SqlExecutionException {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            return statement.executeLargeUpdate();
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    @Override
    public long queryForNumber(String sql) throws SqlExecutionException {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            if (!rows.next()) {
                throw new IllegalArgumentException("no row from: " + sql);
            }
            return rows.getLong(1);
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** The driver's messages have many lines when the connection is lost; the first says what happened. */
    private static SqlExecutionException failure(SQLException e) {
        return new SqlExecutionException(
                String.valueOf(e.getMessage()).lines().findFirst().orElse(e.getSQLState()), e);
    }
}
