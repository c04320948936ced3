package dev.rowcast.examples.mirror;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Set;

/** Tells what may go better later from what will not. */
final class SqlFailure {
    /** Too many connections, lock wait timeout, deadlock, read only, killed, shutting down, reading and writing packets. */
    private static final Set<Integer> PASSING =
            Set.of(1040, 1205, 1213, 1290, 1317, 1053, 1158, 1159, 1160, 1161, 1792, 1836, 1927);

    private SqlFailure() {}

    /** Whether to try again. */
    static boolean isPassing(SQLException failure) {
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        return failure instanceof SQLTransientException
                || failure instanceof SQLRecoverableException
                || failure instanceof SQLNonTransientConnectionException
                || state.startsWith("08")
                || state.startsWith("40")
                || PASSING.contains(failure.getErrorCode());
    }
}
