package dev.rowcast.mysql;

import com.github.shyiko.mysql.binlog.BinaryLogClient;
import com.github.shyiko.mysql.binlog.event.Event;
import com.github.shyiko.mysql.binlog.network.SSLMode;
import com.github.shyiko.mysql.binlog.network.protocol.PacketChannel;
import dev.rowcast.change.GtidSet;
import dev.rowcast.change.MysqlGtidSet;
import dev.rowcast.change.Position;
import dev.rowcast.mysql.MysqlSettings.Login;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * The connector, for one connection: socket, login and framing. Its decoding, its account of GTIDs and its reconnecting are
 * switched off, its TLS is {@link ServerTls}.
 */
final class BinlogClient extends BinaryLogClient {
    static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private static final Duration HEARTBEAT = Duration.ofSeconds(1);
    private static final Duration READ_TIMEOUT = HEARTBEAT.multipliedBy(3);
    /** How long the server waits for us while the relay waits for the broker; the default is a minute. */
    private static final Duration NET_WRITE_TIMEOUT = Duration.ofMinutes(10);

    private final Login login;
    private @Nullable SSLSocket secured;

    BinlogClient(MysqlSettings settings, Position from) {
        super(
                settings.login().host(),
                settings.login().port(),
                settings.login().user(),
                settings.login().password());
        this.login = settings.login();
        setServerId(settings.serverId());
        setKeepAlive(false);
        setConnectTimeout(CONNECT_TIMEOUT.toMillis());
        setHeartbeatInterval(HEARTBEAT.toMillis());
        setNetWriteTimeout(NET_WRITE_TIMEOUT.toSeconds());
        setSocketFactory(BinlogClient::boundedSocket);
        setSSLMode(sslMode(login));
        setSslSocketFactory(this::secure);
        setEventDeserializer(new RawEventDeserializer());
        startFrom(from);
    }

    private void startFrom(Position from) {
        GtidSet gtids = from.gtids();
        if (gtids instanceof MysqlGtidSet) {
            setGtidSetFallbackToPurged(false);
            setGtidSet(gtids.toString());
        } else {
            setBinlogFilename(from.readFrom().file());
            setBinlogPosition(from.readFrom().offset());
        }
    }

    /** Certificate and host are verified in the handshake; the connector's own check would ask DNS for the host's name. */
    private static SSLMode sslMode(Login login) {
        return switch (login.tls().mode()) {
            case DISABLED -> SSLMode.DISABLED;
            case PREFERRED -> SSLMode.PREFERRED;
            case REQUIRED, VERIFY_CA, VERIFY_IDENTITY -> SSLMode.REQUIRED;
        };
    }

    /** No read waits for ever, so that a connection whose other end has vanished is noticed; and it closes at once. */
    private static Socket boundedSocket() throws SocketException {
        Socket socket = new Socket();
        socket.setSoTimeout((int) READ_TIMEOUT.toMillis());
        socket.setSoLinger(true, 0);
        socket.setTcpNoDelay(true);
        return socket;
    }

    private SSLSocket secure(Socket connection) throws SocketException {
        try {
            secured = ServerTls.over(connection, login.host(), login.tls());
            return secured;
        } catch (IOException e) {
            throw (SocketException) new SocketException(e.getMessage()).initCause(e);
        }
    }

    /**
     * Runs once after the login, between an answer and the next request. The connector reads single bytes, and puts a buffer
     * under a channel only where it begins without TLS: so here begins another channel on the same socket.
     */
    @Override
    protected void setupConnection() throws IOException {
        SSLSocket socket = secured;
        if (socket != null) {
            PacketChannel buffered = new PacketChannel(socket);
            buffered.authenticationComplete();
            channel = buffered;
        }
        super.setupConnection();
    }

    @Override
    protected void updateGtidSet(Event event) {
        // TransactionFollower alone knows where transactions end.
    }
}
