package dev.rowcast.mysql;

import dev.rowcast.config.SslMode;
import dev.rowcast.mysql.MysqlSettings.Login;
import dev.rowcast.preflight.Check;
import dev.rowcast.preflight.Finding;
import dev.rowcast.preflight.Severity;
import dev.rowcast.relay.MisconfiguredException;
import dev.rowcast.relay.SourceUnavailableException;
import java.sql.SQLException;
import java.sql.SQLSyntaxErrorException;
import java.util.Optional;
import java.util.Set;

/** Tells what another attempt may cure from what only a person can. */
final class SqlFailure {
    /**
     * Codes of MySQL's {@code mysqld_error.h} and MariaDB's: wrong password (1045, 1698), no access (1044), host not allowed
     * (1130), expired password (1820, 1862), locked account (3118, 4151), unknown authentication method (1251, 1275, 1524).
     */
    private static final Set<Integer> LOGIN_REFUSALS =
            Set.of(1044, 1045, 1130, 1251, 1275, 1524, 1698, 1820, 1862, 3118, 4151);
    /** Unknown database; access denied to a table, a column, an operation. */
    private static final Set<Integer> REFUSALS = Set.of(1049, 1142, 1143, 1227);

    private static final String NEEDED_LOGIN = "a server that admits MYSQL_USER and answers";

    private SqlFailure() {}

    /** Throws what the failure means if that is for a person to mend, and returns what it means if not. */
    static SourceUnavailableException raise(Login login, SQLException failure) throws MisconfiguredException {
        return raise(meaning(login, failure));
    }

    /** Throws it if it is for a person to mend, and returns it if not. */
    static SourceUnavailableException raise(Exception meaning) throws MisconfiguredException {
        if (meaning instanceof MisconfiguredException misconfigured) {
            throw misconfigured;
        }
        return (SourceUnavailableException) meaning;
    }

    /** Either a {@link MisconfiguredException} or a {@link SourceUnavailableException}. */
    static Exception meaning(Login login, SQLException failure) {
        Finding finding = finding(login, failure);
        String message = "MySQL at " + login.address() + " " + finding.found();
        return finding.severity() == Severity.ERROR
                ? new MisconfiguredException(message + "; to mend: " + finding.remedy(), failure)
                : new SourceUnavailableException(message, failure);
    }

    /** The same as what a check found; what was found is to be read after the server's name. */
    static Finding finding(Login login, SQLException failure) {
        Optional<TlsFailure.Explained> tls = TlsFailure.explain(login.tls(), failure);
        if (tls.isPresent()) {
            return new Finding(
                    Check.TLS,
                    Severity.ERROR,
                    tls.get().problem(),
                    "TLS as MYSQL_SSL_MODE=" + login.tls().mode() + " asks for",
                    tls.get().remedy());
        }
        String cause = rootMessage(failure);
        int code = failure.getErrorCode();
        if (LOGIN_REFUSALS.contains(code)) {
            return new Finding(
                    Check.LOGIN,
                    Severity.ERROR,
                    "refuses the login: " + cause,
                    NEEDED_LOGIN,
                    "check MYSQL_USER and MYSQL_PASSWORD, or CREATE USER '" + login.user() + "'@'%' IDENTIFIED BY '…'"
                            + remedyWithoutTls(login));
        }
        return REFUSALS.contains(code)
                ? new Finding(
                        Check.LOGIN,
                        Severity.ERROR,
                        "refuses: " + cause,
                        NEEDED_LOGIN,
                        "grant " + login.user() + " what it names")
                : new Finding(
                        Check.LOGIN,
                        Severity.UNREACHABLE,
                        "is unavailable: " + cause,
                        NEEDED_LOGIN,
                        "see in the server's error log what keeps it from answering");
    }

    /** Whether the server has understood us and said no, or does not know the statement. */
    static boolean isRefusal(SQLException failure) {
        return failure instanceof SQLSyntaxErrorException || "42000".equals(failure.getSQLState());
    }

    /** A server tells such an account no more than that its password is wrong. */
    static String remedyWithoutTls(Login login) {
        return login.tls().mode() == SslMode.DISABLED
                ? "; an account with REQUIRE SSL needs MYSQL_SSL_MODE=required"
                : "";
    }

    /** The driver wraps "Connection refused" in paragraphs; the innermost cause says it in one line. */
    static String rootMessage(Throwable failure) {
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
