package dev.rowcast.broker;

import dev.rowcast.broker.access.AccessFileException;
import io.moquette.BrokerConstants;
import io.moquette.broker.Server;
import io.moquette.broker.config.IConfig;
import io.moquette.broker.config.MemoryConfig;
import io.netty.bootstrap.ChannelInitializerExtension;
import java.io.IOException;
import java.net.BindException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An MQTT broker inside this process, for MQTT 3.1, 3.1.1 and 5 over TCP and WebSocket, all in memory: Moquette's listeners,
 * codec and sessions, and routing, retained messages and delivery of our own, so that nothing is dropped in silence. Nothing is written to disk, and no session outlives its connection.
 *
 * <p>{@link #prepareNetty()} must run before any other code of the JVM uses Netty. Moquette logs under {@code io.moquette},
 * a stack trace at ERROR for a port in use among it, under {@code io.moquette.broker.NewNettyAcceptor}: set {@code io.moquette}
 * to WARN and {@code io.moquette.broker.NewNettyAcceptor} to OFF. Netty's {@code
 * DefaultPromise} and {@code DefaultChannelPipeline} tell with a stack trace at WARN of every client that leaves before its
 * answer: set them to ERROR. Our own loggers tell which client was closed or refused, and why.
 */
public final class EmbeddedBroker implements AutoCloseable {
    /** With the default of 1024 Moquette drops what comes when as many clients connect at once. */
    private static final int SESSION_QUEUE_SIZE = 65_536;

    /** How many messages clients may send without an acknowledgement: as many as there are packet ids. */
    private static final int RECEIVE_MAXIMUM = 65_535;

    private static final int FRAME_HEADER_BYTES = 16;

    private final Server server;
    private final Parts parts;
    private final SessionFailures failures;
    private final BrokerChannels channels;
    private final SysTopics sysTopics;
    private final LoopWatch watch;
    private final AtomicBoolean closed = new AtomicBoolean();

    static {
        prepareNetty();
    }

    private EmbeddedBroker(
            Server server,
            Parts parts,
            SessionFailures failures,
            BrokerChannels channels,
            SysTopics sysTopics,
            LoopWatch watch) {
        this.server = server;
        this.parts = parts;
        this.failures = failures;
        this.channels = channels;
        this.sysTopics = sysTopics;
        this.watch = watch;
    }

    /**
     * Lets Netty load our extension. Netty reads this system property once, when its first channel is opened by whomever: an
     * application that uses Netty otherwise too, an MQTT client say, must call this first, best at the top of its {@code
     * main}. May be called again; leaves a value that the property has already.
     */
    public static void prepareNetty() {
        if (System.getProperty(ChannelInitializerExtension.EXTENSIONS_SYSTEM_PROPERTY) == null) {
            System.setProperty(ChannelInitializerExtension.EXTENSIONS_SYSTEM_PROPERTY, "serviceload");
        }
    }

    /**
     * Starts a broker, which accepts clients when this returns. Several may run in one JVM.
     *
     * @throws BrokerStartException if it can not listen, or has no usable certificate; nothing is left behind
     */
    public static EmbeddedBroker start(BrokerSettings settings) throws BrokerStartException {
        return start(settings, SysTopics.INTERVAL);
    }

    static EmbeddedBroker start(BrokerSettings settings, Duration sysInterval) throws BrokerStartException {
        Server server = new Server();
        Parts parts = parts(settings);
        SessionFailures failures = new SessionFailures();
        BrokerChannels channels = new BrokerChannels(parts, new Clients(parts), server::disconnectAndPurgeClientState);
        GuardedAccess access = new GuardedAccess();
        IConfig config = new MemoryConfig(properties(settings));
        try {
            BrokerChannelExtension.<IOException>opening(
                    channels, () -> server.startServer(config, List.of(failures), null, access, access));
        } catch (IOException | RuntimeException e) {
            server.stopServer();
            parts.close();
            throw notListening(settings, channels.listenerCount(), e);
        }
        if (channels.listenerCount() != 2) {
            channels.stop();
            server.stopServer();
            parts.close();
            throw new BrokerStartException(
                    "Netty does not load the broker's extension, so the broker would drop messages:"
                            + " call EmbeddedBroker.prepareNetty() before anything uses Netty, keep"
                            + " META-INF/services/" + ChannelInitializerExtension.class.getName()
                            + " when jars are merged, and set"
                            + " the system property " + ChannelInitializerExtension.EXTENSIONS_SYSTEM_PROPERTY
                            + " to 'serviceload' or not at all.");
        }
        SysTopics sysTopics = new SysTopics(parts.intake(), parts::figures);
        sysTopics.start(sysInterval);
        LoopWatch watch = new LoopWatch(
                channels.loops(), channels.mqttAddress(), settings.access().publisher(), parts.tls());
        watch.start();
        return new EmbeddedBroker(server, parts, failures, channels, sysTopics, watch);
    }

