package dev.rowcast;

import dev.rowcast.broker.BrokerStartException;
import dev.rowcast.broker.EmbeddedBroker;
import dev.rowcast.broker.access.Publisher;
import dev.rowcast.change.Position;
import dev.rowcast.change.TableId;
import dev.rowcast.checkpoint.FileCheckpointStore;
import dev.rowcast.config.Settings;
import dev.rowcast.http.BindFailedException;
import dev.rowcast.http.EventRing;
import dev.rowcast.http.HttpPorts;
import dev.rowcast.http.Orders;
import dev.rowcast.http.PageSettings;
import dev.rowcast.http.SelectedOrders;
import dev.rowcast.http.UnwatchedOrders;
import dev.rowcast.http.WebServer;
import dev.rowcast.metrics.Metrics;
import dev.rowcast.mqtt.BrokerAddress;
import dev.rowcast.mqtt.MqttConnector;
import dev.rowcast.mysql.BinlogBacklog;
import dev.rowcast.mysql.ConnectionPool;
import dev.rowcast.mysql.MysqlClock;
import dev.rowcast.mysql.MysqlOrders;
import dev.rowcast.mysql.MysqlSource;
import dev.rowcast.mysql.Servers;
import dev.rowcast.preflight.Finding;
import dev.rowcast.preflight.Findings;
import dev.rowcast.preflight.MachineChecks;
import dev.rowcast.preflight.Severity;
import dev.rowcast.relay.BrokerConnector;
import dev.rowcast.relay.CheckpointStore;
import dev.rowcast.relay.Ending;
import dev.rowcast.relay.MisconfiguredException;
import dev.rowcast.relay.Phase;
import dev.rowcast.relay.Relay;
import dev.rowcast.relay.RelayStatus;
import dev.rowcast.relay.RelayTopics;
import dev.rowcast.relay.SelectedSource;
import dev.rowcast.relay.SystemTime;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running Rowcast: broker (if embedded), relay, page. Started in this order, stopped in reverse, so that subscribers hear
 * {@code offline} before their broker goes.
 */
