package dev.rowcast.mysql;

import com.github.shyiko.mysql.binlog.network.ServerException;
import com.mysql.cj.Messages;
import dev.rowcast.config.TlsSettings;
import dev.rowcast.pem.UnusablePemException;
import java.io.EOFException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.sql.SQLException;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/** Tells what about TLS only a person can mend, for JDBC and the binlog client alike. */
final class TlsFailure {
    /** ER_SECURE_TRANSPORT_REQUIRED, of MySQL and MariaDB. */
    private static final int SECURE_TRANSPORT_REQUIRED = 3159;
    /** How the two clients say that the server offers no TLS; neither has a type or a code for it. */
    private static final String NOT_OFFERED_TO_JDBC = Messages.getString("MysqlIO.15");

    private static final String NOT_OFFERED_TO_BINLOG_CLIENT = "MySQL server does not support SSL";

    private TlsFailure() {}

    /**
     * What is wrong.
     *
     * @param problem to be read after the server's name
     * @param remedy what mends it
     */
    record Explained(String problem, String remedy) {
        @Override
        public String toString() {
            return problem + "; to mend: " + remedy;
        }
    }

    /** What is wrong and what mends it; empty if it is not TLS or may pass by itself. */
    static Optional<Explained> explain(TlsSettings settings, Throwable failure) {
        String cause = SqlFailure.rootMessage(failure);
        UnusablePemException unusable = find(failure, UnusablePemException.class);
        if (unusable != null) {
            return explain(
                    "can not be verified by MYSQL_SSL_CA", unusable.getMessage(), "name a readable PEM file there");
        }
        if (isSecureTransportRequired(failure)) {
            return explain("demands TLS", cause, "set MYSQL_SSL_MODE=required, or one of the verify modes");
        }
        if (cause.equals(NOT_OFFERED_TO_JDBC) || cause.equals(NOT_OFFERED_TO_BINLOG_CLIENT)) {
            return explain(
                    "offers no TLS, which MYSQL_SSL_MODE=" + settings.mode() + " needs",
                    cause,
                    "give the server a certificate (ssl_cert, ssl_key), or set MYSQL_SSL_MODE=preferred");
        }
        if (find(failure, CertificateException.class) != null) {
            return explainCertificate(settings, failure, cause);
        }
        return isDisagreement(failure)
                ? explain(
                        "does not agree on TLS",
                        cause,
                        "let the server speak TLS 1.2 or 1.3 (tls_version), or set MYSQL_SSL_MODE=disabled")
                : Optional.empty();
    }

    private static Optional<Explained> explainCertificate(TlsSettings settings, Throwable failure, String cause) {
        if (find(failure, CertificateExpiredException.class) != null
                || find(failure, CertificateNotYetValidException.class) != null) {
            return explain("has a certificate that is not valid now", cause, "renew it, or its CA's in MYSQL_SSL_CA");
        }
        if (find(failure, CertPathBuilderException.class) != null
                || find(failure, CertPathValidatorException.class) != null) {
            String trusted = settings.ca() == null ? "that Java trusts" : "of MYSQL_SSL_CA (" + settings.ca() + ")";
            return explain(
                    "has a certificate that no CA " + trusted + " has signed",
                    cause,
                    "set MYSQL_SSL_CA to the PEM file of its CA, or MYSQL_SSL_MODE=required to trust any");
        }
        return explain(
                "has a certificate for another host",
                cause,
                "set MYSQL_HOST to a name in the certificate, or MYSQL_SSL_MODE=verify-ca to accept any name");
    }

    private static boolean isSecureTransportRequired(Throwable failure) {
        SQLException ofJdbc = find(failure, SQLException.class);
        ServerException ofBinlogClient = find(failure, ServerException.class);
        return (ofJdbc != null && ofJdbc.getErrorCode() == SECURE_TRANSPORT_REQUIRED)
                || (ofBinlogClient != null && ofBinlogClient.getErrorCode() == SECURE_TRANSPORT_REQUIRED);
    }

    /** A handshake that was cut off is none: the server may be on its way down. */
    private static boolean isDisagreement(Throwable failure) {
        return find(failure, SSLHandshakeException.class) != null
                && find(failure, EOFException.class) == null
                && find(failure, SocketException.class) == null
                && find(failure, SocketTimeoutException.class) == null;
    }

    private static Optional<Explained> explain(String what, @Nullable String cause, String remedy) {
        return Optional.of(new Explained(what + ": " + cause, remedy));
    }

    private static <T extends Throwable> @Nullable T find(Throwable failure, Class<T> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
        }
        return null;
    }
}
