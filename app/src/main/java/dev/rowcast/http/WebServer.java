package dev.rowcast.http;

import static java.util.Objects.requireNonNull;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.util.JavalinException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the page, the orders and the health endpoints. Answers on at most {@value #MAX_THREADS} threads of its own. Start
 * and close from one thread.
 */
public final class WebServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);
    private static final int MIN_THREADS = 4;
    private static final int MAX_THREADS = 16;
    private static final int ACCEPT_QUEUE = 128;
    private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(1);

    private final Javalin javalin;
    private final EventStreams streams;

    private WebServer(Javalin javalin, EventStreams streams) {
        this.javalin = javalin;
        this.streams = streams;
    }

    /**
     * Listens and answers.
     *
     * @throws BindFailedException if the address can not be listened on
     */
    public static WebServer start(HttpSettings settings, HttpPorts ports) throws BindFailedException {
        requireNonNull(ports, "ports is null");
        // Bound before the server exists, for a failure to be one exception and no log of the server's own.
        ServerSocketChannel channel = bind(settings);
        EventStreams streams = new EventStreams(ports.events());
        try {
            Javalin javalin = javalin(settings, channel, ports, streams);
            javalin.start();
            return new WebServer(javalin, streams);
        } catch (RuntimeException e) {
            streams.close();
            closeQuietly(channel);
            throw e;
        }
    }

    private static Javalin javalin(
            HttpSettings settings, ServerSocketChannel channel, HttpPorts ports, EventStreams streams) {
        boolean loopback = channel.socket().getInetAddress().isLoopbackAddress();
        if (settings.writeApi() && !loopback && settings.token() == null) {
            LOG.warn("Orders can not be changed over HTTP: on {} that needs ROWCAST_HTTP_TOKEN", settings.bind());
        }
        RequestGuard guard = new RequestGuard(settings, loopback);
        return Javalin.create(config -> {
            configure(config, channel);
            config.routes.before(guard::check);
            new OrdersApi(ports.orders(), guard).addRoutes(config.routes);
            new ClockApi(ports.clock()).addRoutes(config.routes);
            new AdminApi(guard, ports.resync()).addRoutes(config.routes);
            new EventsApi(ports.events(), streams).addRoutes(config.routes);
            new HealthApi(ports.status(), settings.page().productVersion()).addRoutes(config.routes);
            new MetricsApi(ports.metrics()).addRoutes(config.routes);
            new PageConfig(settings, loopback).addRoutes(config.routes);
            new StaticFiles().addRoutes(config.routes);
            Failures.addRoutes(config.routes);
        });
    }

    /** The port that is listened on. */
    public int port() {
        return javalin.port();
    }

    /** How many clients of {@code /events} there are. Any thread. */
    public int eventClients() {
        return streams.clients();
    }

    /** Ends streams, stops listening, and gives requests under way one second to end. */
    @Override
    public void close() {
        streams.close();
        try {
            javalin.stop();
        } catch (JavalinException e) {
            LOG.warn("The web server did not stop in good order: {}", e.toString());
        }
    }

    private static void configure(JavalinConfig config, ServerSocketChannel channel) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.prefer405over404 = true;
        config.router.ignoreTrailingSlashes = false;
        // Files are kept compressed; the rest is small or secret from the next request's answer.
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.router.javaLangErrorHandler(Failures::fatal);
        QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, MIN_THREADS);
        threads.setName("rowcast-http");
        threads.setReservedThreads(0);
        threads.setStopTimeout(STOP_TIMEOUT.toMillis());
        config.jetty.threadPool = threads;
        config.jetty.modifyServer(server -> server.setErrorHandler(Failures::refused));
        config.jetty.addConnector((server, http) -> connector(server, http, channel));
    }

    private static ServerConnector connector(Server server, HttpConfiguration http, ServerSocketChannel channel) {
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setIdleTimeout(IDLE_TIMEOUT.toMillis());
        try {
            connector.open(channel);
        } catch (IOException e) {
            throw new UncheckedIOException("an open channel can not be used", e);
        }
        return connector;
    }

    private static ServerSocketChannel bind(HttpSettings settings) throws BindFailedException {
        InetSocketAddress address = new InetSocketAddress(settings.bind(), settings.port());
        if (address.isUnresolved()) {
            throw bindFailed(settings, "no such address; set ROWCAST_BIND to one of this machine", null);
        }
        ServerSocketChannel channel = null;
        try {
            channel = ServerSocketChannel.open();
            return channel.bind(address, ACCEPT_QUEUE);
        } catch (IOException e) {
            closeQuietly(channel);
            // The port may be taken or below 1024; what else there is, is about the address (bind(2)).
            boolean aboutAddress = String.valueOf(e.getMessage()).contains("assign");
            String remedy = aboutAddress
                    ? "; set ROWCAST_BIND to an address of this machine"
                    : "; end what listens there, or set ROWCAST_HTTP_PORT to another port";
            throw bindFailed(settings, e.getMessage() + remedy, e);
        }
    }

    private static BindFailedException bindFailed(HttpSettings settings, String reason, @Nullable Throwable cause) {
        return new BindFailedException(
                "can not serve HTTP on " + settings.bind() + ":" + settings.port() + ": " + reason, cause);
    }

    private static void closeQuietly(@Nullable ServerSocketChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            LOG.debug("closing a channel failed", e);
        }
    }
}
