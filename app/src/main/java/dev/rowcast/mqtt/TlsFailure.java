package dev.rowcast.mqtt;

import dev.rowcast.config.TransportSettings.Tls;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What a person has to do about a broker with which TLS does not come about. */
final class TlsFailure {
    /**
     * The alerts of RFC 8446, 6.2, by which a server turns a client's certificate down, or the lack of one: the JDK tells
     * them as "fatal alert: unknown_ca", OpenSSL, where Netty finds it, as "TLSV1_ALERT_UNKNOWN_CA".
     */
    private static final Pattern ALERT_ABOUT_OUR_CERTIFICATE = Pattern.compile(
            "alert[_: ]+(certificate_required|bad_certificate|unsupported_certificate|certificate_revoked"
                    + "|certificate_expired|certificate_unknown|unknown_ca|access_denied|handshake_failure)",
            Pattern.CASE_INSENSITIVE);

    private TlsFailure() {}

    /** Null if it is not TLS that failed, or may pass by itself. */
    static @Nullable String remedy(Throwable failure, Tls tls) {
        if (find(failure, CertificateException.class) != null) {
            return ofItsCertificate(failure, tls);
        }
        SSLException alert = find(failure, SSLException.class);
        if (alert != null
                && ALERT_ABOUT_OUR_CERTIFICATE
                        .matcher(String.valueOf(alert.getMessage()))
                        .find()) {
            return tls.certificate() == null
                    ? "the broker wants a certificate of us: set MQTT_TLS_CERT and MQTT_TLS_KEY"
                    : "the broker does not accept the certificate in MQTT_TLS_CERT: let a CA that it trusts sign it";
        }
        return null;
    }

    /** Whether it is TLS that failed, for whatever reason. */
    static boolean isOne(Throwable failure) {
        return find(failure, SSLException.class) != null;
    }

    private static String ofItsCertificate(Throwable failure, Tls tls) {
        if (find(failure, CertificateExpiredException.class) != null
                || find(failure, CertificateNotYetValidException.class) != null) {
            return "renew the broker's certificate, or its CA's in MQTT_TLS_CA";
        }
        if (find(failure, CertPathBuilderException.class) != null
                || find(failure, CertPathValidatorException.class) != null) {
            return tls.ca() == null
                    ? "Java trusts no CA that has signed the broker's certificate: set MQTT_TLS_CA to the PEM file of its CA"
                    : "no CA in " + tls.ca() + " (MQTT_TLS_CA) has signed the broker's certificate: add its CA there";
        }
        return "the broker's certificate is for another host: set MQTT_URL to a name in it";
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
