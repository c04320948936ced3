package dev.rowcast;

import static java.util.Objects.requireNonNull;

import dev.rowcast.broker.BrokerSettings;
import dev.rowcast.broker.ClientLimits;
import dev.rowcast.broker.Listeners;
import dev.rowcast.broker.SubscriberLimits;
import dev.rowcast.broker.access.AccessSettings;
import dev.rowcast.broker.access.JwtSettings;
import dev.rowcast.broker.access.Publisher;
import dev.rowcast.change.TableId;
import dev.rowcast.checkpoint.RetainedCheckpointStore;
import dev.rowcast.config.AccessSettings.Tokens;
import dev.rowcast.config.DatabaseSettings;
import dev.rowcast.config.ExtraSettings;
import dev.rowcast.config.ListenerSettings;
import dev.rowcast.config.MqttSettings;
import dev.rowcast.config.Secret;
import dev.rowcast.config.Settings;
import dev.rowcast.config.WebSettings;
import dev.rowcast.http.AccessToken;
import dev.rowcast.http.HttpSettings;
import dev.rowcast.http.PageSettings;
import dev.rowcast.message.MessageMapper;
import dev.rowcast.mqtt.BrokerAddress;
import dev.rowcast.mqtt.MqttConnector;
import dev.rowcast.mqtt.ShardedConnector;
import dev.rowcast.mysql.MysqlElection;
import dev.rowcast.mysql.MysqlSettings;
import dev.rowcast.mysql.MysqlSettings.Login;
import dev.rowcast.mysql.Servers;
import dev.rowcast.relay.BrokerConnection;
import dev.rowcast.relay.BrokerConnector;
import dev.rowcast.relay.Candidacy;
import dev.rowcast.relay.Extras;
import dev.rowcast.relay.PacketRules;
import dev.rowcast.relay.RelaySettings;
import dev.rowcast.relay.RelayTopics;
import dev.rowcast.selection.Selection;
import dev.rowcast.selection.TableSelection;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Translates the settings into what each part wants to know. */
final class Wiring {
    static final String WEB_SOCKET_PATH = "/mqtt";

    private static final String ORDERS = "orders";
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(3);
    private static final Duration BROKER_TIMEOUT = Duration.ofSeconds(5);
    /** As long as the relay bears any other silence of the broker, for a standby waits. */
    private static final Duration CHECKPOINT_TIMEOUT = Duration.ofSeconds(3);

    private static final int PASSWORD_BYTES = 24;
    private static final int DEFAULT_WEB_SOCKET_PORT = 8083;
    private static final Set<String> ANY_ADDRESS = Set.of("0.0.0.0", "::", "[::]");

    private final Settings settings;

    Wiring(Settings settings) {
        this.settings = settings;
    }

    MysqlSettings mysql() {
        return mysql(logins(settings.database()).get(0));
    }

    /** The same at one of the servers. */
    MysqlSettings mysql(Login login) {
        return new MysqlSettings(
                login,
                settings.serverId(),
                settings.database().tables(),
                settings.selection().rules());
    }

    /** What is published of changes and rows. */
    Selection selection() {
        return settings.selection().selection();
    }

    Servers servers() {
        return new Servers(logins(settings.database()));
    }

    /** The same, beginning with one of them. */
    Servers serversFrom(Login first) {
        List<Login> logins = new ArrayList<>(List.of(first));
        logins(settings.database()).stream()
                .filter(login -> !login.equals(first))
                .forEach(logins::add);
        return new Servers(logins);
    }

    /** One for each server, in their order. */
    static List<Login> logins(DatabaseSettings database) {
        return database.servers().stream()
                .map(server -> new Login(
                        server.host(),
                        server.port(),
                        database.user(),
                        database.password().value(),
                        database.tls()))
                .toList();
    }

    /** The table behind the page and the HTTP interface: {@code orders} where it is broadcast, else the first named one. */
    TableId shownTable() {
        TableSelection tables = settings.database().tables();
        TableId usual = new TableId(settings.database().schema(), ORDERS);
        Stream<TableId> named = tables.named().stream();
        return named.filter(table -> table.table().equals(ORDERS))
                .findFirst()
                .or(() -> Optional.of(usual).filter(tables::matches))
                .or(() -> tables.named().stream().findFirst())
                .orElse(usual);
    }

    MessageMapper mapper() {
        return new MessageMapper(
                settings.topics().plan(),
                settings.topics().retain(),
                settings.messaging().events());
    }

