package dev.rowcast.broker;

import dev.rowcast.pem.PemFile;
import dev.rowcast.pem.PemIdentity;
import dev.rowcast.pem.UnusablePemException;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLException;

/**
 * What was read of the {@link TlsFiles}, and found to be good.
 *
 * @param context for TLS 1.2 and 1.3
 * @param certificate the server's own
 */
record TlsMaterial(SslContext context, X509Certificate certificate) {
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    static TlsMaterial read(TlsFiles files) throws UnusableTlsException {
        try {
            PemIdentity own = PemIdentity.read(files.certificate(), files.key());
            SslContextBuilder builder = SslContextBuilder.forServer(own.key(), own.chain())
                    .sslProvider(SslProvider.JDK)
                    .protocols(PROTOCOLS);
            if (files.clientCa() != null) {
                // the guard asks for it, for the publisher has none
                builder = builder.trustManager(PemFile.certificates(files.clientCa()))
                        .clientAuth(ClientAuth.OPTIONAL);
            }
            return new TlsMaterial(builder.build(), own.certificate());
        } catch (UnusablePemException e) {
            throw new UnusableTlsException(String.valueOf(e.getMessage()), e);
        } catch (SSLException e) {
            throw new UnusableTlsException(
                    files.certificate() + " and " + files.key() + " can not be used: " + e.getMessage(), e);
        }
    }
}
