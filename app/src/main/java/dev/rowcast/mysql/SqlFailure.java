package dev.rowcast.mysql;

import dev.rowcast.mysql.MysqlSettings.Login;
import dev.rowcast.relay.MisconfiguredException;
import dev.rowcast.relay.SourceUnavailableException;
import java.sql.SQLException;

/** Tells what another attempt may cure from what only a person can. Numbers: MySQL's "Server Error Message Reference". */
final class SqlFailure {
    private static final int HOST_NOT_PRIVILEGED = 1130;
    private static final int DATABASE_ACCESS_DENIED = 1044;
    private static final int ACCESS_DENIED = 1045;
    private static final int UNKNOWN_DATABASE = 1049;
    private static final int TABLE_ACCESS_DENIED = 1142;
    private static final int COLUMN_ACCESS_DENIED = 1143;
    private static final int SPECIFIC_ACCESS_DENIED = 1227;
    private static final int ACCESS_DENIED_NO_PASSWORD = 1698;
    private static final int SECURE_TRANSPORT_REQUIRED = 3159;

    private SqlFailure() {}

    /** Throws what the failure means; never returns. */
    static SourceUnavailableException raise(Login login, SQLException failure) throws MisconfiguredException {
        String address = "MySQL at " + login.address();
        switch (failure.getErrorCode()) {
            case ACCESS_DENIED, ACCESS_DENIED_NO_PASSWORD, HOST_NOT_PRIVILEGED ->
                throw new MisconfiguredException(
                        address + " refuses the login: " + failure.getMessage()
                                + "; to mend: check MYSQL_USER and MYSQL_PASSWORD",
                        failure);
            case SECURE_TRANSPORT_REQUIRED ->
                throw new MisconfiguredException(
                        address + " demands TLS, which Rowcast does not speak to MySQL yet: " + failure.getMessage(),
                        failure);
            case DATABASE_ACCESS_DENIED,
                    UNKNOWN_DATABASE,
                    TABLE_ACCESS_DENIED,
                    COLUMN_ACCESS_DENIED,
                    SPECIFIC_ACCESS_DENIED ->
                throw new MisconfiguredException(address + " refuses: " + failure.getMessage(), failure);
            default -> {
                return new SourceUnavailableException(address + " is unavailable: " + rootMessage(failure), failure);
            }
        }
    }

    /** The driver wraps "Connection refused" in paragraphs; the innermost cause says it in one line. */
    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        String message = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
        return message.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElse(message);
    }
}
