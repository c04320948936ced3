package dev.rowcast.mysql;

import dev.rowcast.config.TlsSettings;
import dev.rowcast.pem.PemFile;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** TLS over a connection to the server, the same for JDBC and for the binlog: versions, trust, and the host's name. */
final class ServerTls {
    /** In this order of preference: what both ends have. */
    private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};
    /** Compares the host with the certificate's alternative names, DNS or IP (RFC 2818, section 3.1). */
    private static final String VERIFY_HOST = "HTTPS";

    private ServerTls() {}

    /**
     * Puts TLS on a connection whose server is ready for it; the handshake is the caller's to start, and fails if trust or
     * host are not as the settings demand. Timeouts of the connection hold for reads of the result.
     *
     * @param host as it was given, by name or address; an IPv6 address without brackets
     * @throws dev.rowcast.pem.UnusablePemException if the CA file can not be read
     */
    static SSLSocket over(Socket connection, String host, TlsSettings settings) throws IOException {
        SSLSocket socket = (SSLSocket)
                context(settings).getSocketFactory().createSocket(connection, host, connection.getPort(), true);
        socket.setEnabledProtocols(VERSIONS);
        SSLParameters parameters = socket.getSSLParameters();
        switch (settings.mode()) {
            case VERIFY_IDENTITY -> parameters.setEndpointIdentificationAlgorithm(VERIFY_HOST);
            case DISABLED, PREFERRED, REQUIRED, VERIFY_CA -> {
                // The name may be any.
            }
        }
        socket.setSSLParameters(parameters);
        return socket;
    }

    private static SSLContext context(TlsSettings settings) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trustManagers(settings), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new SSLException("TLS can not be set up: " + e.getMessage(), e);
        }
    }

    private static TrustManager[] trustManagers(TlsSettings settings) throws IOException, GeneralSecurityException {
        if (!settings.mode().verifiesCertificate()) {
            return new TrustManager[] {new TrustAny()};
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        Path ca = settings.ca();
        factory.init(ca == null ? null : keyStore(PemFile.certificates(ca)));
        return factory.getTrustManagers();
    }

    private static KeyStore keyStore(List<X509Certificate> certificates) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        for (int i = 0; i < certificates.size(); i++) {
            store.setCertificateEntry("ca" + i, certificates.get(i));
        }
        return store;
    }

    /** Encrypts towards whoever answers, as MySQL's own clients do in the modes that verify nothing. */
    private static final class TrustAny extends X509ExtendedTrustManager {
        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, @Nullable Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, @Nullable SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, @Nullable Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, @Nullable SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
