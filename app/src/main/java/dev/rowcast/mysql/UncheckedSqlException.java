package dev.rowcast.mysql;

import static java.util.Objects.requireNonNull;

import java.io.Serial;
import java.sql.SQLException;

/** The server did not answer a question that came up while its binlog was read. */
final class UncheckedSqlException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    UncheckedSqlException(SQLException cause) {
        super(cause);
    }

    @Override
    public synchronized SQLException getCause() {
        return (SQLException) requireNonNull(super.getCause());
    }
}
