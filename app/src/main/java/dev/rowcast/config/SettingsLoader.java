package dev.rowcast.config;

import static dev.rowcast.config.SettingsTable.EMBEDDED_MQTT_PORT;
import static dev.rowcast.config.SettingsTable.EMBEDDED_WS_PORT;
import static dev.rowcast.config.SettingsTable.EVENT_TOPIC;
import static dev.rowcast.config.SettingsTable.HTTP_PORT;
import static dev.rowcast.config.SettingsTable.MYSQL_DATABASE;
import static dev.rowcast.config.SettingsTable.MYSQL_SSL_CA;
import static dev.rowcast.config.SettingsTable.MYSQL_SSL_MODE;
import static dev.rowcast.config.SettingsTable.PAGE_PASSWORD;
import static dev.rowcast.config.SettingsTable.PAGE_USERNAME;
import static dev.rowcast.config.SettingsTable.SERVER_ID;
import static dev.rowcast.config.SettingsTable.STATE_TOPIC;
import static dev.rowcast.config.SettingsTable.TABLES;
import static dev.rowcast.config.SettingsTable.TABLE_TOPICS;
import static java.util.Objects.requireNonNull;

import dev.rowcast.config.Layer.Kind;
import dev.rowcast.config.WebSettings.Login;
import dev.rowcast.pem.PemFile;
import dev.rowcast.pem.UnusablePemException;
import dev.rowcast.selection.TableSelection;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads all settings from the strongest place that gives each: flags, environment, configuration file, default. Goes on
 * after a problem, so that all of them are told at once. An empty variable in the environment counts as not given.
 */
public final class SettingsLoader {
    private final List<Problem> ofSources = new ArrayList<>();
    private final SettingsReader reader;
    private final AccessReader access;

    private SettingsLoader(SettingSources sources) {
        Layer flags = new Layer(Kind.FLAGS, "flags", sources.flags());
        Layer environment = new Layer(Kind.ENVIRONMENT, "environment", withoutEmpty(sources.environment()));
        ofSources.addAll(UnknownNames.inEnvironment(environment, flags));
        List<Layer> layers = new ArrayList<>(List.of(flags, environment));
        readFile(sources, environment).ifPresent(file -> {
            ofSources.addAll(UnknownNames.inFile(file));
            layers.add(file);
        });
        this.reader = new SettingsReader(layers, sources.preset());
        this.access = new AccessReader(reader);
    }

    /**
     * Reads and checks everything.
     *
     * @throws InvalidSettingsException with every problem in every place
     */
    public static LoadedSettings load(SettingSources sources) throws InvalidSettingsException {
        return new SettingsLoader(sources).load();
    }

    private LoadedSettings load() throws InvalidSettingsException {
        DatabaseSettings database = readDatabase();
        MqttSettings mqtt = readMqtt();
        TopicSettings topics = readTopics(database);
        MessagingSettings messaging = new MessagingReader(reader).read(mqtt.embedded(), topics.retain());
        SelectionSettings selection = new SelectionReader(reader).read(database);
        ExtraSettings extras = new ExtrasReader(reader).read(database, selection);
        String name = reader.read(SettingsTable.NAME);
        long serverId = readServerId(name);
        WebSettings web = readWeb(mqtt.bind());
        RelaySettings relay = readRelay();
        int demoDatabasePort = reader.read(SettingsTable.DEMO_DB_PORT);
        LogSettings log = new LogSettings(reader.read(SettingsTable.LOG_LEVEL), reader.read(SettingsTable.LOG_FORMAT));
        checkTopics(topics, database);
        checkPorts(mqtt, web);
        access.checkWith(mqtt, Formats.isLoopback(mqtt.bind()));

        List<Problem> problems = new ArrayList<>(ofSources);
        problems.addAll(reader.problems());
        if (!problems.isEmpty()) {
            throw new InvalidSettingsException(problems);
        }
        Settings settings =
                new Settings(name, serverId, database, selection, mqtt, topics, messaging, extras, web, relay);
        return new LoadedSettings(settings, demoDatabasePort, log, reader.effective());
    }

    private DatabaseSettings readDatabase() {
        String schema = reader.read(MYSQL_DATABASE);
        TableSelection tables = readTables(schema);
        return new DatabaseSettings(
                reader.read(SettingsTable.MYSQL_HOST).withPort(reader.read(SettingsTable.MYSQL_PORT)),
                reader.read(SettingsTable.MYSQL_USER),
                reader.read(SettingsTable.MYSQL_PASSWORD),
                tables,
                schema,
                readTls());
    }

    private TableSelection readTables(String schema) {
        try {
            return TableSelection.parse(reader.read(TABLES), schema);
        } catch (IllegalArgumentException e) {
            reader.reject(TABLES, String.valueOf(e.getMessage()), TABLES.allowed());
            return TableSelection.parse(TABLES.format().parse(requireNonNull(TABLES.defaultText())), schema);
        }
    }

