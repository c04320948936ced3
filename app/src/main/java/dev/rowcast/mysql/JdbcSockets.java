package dev.rowcast.mysql;

import com.mysql.cj.conf.PropertyDefinitions;
import com.mysql.cj.conf.PropertyKey;
import com.mysql.cj.conf.PropertySet;
import com.mysql.cj.log.Log;
import com.mysql.cj.protocol.ServerSession;
import com.mysql.cj.protocol.SocketConnection;
import com.mysql.cj.protocol.StandardSocketFactory;
import dev.rowcast.config.SslMode;
import dev.rowcast.config.TlsSettings;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * The sockets of JDBC connections: with {@link ServerTls} in place of the driver's own TLS, which takes no PEM file and
 * compares IPv6 addresses as text; and with a bound on the whole login. The driver makes one for each connection, by name.
 */
@SuppressWarnings("TypeParameterUnusedInFormals") // the driver's own signatures
public final class JdbcSockets extends StandardSocketFactory {
    private static final Duration LOGIN_TIMEOUT = Duration.ofSeconds(10);

    /** Public for the driver alone. */
    public JdbcSockets() {}

    /** Makes the driver use these sockets, and tells them what they need in the driver's own terms. */
    static void use(Properties properties, TlsSettings tls) {
        properties.setProperty(PropertyKey.socketFactory.getKeyName(), JdbcSockets.class.getName());
        properties.setProperty(PropertyKey.sslMode.getKeyName(), tls.mode().name());
        Path ca = tls.ca();
        if (ca != null) {
            properties.setProperty(
                    PropertyKey.trustCertificateKeyStoreUrl.getKeyName(),
                    ca.toUri().toString());
        }
    }

    private static TlsSettings tls(PropertySet properties) {
        PropertyDefinitions.SslMode mode = properties
                .<PropertyDefinitions.SslMode>getEnumProperty(PropertyKey.sslMode)
                .getValue();
        String ca = properties
                .getStringProperty(PropertyKey.trustCertificateKeyStoreUrl)
                .getValue();
        return new TlsSettings(
                SslMode.valueOf(mode.name()), ca == null || ca.isEmpty() ? null : Path.of(URI.create(ca)));
    }

    @Override
    public <T extends Closeable> T connect(String host, int port, PropertySet properties, int loginTimeoutMillis)
            throws IOException {
        int ours = (int) LOGIN_TIMEOUT.toMillis();
        int millis = loginTimeoutMillis > 0 ? Math.min(loginTimeoutMillis, ours) : ours;
        return super.connect(host, port, properties, millis);
    }

    @Override
    @SuppressWarnings("unchecked") // the driver asks for any socket
    public <T extends Closeable> T performTlsHandshake(
            SocketConnection connection, ServerSession session, @Nullable Log log) throws IOException {
        SSLSocket socket = ServerTls.over(rawSocket, withoutBrackets(host), tls(connection.getPropertySet()));
        socket.startHandshake();
        sslSocket = socket;
        return (T) socket;
    }

    private static String withoutBrackets(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }
}