    RelaySettings relay() {
        return new RelaySettings(
                settings.database().tables().named(),
                settings.relay().maxInFlight(),
                settings.relay().connectTimeout(),
                (settings.topics() + " " + settings.database().tables() + " "
                                + selection().fingerprint())
                        .strip(),
                ProductVersion.get(),
                packets(),
                extras());
    }

    private Extras extras() {
        ExtraSettings extras = settings.extras();
        return new Extras(settings.name(), extras.counted(), extras.discoveryPrefix(), extras.birth());
    }

    private PacketRules packets() {
        Integer maxBytes = settings.messaging().maxPacketBytes();
        return new PacketRules(
                maxBytes == null ? BrokerConnection.MOST_PACKET_BYTES : maxBytes,
                settings.messaging().oversized());
    }

    /** The filters that match all topics of the watched tables, none of which matches what another does. */
    List<String> tableFilters() {
        List<String> all = settings.database().tables().included().stream()
                .flatMap(tables -> mapper().ownedFilters(tables).stream())
                .distinct()
                .toList();
        return all.stream()
                .filter(filter -> all.stream().noneMatch(other -> !other.equals(filter) && covers(other, filter)))
                .toList();
    }

    /** Only filters that end in {@code #} cover others. */
    private static boolean covers(String wider, String narrower) {
        return wider.endsWith("#") && narrower.startsWith(wider.substring(0, wider.length() - 1));
    }

    /** The embedded broker, for a publisher of this start alone. */
    BrokerSettings embeddedBroker(Publisher publisher) {
        MqttSettings mqtt = settings.mqtt();
        List<String> protectedTopics = new ArrayList<>(List.of(RelayTopics.ALL));
        protectedTopics.addAll(tableFilters());
        String discoveryPrefix = settings.extras().discoveryPrefix();
        if (discoveryPrefix != null) {
            protectedTopics.add(RelayTopics.discovery(discoveryPrefix, settings.name()));
        }
        return BrokerSettings.defaults(access(publisher, protectedTopics))
                .at(new Listeners(
                        mqtt.bind(),
                        mqtt.mqttPort(),
                        mqtt.webSocketPort(),
                        WEB_SOCKET_PATH,
                        mqtt.listeners().origins(),
                        mqtt.listeners().tls()))
                .within(clientLimits(mqtt.listeners()), SubscriberLimits.defaults());
    }

    private static ClientLimits clientLimits(ListenerSettings listeners) {
        ClientLimits limits = ClientLimits.defaults();
        return limits.withConnections(new ClientLimits.Connections(
                listeners.maxClients(),
                listeners.maxClientsPerAddress(),
                limits.connections().handshake()));
    }

    /** Who may do what on the embedded broker. */
    AccessSettings access(Publisher publisher, List<String> protectedTopics) {
        dev.rowcast.config.AccessSettings access = settings.mqtt().access();
        Tokens tokens = access.tokens();
        return new AccessSettings(
                access.passwordFile(),
                access.aclFile(),
                access.allowAnonymous(),
                tokens == null ? null : jwt(tokens),
                publisher,
                protectedTopics);
    }

    private static JwtSettings jwt(Tokens tokens) {
        Secret secret = tokens.secret();
        Path keysFile = tokens.keysFile();
        JwtSettings.Key key = keysFile == null
                ? new JwtSettings.Secret(requireNonNull(secret).value())
                : new JwtSettings.KeysFile(keysFile);
        return new JwtSettings(key, tokens.issuer(), tokens.audience());
    }

