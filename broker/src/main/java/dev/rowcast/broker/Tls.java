package dev.rowcast.broker;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TLS for new connections, by what its files hold now: they are looked at with a connection, at most once a second. When new
 * ones can not be used, the old ones stay, and the log says why. Any thread.
 */
final class Tls {
    private static final Logger LOG = LoggerFactory.getLogger(Tls.class);
    private static final long CHECK_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final Duration HANDSHAKE_TIMEOUT = Duration.ofSeconds(10);

    private final TlsFiles files;

    private TlsMaterial material;
    private List<String> fingerprints;
    private long checkedNanos = System.nanoTime();

    /** @throws UnusableTlsException if the files can not be used */
    Tls(TlsFiles files) throws UnusableTlsException {
        this.files = files;
        fingerprints = fingerprints();
        material = TlsMaterial.read(files);
    }

    /** The handler of one connection. */
    SslHandler handler(ByteBufAllocator allocator) {
        SslHandler handler = current().context().newHandler(allocator);
        handler.setHandshakeTimeoutMillis(HANDSHAKE_TIMEOUT.toMillis());
        return handler;
    }

    /** The certificate that new connections are shown. */
    X509Certificate certificate() {
        return current().certificate();
    }

    /** A client's end over a connection to ourselves: it trusts the certificate that we show, and no other. */
    SSLSocket clientOver(Socket connected) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new OwnCertificate(certificate())}, null);
            return (SSLSocket)
                    context.getSocketFactory().createSocket(connected, "localhost", connected.getPort(), true);
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS is not to be had", e);
        }
    }

    /** Trusts one certificate. */
    private record OwnCertificate(X509Certificate certificate) implements X509TrustManager {
        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            if (chain.length == 0 || !chain[0].equals(certificate)) {
                throw new CertificateException("not our own certificate");
            }
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            throw new CertificateException("no client is expected");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    /** Whether a client has to have a certificate. */
    boolean wantsClientCertificates() {
        return files.clientCa() != null;
    }

    /** Whether the client has shown a certificate that one of the CAs has signed. */
    static boolean hasClientCertificate(Channel channel) {
        SslHandler handler = channel.pipeline().get(SslHandler.class);
        try {
            return handler != null && handler.engine().getSession().getPeerCertificates().length > 0;
        } catch (SSLPeerUnverifiedException e) {
            return false;
        }
    }

    private synchronized TlsMaterial current() {
        long now = System.nanoTime();
        if (now - checkedNanos >= CHECK_NANOS) {
            checkedNanos = now;
            List<String> latest = fingerprints();
            if (!latest.equals(fingerprints)) {
                fingerprints = latest;
                reload();
            }
        }
        return material;
    }

    private void reload() {
        try {
            material = TlsMaterial.read(files);
            LOG.info(
                    "The certificate in {} was read anew; it is valid until {}.",
                    files.certificate(),
                    material.certificate().getNotAfter());
        } catch (UnusableTlsException e) {
            LOG.error("TLS goes on with the former certificate: {}", e.getMessage());
        }
    }

    /** Changes when a file does. */
    private List<String> fingerprints() {
        List<String> all = new ArrayList<>();
        Stream.of(files.certificate(), files.key(), files.clientCa())
                .filter(file -> file != null)
                .forEach(file -> all.add(fingerprint(file)));
        return all;
    }

    private static String fingerprint(Path file) {
        try {
            return file.toRealPath() + " " + Files.getLastModifiedTime(file) + " " + Files.size(file);
        } catch (IOException e) {
            return String.valueOf(e);
        }
    }
}
