package dev.rowcast.config;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How to speak to an external broker.
 *
 * @param tls where the broker's URL is {@code mqtts} or {@code wss}
 */
public record TransportSettings(MqttVersion version, Tls tls) {
    /** What holds where nothing is set. */
    public static final TransportSettings DEFAULTS = new TransportSettings(MqttVersion.AUTO, Tls.DEFAULTS);

    public TransportSettings {
        requireNonNull(version, "version is null");
        requireNonNull(tls, "tls is null");
    }

    /**
     * PEM files, read at each connection.
     *
     * @param ca certificates of the CAs to trust; null for the JVM's own trust store
     * @param certificate the chain to show to the broker; null for none
     * @param key the certificate's private key, PKCS #8 without a passphrase; null for none
     */
    public record Tls(@Nullable Path ca, @Nullable Path certificate, @Nullable Path key) {
        /** Java's own trust, and nothing to show. */
        public static final Tls DEFAULTS = new Tls(null, null, null);

        public Tls {
            if ((certificate == null) != (key == null)) {
                throw new IllegalArgumentException("a certificate without its key, or the reverse");
            }
        }
    }
}