public final class Application implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Application.class);
    private static final Duration BROKER_CHECK_INTERVAL = Duration.ofSeconds(1);

    static {
        // Before the MQTT client, or anything else, loads Netty.
        EmbeddedBroker.prepareNetty();
    }

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Relay relay;
    private final Metrics metrics;
    private final LastEvent lastEvent;
    private final Endpoints endpoints;
    /** Null where the broker is another. */
    private final @Nullable BrokerKeeper embedded;

    /**
     * Where everything is.
     *
     * @param page the page's URL
     * @param mqtt the broker's URL for MQTT clients
     * @param webSocket the broker's URL for browsers
     * @param embedded whether the broker is our own
     * @param anonymous whether it is, and admits clients without a user name
     * @param filters the topic filters that show all that people may want to see
     */
    public record Endpoints(
            URI page, URI mqtt, URI webSocket, boolean embedded, boolean anonymous, List<String> filters) {
        public Endpoints {
            filters = List.copyOf(filters);
        }
    }

    private Application(Settings settings) throws MisconfiguredException {
        Wiring wiring = new Wiring(settings);
        requireMachine(settings);
        boolean started = false;
        try {
            metrics = opened(new Metrics(ProductVersion.get()));
            Broker broker = broker(settings, wiring, metrics);
            embedded = broker.keeper;
            Servers servers = wiring.servers();
            ConnectionPool pool = opened(ConnectionPool.open(servers));
            EventRing events = new EventRing();
            lastEvent = new LastEvent(InstantSource.system());
            relay = new Relay(
                    wiring.relay(),
                    new Relay.Ports(
                            SelectedSource.of(new MysqlSource(wiring.mysql(), servers), wiring.selection()),
                            broker.connector,
                            broker.checkpoints,
                            wiring.mapper(),
                            new SystemTime(),
                            wiring.candidacy(servers),
                            events.and(metrics.events()).and(lastEvent)));
            metrics.addRelay(relay::status, relay::figures);
            BinlogBacklog backlog = opened(BinlogBacklog.watch(pool, this::published));
            metrics.addBacklog(backlog::bytes);
            Orders orders = orders(settings, wiring, pool);
            WebServer web = opened(WebServer.start(
                    wiring.web(broker.forBrowsers),
                    new HttpPorts(
                            orders, new MysqlClock(pool), relay::status, metrics::scrape, relay::resync, events)));
            metrics.addEventClients(web::eventClients, events.limits().clients());
            opened(relay).start();
            List<String> filters = new ArrayList<>(wiring.tableFilters());
            filters.add(RelayTopics.FOR_PEOPLE);
            endpoints = new Endpoints(
                    url("http", Wiring.reachable(settings.web().bind()), web.port(), "/"),
                    broker.url,
                    webSocketUrl(settings, broker.forBrowsers),
                    settings.mqtt().embedded(),
                    settings.mqtt().embedded() && settings.mqtt().access().admitsAnonymous(),
                    filters);
            if (settings.mqtt().embedded()
                    && !endpoints.anonymous()
                    && settings.web().pageLogin() == null) {
                LOG.warn("The page can not connect to the broker: it has users, and ROWCAST_PAGE_USERNAME is not set");
            }
            started = true;
        } catch (BrokerStartException | BindFailedException e) {
            throw new MisconfiguredException(String.valueOf(e.getMessage()), e);
        } finally {
            if (!started) {
                close();
            }
        }
    }

    /** Up to where the broker has acknowledged everything; null if this one does not know. */
    private @Nullable Position published() {
        RelayStatus now = relay.status();
        return now.phase() == Phase.STANDBY ? null : now.position();
    }

    /** Tells at once what the parts would stumble over one by one; the database and the broker the relay looks at. */
    private static void requireMachine(Settings settings) throws MisconfiguredException {
        List<Finding> findings = MachineChecks.check(MachineInspector.inspect(settings));
        if (!Findings.allowFollowing(findings)) {
            throw new MisconfiguredException(Findings.describe(findings));
        }
        findings.stream()
                .filter(finding -> finding.severity() == Severity.WARNING)
                .forEach(finding -> LOG.warn("{}", finding));
    }

    /** As broadcast, and nothing beside it. */
    private Orders orders(Settings settings, Wiring wiring, ConnectionPool pool) {
        TableId table = wiring.shownTable();
        return settings.database().tables().matches(table)
                ? SelectedOrders.of(new MysqlOrders(table, pool, relay::status), table, wiring.selection())
                : new UnwatchedOrders();
    }

    /** What depends on whose broker it is. */
    private record Broker(
            @Nullable BrokerKeeper keeper,
            URI url,
            BrokerConnector connector,
            CheckpointStore checkpoints,
            PageSettings.Broker forBrowsers) {}

    /**
     * Starts everything. Returns when the page is served and the relay is on its way; whether it has arrived, {@link
     * #status()} tells.
     *
     * @throws MisconfiguredException if a port can not be listened on
     */
    public static Application start(Settings settings) throws MisconfiguredException {
        return new Application(settings);
    }

    private Broker broker(Settings settings, Wiring wiring, Metrics metrics) throws BrokerStartException {
        URI url = settings.mqtt().url();
        if (url != null) {
            return new Broker(
                    null,
                    url,
                    wiring.externalConnector(url),
                    wiring.externalCheckpoints(),
                    Wiring.externalForBrowsers(url));
        }
        Publisher publisher = wiring.randomPublisher();
        BrokerKeeper keeper = opened(BrokerKeeper.start(wiring.embeddedBroker(publisher)));
        metrics.addBroker(keeper::figures, keeper::generation);
        metrics.addDataDirectory(settings.relay().dataDir());
        BrokerAddress address = wiring.embeddedAddress(publisher, keeper.mqttPort());
        return new Broker(
                keeper,
                address.url(),
                MqttConnector.embedded(address, wiring.encrypted() ? keeper::certificate : null),
                new FileCheckpointStore(wiring.checkpointFile(), keeper::generation),
                wiring.embeddedForBrowsers(keeper.mqttPort(), keeper.webSocketPort()));
    }

    private <T extends AutoCloseable> T opened(T part) {
        parts.push(part);
        return part;
    }

    private static URI webSocketUrl(Settings settings, PageSettings.Broker broker) {
        URI external = broker.webSocketUrl();
        return external == null
                ? url(
                        broker.encrypted() ? "wss" : "ws",
                        Wiring.reachable(settings.mqtt().bind()),
                        broker.webSocketPort(),
                        broker.webSocketPath())
                : external;
    }

    private static URI url(String scheme, String host, int port, String path) {
        return URI.create(scheme + "://" + Wiring.bracketed(host) + ":" + port + path);
    }

    /** Where everything is. */
    public Endpoints endpoints() {
        return endpoints;
    }

    /** What the relay is doing. Any thread. */
    public RelayStatus status() {
        return relay.status();
    }

    /** How all of it is doing. Any thread. */
    public Vitals vitals() {
        return new Vitals(relay.status(), metrics.eventsTold(), lastEvent.change(), subscribers());
    }

    /** Of the broker's clients one is the relay. */
    private OptionalLong subscribers() {
        if (embedded == null) {
            return OptionalLong.empty();
        }
        long own = relay.status().brokerReached() ? 1 : 0;
        return OptionalLong.of(Math.max(0, embedded.figures().clients() - own));
    }

    /**
     * Waits until the relay ends by itself, which it does only for a reason that it tells, or the embedded broker fails again
     * and again, which would leave clients without service in silence.
     */
    public Outcome awaitStopped() throws InterruptedException {
        while (true) {
            try {
                return outcome(relay.ended().get(BROKER_CHECK_INTERVAL.toMillis(), TimeUnit.MILLISECONDS));
            } catch (TimeoutException e) {
                Optional<Throwable> failure = Optional.ofNullable(embedded).flatMap(BrokerKeeper::failure);
                if (failure.isPresent()) {
                    return new Outcome(
                            ExitCode.UNEXPECTED,
                            "the embedded broker failed again and again, start again: " + failure.get());
                }
            } catch (ExecutionException e) {
                throw new IllegalStateException("the relay always ends with an outcome", e);
            }
        }
    }

    private static Outcome outcome(Ending ended) {
        if (ended instanceof Ending.Misconfigured misconfigured) {
            return new Outcome(ExitCode.MISCONFIGURED, misconfigured.message());
        }
        if (ended instanceof Ending.Unreachable unreachable) {
            return new Outcome(ExitCode.UNAVAILABLE, unreachable.message());
        }
        if (ended instanceof Ending.Failed failed) {
            LOG.debug("Unexpected", failed.cause());
            return new Outcome(ExitCode.UNEXPECTED, "unexpected: " + failed.cause());
        }
        return Outcome.STOPPED;
    }

    /** Stops everything, in bounded time. */
    @Override
    public void close() {
        for (AutoCloseable part = parts.poll(); part != null; part = parts.poll()) {
            close(part);
        }
    }

    private static void close(@Nullable AutoCloseable part) {
        try {
            if (part != null) {
                part.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.warn("{} did not stop in good order: {}", part.getClass().getSimpleName(), e.toString());
        }
    }
}