    private TlsSettings readTls() {
        SslMode mode = reader.read(MYSQL_SSL_MODE);
        Path ca = reader.find(MYSQL_SSL_CA);
        if (ca == null || !reader.areSound(MYSQL_SSL_MODE)) {
            return new TlsSettings(mode, null);
        }
        if (!mode.verifiesCertificate()) {
            reader.reject(
                    MYSQL_SSL_CA,
                    "a CA, which MYSQL_SSL_MODE=" + mode + " does not look at",
                    "MYSQL_SSL_MODE=verify-ca or verify-identity with it, or no MYSQL_SSL_CA");
            return new TlsSettings(mode, null);
        }
        try {
            PemFile.certificates(ca);
        } catch (UnusablePemException e) {
            reader.reject(
                    MYSQL_SSL_CA,
                    String.valueOf(e.getMessage()),
                    "a readable PEM file with the certificate of the CA that signed the server's, such as ca.pem in"
                            + " MySQL's data directory");
        }
        return new TlsSettings(mode, ca);
    }

    private MqttSettings readMqtt() {
        URI url = reader.find(SettingsTable.MQTT_URL);
        return new MqttSettings(
                url,
                reader.find(SettingsTable.MQTT_USERNAME),
                reader.find(SettingsTable.MQTT_PASSWORD),
                new TransportReader(reader).read(url),
                reader.read(SettingsTable.BIND),
                reader.read(EMBEDDED_MQTT_PORT),
                reader.read(EMBEDDED_WS_PORT),
                new ListenerReader(reader).read(),
                access.read());
    }

    private WebSettings readWeb(String bind) {
        String username = reader.find(PAGE_USERNAME);
        Secret password = reader.find(PAGE_PASSWORD);
        if ((username == null) != (password == null) && reader.areSound(PAGE_USERNAME, PAGE_PASSWORD)) {
            Setting<?> given = username == null ? PAGE_PASSWORD : PAGE_USERNAME;
            Setting<?> missing = username == null ? PAGE_USERNAME : PAGE_PASSWORD;
            String found = "it without " + missing.name();
            reader.reject(given, found, "both or none");
        }
        Login login = username == null || password == null ? null : new Login(username, password);
        return new WebSettings(
                bind,
                reader.read(HTTP_PORT),
                reader.read(SettingsTable.WRITE_API),
                reader.find(SettingsTable.HTTP_TOKEN),
                login);
    }

    private RelaySettings readRelay() {
        return new RelaySettings(
                reader.read(SettingsTable.DATA_DIR),
                Math.toIntExact(reader.read(SettingsTable.MAX_IN_FLIGHT)),
                Duration.ofSeconds(reader.read(SettingsTable.CONNECT_TIMEOUT)));
    }

    private long readServerId(String name) {
        Long given = reader.find(SERVER_ID);
        if (given != null) {
            return given;
        }
        long derived = Settings.serverIdFor(name);
        reader.derived(SERVER_ID, Long.toString(derived), "derived from " + SettingsTable.NAME.name());
        return derived;
    }

    private TopicSettings readTopics(DatabaseSettings database) {
        return new TopicSettings(
                reader.read(EVENT_TOPIC),
                reader.read(STATE_TOPIC),
                new SelectionReader(reader).readTopics(database),
                reader.read(SettingsTable.RETAIN));
    }

    private void checkTopics(TopicSettings topics, DatabaseSettings database) {
        if (!reader.areSound(EVENT_TOPIC, STATE_TOPIC, TABLE_TOPICS, TABLES, MYSQL_DATABASE)) {
            return;
        }
        TopicCollisions.find(topics, database.tables())
                .ifPresent(collision -> reader.reject(
                        EVENT_TOPIC,
                        new Problem(
                                EVENT_TOPIC.name() + " and " + STATE_TOPIC.name(),
                                reader.originOf(EVENT_TOPIC) + ", " + reader.originOf(STATE_TOPIC),
                                collision,
                                "templates that give each row's events and state topics of their own, by {schema},"
                                        + " {table} and fixed levels, also in " + TABLE_TOPICS.name())));
    }

    private void checkPorts(MqttSettings mqtt, WebSettings web) {
        if (mqtt.embedded()) {
            checkPortsDiffer(EMBEDDED_MQTT_PORT, mqtt.mqttPort(), EMBEDDED_WS_PORT, mqtt.webSocketPort());
            checkPortsDiffer(EMBEDDED_MQTT_PORT, mqtt.mqttPort(), HTTP_PORT, web.port());
            checkPortsDiffer(EMBEDDED_WS_PORT, mqtt.webSocketPort(), HTTP_PORT, web.port());
        }
    }

    private void checkPortsDiffer(Setting<Integer> one, int port, Setting<Integer> other, int otherPort) {
        if (port == otherPort && port != 0 && reader.areSound(one, other)) {
            String found = otherPort + ", which " + one.name() + " has too";
            reader.reject(other, found, "another port, or 0");
        }
    }

    private Optional<Layer> readFile(SettingSources sources, Layer environment) {
        String inEnvironment = environment.texts().get(SettingsTable.CONFIG_FILE);
        Path file = sources.configFile();
        String origin = "flag " + Setting.flagOf(SettingsTable.CONFIG_FILE);
        if (file == null && inEnvironment != null) {
            origin = environment.place();
            try {
                file = Path.of(inEnvironment);
            } catch (InvalidPathException e) {
                ofSources.add(new Problem(SettingsTable.CONFIG_FILE, origin, e.getReason(), "the path of a file"));
            }
        }
        return file == null
                ? Optional.empty()
                : Optional.of(new Layer(Kind.FILE, "file " + file, ConfigFile.read(file, origin, ofSources)));
    }

    private static Map<String, String> withoutEmpty(Map<String, String> environment) {
        Map<String, String> given = new HashMap<>(environment);
        given.values().removeIf(String::isEmpty);
        return given;
    }
}