    Publisher randomPublisher() {
        byte[] bytes = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        return new Publisher(clientId(), Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** Whether the embedded broker speaks TLS. */
    boolean encrypted() {
        return settings.mqtt().listeners().tls() != null;
    }

    BrokerAddress embeddedAddress(Publisher publisher, int port) {
        return embeddedAddress(publisher, reachable(settings.mqtt().bind()), port);
    }

    BrokerAddress embeddedAddress(Publisher publisher, String host, int port) {
        URI url = URI.create((encrypted() ? "mqtts://" : "mqtt://") + bracketed(host) + ":" + port);
        return address(url, publisher.username(), new Secret(publisher.password()));
    }

    BrokerConnector externalConnector(URI url) {
        BrokerAddress first = externalAddress(url);
        return ShardedConnector.to(
                first,
                settings.messaging().connections(),
                // What one may publish all may.
                address -> external(address, address.equals(first) ? checkTopics() : List.of()));
    }

    private BrokerAddress externalAddress(URI url) {
        return address(url, settings.mqtt().username(), settings.mqtt().password());
    }

    private MqttConnector external(BrokerAddress address, List<String> checkTopics) {
        return MqttConnector.external(address, settings.mqtt().transport(), checkTopics);
    }

    /** Where the checkpoint is beside the embedded broker. */
    Path checkpointFile() {
        return settings.relay().dataDir().resolve(settings.name() + ".checkpoint.json");
    }

    /** The checkpoint on an external broker. */
    RetainedCheckpointStore externalCheckpoints() {
        return new RetainedCheckpointStore(settings.name(), CHECKPOINT_TIMEOUT);
    }

    /** For a look at the broker that a running Rowcast of the same name does not notice, nor its subscribers. */
    MqttConnector inspectingConnector(URI url) {
        return external(inspectedAddress(url), checkTopics());
    }

    /** As whom that look is taken. */
    BrokerAddress inspectedAddress(URI url) {
        String client = clientId() + "-check";
        return externalAddress(url).named(client, RelayTopics.PROBES + client);
    }

    /** Topics that no row has, below those that Rowcast publishes to. */
    private List<String> checkTopics() {
        MessageMapper mapper = mapper();
        return mapper.keepsState()
                ? settings.database().tables().named().stream()
                        .map(mapper::checkTopic)
                        .toList()
                : List.of();
    }

    /** To contend with others of the name on a broker that they have in common. */
    Candidacy candidacy(Servers servers) {
        URI broker = settings.mqtt().url();
        if (broker == null) {
            return Candidacy.UNCONTESTED;
        }
        String instance = instance();
        String topic = RelayTopics.standby(instance);
        return new Candidacy(
                new MysqlElection(servers, settings.name()),
                external(externalAddress(broker).forStandby(clientId() + "-" + instance, topic), List.of()),
                topic);
    }

    /** Tells this process apart from others, on this machine and elsewhere. */
    private static String instance() {
        return hostName().replaceAll("[^A-Za-z0-9_.-]", "_") + "-"
                + ProcessHandle.current().pid();
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }

    private BrokerAddress address(URI url, @Nullable String username, @Nullable Secret password) {
        return new BrokerAddress(
                url,
                username,
                password == null ? null : password.value(),
                clientId(),
                RelayTopics.STATUS,
                KEEP_ALIVE,
                BROKER_TIMEOUT);
    }

    private String clientId() {
        return "rowcast-" + settings.name();
    }

    HttpSettings web(PageSettings.Broker broker) {
        TableId table = shownTable();
        MessageMapper mapper = mapper();
        PageSettings.Topics topics = new PageSettings.Topics(
                mapper.stateFilter(table), mapper.eventFilters(table), RelayTopics.STATUS, RelayTopics.INFO);
        return new HttpSettings(
                settings.web().bind(),
                settings.web().port(),
                settings.web().writeApi(),
                Set.of(),
                token(),
                new PageSettings(ProductVersion.get(), broker, topics, pageLogin()));
    }

    private @Nullable AccessToken token() {
        Secret token = settings.web().token();
        return token == null ? null : new AccessToken(token.value());
    }

    private PageSettings.@Nullable Login pageLogin() {
        WebSettings.Login login = settings.web().pageLogin();
        return login == null
                ? null
                : new PageSettings.Login(login.username(), login.password().value());
    }

    PageSettings.Broker embeddedForBrowsers(int mqttPort, int webSocketPort) {
        return new PageSettings.Broker(null, encrypted(), webSocketPort, WEB_SOCKET_PATH, null, mqttPort);
    }

    /** Browsers need a WebSocket: the broker's own URL if it is one, else the usual port beside it. */
    static PageSettings.Broker externalForBrowsers(URI url) {
        boolean webSocket = url.getScheme().startsWith("ws");
        String scheme = url.getScheme().equals("mqtts") ? "wss" : "ws";
        URI forBrowsers = webSocket
                ? url
                : URI.create(scheme + "://" + url.getHost() + ":" + DEFAULT_WEB_SOCKET_PORT + WEB_SOCKET_PATH);
        return new PageSettings.Broker(
                forBrowsers,
                scheme.equals("wss"),
                forBrowsers.getPort(),
                WEB_SOCKET_PATH,
                url.getHost(),
                url.getPort());
    }

    /** An address to connect to, for one to listen on. */
    static String reachable(String bind) {
        return ANY_ADDRESS.contains(bind) ? "127.0.0.1" : bind;
    }

    static String bracketed(String host) {
        return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    }
}