    private static Parts parts(BrokerSettings settings) throws BrokerStartException {
        try {
            return Parts.of(settings);
        } catch (UnusableTlsException e) {
            throw new BrokerStartException("The embedded broker can not speak TLS: " + e.getMessage() + ".", e);
        } catch (AccessFileException e) {
            throw new BrokerStartException(String.valueOf(e.getMessage()), e);
        }
    }

    /** The certificate that new connections are shown; empty without TLS. Any thread. */
    public Optional<X509Certificate> certificate() {
        return Optional.ofNullable(parts.tls()).map(Tls::certificate);
    }

    /** The TCP port that MQTT clients connect to. */
    public int mqttPort() {
        return channels.port(0);
    }

    /** The TCP port that MQTT clients connect to over WebSocket. */
    public int webSocketPort() {
        return channels.port(1);
    }

    /** What it has done and what it holds. Any thread. */
    public BrokerFigures figures() {
        return parts.figures();
    }

    /** What went wrong for good, so that only a new broker can help; empty while all is well. Any thread. */
    public Optional<Throwable> failure() {
        return Optional.ofNullable(failures.failure()).or(() -> Optional.ofNullable(watch.failure()));
    }

    /** Closes all connections and frees the ports; in seconds, and within a minute at worst. Any thread, also twice. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            sysTopics.close();
            watch.close();
            parts.intake().stop();
            channels.stop();
            server.stopServer();
            parts.close();
        }
    }

    private static Properties properties(BrokerSettings settings) {
        Properties properties = new Properties();
        properties.setProperty(IConfig.HOST_PROPERTY_NAME, settings.listeners().bindAddress());
        properties.setProperty(
                IConfig.PORT_PROPERTY_NAME,
                Integer.toString(settings.listeners().mqttPort()));
        properties.setProperty(
                IConfig.WEB_SOCKET_PORT_PROPERTY_NAME,
                Integer.toString(settings.listeners().webSocketPort()));
        properties.setProperty(
                IConfig.WEB_SOCKET_PATH_PROPERTY_NAME, settings.listeners().webSocketPath());
        properties.setProperty(
                IConfig.NETTY_MAX_BYTES_PROPERTY_NAME,
                Integer.toString(settings.clients().maxMessageBytes()));
        properties.setProperty(
                BrokerConstants.WEB_SOCKET_MAX_FRAME_SIZE_PROPERTY_NAME,
                Integer.toString(settings.clients().maxMessageBytes() + FRAME_HEADER_BYTES));
        properties.setProperty(IConfig.SESSION_QUEUE_SIZE, Integer.toString(SESSION_QUEUE_SIZE));
        properties.setProperty(IConfig.RECEIVE_MAXIMUM, Integer.toString(RECEIVE_MAXIMUM));
        properties.setProperty(IConfig.BUFFER_FLUSH_MS_PROPERTY_NAME, "immediate");
        // after the handshake's own limit, which says why
        properties.setProperty(
                BrokerConstants.NETTY_CHANNEL_TIMEOUT_SECONDS_PROPERTY_NAME,
                Long.toString(settings.clients().connections().handshake().toSeconds() + 5));
        properties.setProperty(BrokerConstants.ALLOW_ZERO_BYTE_CLIENT_ID_PROPERTY_NAME, "true");
        properties.setProperty(IConfig.ALLOW_ANONYMOUS_PROPERTY_NAME, "true");
        properties.setProperty(IConfig.PERSISTENCE_ENABLED_PROPERTY_NAME, "false");
        properties.setProperty(IConfig.ENABLE_TELEMETRY_NAME, "false");
        return properties;
    }

    /** The listeners are opened one after the other, so their number tells which one failed. */
    private static BrokerStartException notListening(BrokerSettings settings, int opened, Exception failure) {
        boolean mqtt = opened < 2;
        String setting = mqtt ? "ROWCAST_MQTT_PORT" : "ROWCAST_WS_PORT";
        String address = settings.listeners().bindAddress() + ":"
                + (mqtt ? settings.listeners().mqttPort() : settings.listeners().webSocketPort());
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        String remedy = cause instanceof BindException
                        && String.valueOf(cause.getMessage()).contains("in use")
                ? "the address is in use. Stop what listens there, or choose another port with " + setting + "."
                : cause + ". Choose another address with ROWCAST_BIND or another port with " + setting + ".";
        return new BrokerStartException(
                "The embedded broker can not listen on " + address + (mqtt ? " for MQTT: " : " for WebSocket: ")
                        + remedy,
                failure);
    }
}
