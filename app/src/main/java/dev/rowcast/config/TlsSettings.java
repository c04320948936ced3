package dev.rowcast.config;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * TLS towards the database.
 *
 * @param ca a PEM file with the CA certificates to trust, read at each connection; null for the JVM's own trust store, and
 *     where the mode does not verify certificates
 */
public record TlsSettings(SslMode mode, @Nullable Path ca) {
    /** What holds where nothing is set. */
    public static final TlsSettings PREFERRED = new TlsSettings(SslMode.PREFERRED, null);

    /** For a server on a loopback address that is known to speak plain text. */
    public static final TlsSettings DISABLED = new TlsSettings(SslMode.DISABLED, null);

    public TlsSettings {
        requireNonNull(mode, "mode is null");
        if (ca != null && !mode.verifiesCertificate()) {
            throw new IllegalArgumentException("a CA that " + mode + " does not look at");
        }
    }
}
