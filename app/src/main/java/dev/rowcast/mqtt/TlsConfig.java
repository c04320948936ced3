package dev.rowcast.mqtt;

import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.MqttClientSslConfigBuilder;
import dev.rowcast.config.TransportSettings.Tls;
import dev.rowcast.pem.PemFile;
import dev.rowcast.pem.PemIdentity;
import dev.rowcast.pem.UnusablePemException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** How the client speaks TLS: 1.3 or 1.2, whom it trusts, and what it shows. */
final class TlsConfig {
    private static final List<String> VERSIONS = List.of("TLSv1.3", "TLSv1.2");
    /** Of key stores in memory, which nobody else sees. */
    private static final char[] NO_PASSWORD = {};

    private TlsConfig() {}

    /** Trusts one certificate, whatever host it names. */
    static MqttClientSslConfig pinned(X509Certificate certificate) {
        return MqttClientSslConfig.builder()
                .protocols(VERSIONS)
                .trustManagerFactory(trust(List.of(certificate)))
                .hostnameVerifier((host, session) -> true)
                .build();
    }

    /**
     * Trusts a certificate that names the host and that a CA has signed.
     *
     * @throws UnusablePemException if a file can not be used
     */
    static MqttClientSslConfig of(Tls tls) throws UnusablePemException {
        MqttClientSslConfigBuilder builder = MqttClientSslConfig.builder().protocols(VERSIONS);
        Path ca = tls.ca();
        if (ca != null) {
            builder = builder.trustManagerFactory(trust(PemFile.certificates(ca)));
        }
        Path certificate = tls.certificate();
        Path key = tls.key();
        if (certificate != null && key != null) {
            builder = builder.keyManagerFactory(keys(PemIdentity.read(certificate, key)));
        }
        return builder.build();
    }

    private static TrustManagerFactory trust(List<X509Certificate> certificates) {
        try {
            KeyStore store = emptyStore();
            for (int i = 0; i < certificates.size(); i++) {
                store.setCertificateEntry("ca" + i, certificates.get(i));
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            return trust;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM has key stores and trust managers", e);
        }
    }

    private static KeyManagerFactory keys(PemIdentity identity) {
        try {
            KeyStore store = emptyStore();
            store.setKeyEntry(
                    "client", identity.key(), NO_PASSWORD, identity.chain().toArray(Certificate[]::new));
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, NO_PASSWORD);
            return keys;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM has key stores and key managers", e);
        }
    }

    private static KeyStore emptyStore() throws GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        try {
            store.load(null, null);
        } catch (IOException e) {
            throw new IllegalStateException("nothing is read", e);
        }
        return store;
    }

    /** What a connection needs, asked for anew each time; null for plain text. */
    @FunctionalInterface
    interface Source {
        @Nullable
        MqttClientSslConfig get() throws UnusablePemException;
    }
}
