package dev.rowcast.config;

import dev.rowcast.message.Oversized;
import dev.rowcast.message.RetainMode;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The table of all settings, in the order in which help and {@code config} show them. */
public final class SettingsTable {
    /** Names the configuration file; itself only a flag or in the environment. */
    public static final String CONFIG_FILE = "ROWCAST_CONFIG";

    static final long SERVER_ID_MAX = 4_294_967_295L;
    static final long CLIENTS_MAX = 1_000_000;
    static final int CONNECTIONS_MAX = 16;
    static final long PACKET_BYTES_MIN = 1_024;
    static final long PACKET_BYTES_MAX = 268_435_460;
    static final long EXPIRY_SECONDS_MAX = 4_294_967_295L;
    static final int MAX_IN_FLIGHT_MAX = 60_000;
    static final long CONNECT_TIMEOUT_SECONDS_MAX = 86_400;

    static final Setting<HostList> MYSQL_HOST = plain(
            "MYSQL_HOST",
            "localhost",
            Formats.HOSTS,
            "Host of the MySQL or MariaDB server; several, by commas, for those of one MySQL replication group.");
    static final Setting<Integer> MYSQL_PORT =
            plain("MYSQL_PORT", "3306", Formats.port(1), "Port of those that are given without one.");
    static final Setting<String> MYSQL_USER =
            plain("MYSQL_USER", "rowcast", Formats.USER, "User that reads the binlog and the watched tables.");
    static final Setting<Secret> MYSQL_PASSWORD = secret("MYSQL_PASSWORD", "", "Its password.");
    static final Setting<String> MYSQL_DATABASE =
            plain("MYSQL_DATABASE", "shop", Formats.SCHEMA, "Database of the tables that are named without one.");
    static final Setting<SslMode> MYSQL_SSL_MODE = plain(
            "MYSQL_SSL_MODE",
            "preferred",
            Formats.SSL_MODE,
            "TLS towards that server: disabled, preferred, required, verify-ca or verify-identity.");
    static final Setting<Path> MYSQL_SSL_CA = plain(
            "MYSQL_SSL_CA",
            null,
            Formats.FILE,
            "PEM file of the CA certificates that verify-ca and verify-identity trust; unset: Java's own.");
    static final Setting<List<String>> TABLES = plain(
            "ROWCAST_TABLES", "orders", Formats.TABLES, "Tables to broadcast: table or database.table, by commas.");

    static final Setting<String> COLUMNS = plain(
            "ROWCAST_COLUMNS",
            null,
            Formats.COLUMN_RULES,
            "What is broadcast of columns, per table: orders: id, status; customers: !notes, email=hash,"
                    + " phone=redact.");
    static final Setting<String> ROWS = plain(
            "ROWCAST_ROWS",
            null,
            Formats.ROW_RULES,
            "Which rows are broadcast, per table: orders: status in ('new', 'paid') and total >= 10.");
    static final Setting<Secret> HASH_KEY = new Setting<>(
            "ROWCAST_HASH_KEY", null, Formats.LONG_SECRET, true, "Key of the hashes that stand for masked columns.");

    static final Setting<URI> MQTT_URL =
            plain("MQTT_URL", null, Formats.BROKER_URL, "Broker to publish to; unset: the embedded broker.");
    static final Setting<String> MQTT_USERNAME =
            plain("MQTT_USERNAME", null, Formats.USER, "User name for that broker.");
    static final Setting<Secret> MQTT_PASSWORD = secret("MQTT_PASSWORD", null, "Password for that broker.");
    static final Setting<MqttVersion> MQTT_VERSION = plain(
            "MQTT_VERSION",
            "auto",
            Formats.MQTT_VERSION,
            "MQTT version towards that broker: 5, 3.1.1, or auto: 5, and 3.1.1 where 5 is refused.");
    static final Setting<Path> MQTT_TLS_CA = plain(
            "MQTT_TLS_CA",
            null,
            Formats.FILE,
            "PEM file of the CAs that may have signed that broker's certificate; unset: Java's own.");
    static final Setting<Path> MQTT_TLS_CERT =
            plain("MQTT_TLS_CERT", null, Formats.FILE, "PEM certificate chain to show to that broker; unset: none.");
    static final Setting<Path> MQTT_TLS_KEY =
            plain("MQTT_TLS_KEY", null, Formats.FILE, "Its private key: PEM, PKCS #8, without a passphrase.");
    static final Setting<Long> MQTT_CONNECTIONS = plain(
            "MQTT_CONNECTIONS",
            "1",
            Formats.number(1, CONNECTIONS_MAX),
            "Connections to that broker, for one that serves each with one thread; rows are spread over them.");
    static final Setting<Long> MQTT_MAX_PACKET_SIZE = plain(
            "MQTT_MAX_PACKET_SIZE",
            null,
            Formats.number(PACKET_BYTES_MIN, PACKET_BYTES_MAX),
            "Bytes of the largest packet that the broker takes, where it does not say so itself; the smaller holds.");
    static final Setting<Oversized> OVERSIZED = plain(
            "ROWCAST_OVERSIZED",
            "fail",
            Formats.OVERSIZED,
            "What becomes of a row too large for the broker: fail (stop), or marker (tell it without its columns).");
    static final Setting<RetainMode> RETAIN = plain(
            "ROWCAST_RETAIN", "state", Formats.RETAIN, "What the broker keeps per row: state, events, both or none.");
    static final Setting<String> EVENT_TOPIC = plain(
            "ROWCAST_EVENT_TOPIC",
            "{table}/{event}/{key}",
            Formats.EVENT_TEMPLATE,
            "Topic of a row's events: {schema} {table} {event} {key}.");
    static final Setting<String> STATE_TOPIC = plain(
            "ROWCAST_STATE_TOPIC",
            "{table}/state/{key}",
            Formats.STATE_TEMPLATE,
            "Topic of a row's state: {schema} {table} {key}.");
    static final Setting<Boolean> CLOUDEVENTS = plain(
            "ROWCAST_CLOUDEVENTS",
            "false",
            Formats.SWITCH,
            "Make events CloudEvents 1.0, in binary mode: attributes as MQTT 5 user properties.");
    static final Setting<Long> EVENT_EXPIRY = plain(
            "ROWCAST_EVENT_EXPIRY",
            null,
            Formats.number(1, EXPIRY_SECONDS_MAX),
            "Seconds after which a broker need not deliver an event any more, on MQTT 5; unset: never.");

    static final Setting<String> TABLE_TOPICS = plain(
            "ROWCAST_TABLE_TOPICS",
            null,
            Formats.TOPIC_RULES,
            "Topics of single tables: orders: o/{event}/{key} | o/state/{key}; shop.*: s/{table}/{event}/{key}.");

    static final Setting<List<String>> COUNTS = plain(
            "ROWCAST_COUNTS",
            null,
            Formats.COUNTED_COLUMNS,
            "ENUM columns whose rows are counted by label, on rowcast/counts: orders.status, by commas; unset: none.");
    static final Setting<String> HOME_ASSISTANT = plain(
            "ROWCAST_HOME_ASSISTANT",
            null,
            Formats.DISCOVERY_PREFIX,
            "Home Assistant's discovery prefix, homeassistant as it comes: be a device there; unset: none.");
    static final Setting<Boolean> BIRTH =
            plain("ROWCAST_BIRTH", "false", Formats.SWITCH, "Tell tables, columns and topics on rowcast/birth.");

    static final Setting<String> NAME = plain(
            "ROWCAST_NAME",
            "rowcast",
            Formats.NAME,
            "Name of this instance; MQTT client id, MySQL server id and checkpoint are derived from it.");
    static final Setting<Long> SERVER_ID = plain(
            "ROWCAST_SERVER_ID",
            null,
            Formats.number(1, SERVER_ID_MAX),
            "Replica id towards MySQL, unique among its replicas; unset: derived from the name.");
    static final Setting<Path> DATA_DIR = plain(
            "ROWCAST_DATA_DIR",
            ".rowcast",
            Formats.DIRECTORY,
            "Directory of the checkpoint and of the demo's database.");
    static final Setting<String> BIND = plain(
            "ROWCAST_BIND", "127.0.0.1", Formats.HOST, "Address to listen on, for the page and the embedded broker.");
    static final Setting<Integer> EMBEDDED_MQTT_PORT =
            plain("ROWCAST_MQTT_PORT", "1883", Formats.port(0), "MQTT port of the embedded broker.");
    static final Setting<Integer> EMBEDDED_WS_PORT = plain(
            "ROWCAST_WS_PORT", "8083", Formats.port(0), "MQTT over WebSocket port of the embedded broker, path /mqtt.");
    static final Setting<Integer> HTTP_PORT =
            plain("ROWCAST_HTTP_PORT", "8080", Formats.port(0), "Port of the page and the HTTP interface.");
    static final Setting<Path> PASSWORD_FILE = plain(
            "ROWCAST_PASSWORD_FILE",
            null,
            Formats.FILE,
            "Users of the embedded broker, as `rowcast passwd` and mosquitto_passwd write them; unset: none.");
    static final Setting<Path> ACL_FILE = plain(
            "ROWCAST_ACL_FILE",
            null,
            Formats.FILE,
            "What they may read and write, in Mosquitto's format; unset: read everything.");
    static final Setting<Boolean> ALLOW_ANONYMOUS = plain(
            "ROWCAST_ALLOW_ANONYMOUS",
            "false",
            Formats.SWITCH,
            "Admit clients without a user name beside users, or on other addresses than loopback without any.");
    static final Setting<Secret> JWT_SECRET = new Setting<>(
            "ROWCAST_JWT_SECRET",
            null,
            Formats.LONG_SECRET,
            true,
            "Accept JSON Web Tokens with this HS256 secret as passwords.");
    static final Setting<Path> JWT_KEYS_FILE = plain(
            "ROWCAST_JWT_KEYS_FILE",
            null,
            Formats.FILE,
            "Accept those of these public keys (RS256, ES256): PEM or JSON Web Key Set.");
    static final Setting<String> JWT_ISSUER =
            plain("ROWCAST_JWT_ISSUER", null, Formats.CLAIM, "Only tokens with this iss; unset: any.");
    static final Setting<String> JWT_AUDIENCE =
            plain("ROWCAST_JWT_AUDIENCE", null, Formats.CLAIM, "Only tokens with this aud; unset: any.");
    static final Setting<String> PAGE_USERNAME = plain(
            "ROWCAST_PAGE_USERNAME",
            null,
            Formats.USER,
            "Broker user of the page; everyone who can open the page can read name and password.");
    static final Setting<Secret> PAGE_PASSWORD = secret(
            "ROWCAST_PAGE_PASSWORD", null, "Its password: give it to a user who may only read what the page shows.");
    static final Setting<Path> TLS_CERT = plain(
            "ROWCAST_TLS_CERT",
            null,
            Formats.FILE,
            "PEM certificate chain of the embedded broker; with it, both its ports speak TLS alone.");
    static final Setting<Path> TLS_KEY =
            plain("ROWCAST_TLS_KEY", null, Formats.FILE, "Its private key: PEM, PKCS #8, without a passphrase.");
    static final Setting<Path> TLS_CLIENT_CA = plain(
            "ROWCAST_TLS_CLIENT_CA",
            null,
            Formats.FILE,
            "PEM file of the CAs that sign clients' certificates, which clients then need; unset: they need none.");
    static final Setting<List<String>> WS_ORIGINS = plain(
            "ROWCAST_WS_ORIGINS",
            null,
            Formats.ORIGINS,
            "Origins of other hosts' pages that may connect to the embedded broker, by commas; * for all.");
    static final Setting<Long> MAX_CLIENTS = plain(
            "ROWCAST_MAX_CLIENTS",
            "20000",
            Formats.number(1, CLIENTS_MAX),
            "Clients that may be connected to the embedded broker.");
    static final Setting<Long> MAX_CLIENTS_PER_ADDRESS = plain(
            "ROWCAST_MAX_CLIENTS_PER_ADDRESS",
            "1000",
            Formats.number(1, CLIENTS_MAX),
            "How many of them from one address, such as a proxy's; this machine's own are not counted.");
    static final Setting<Boolean> WRITE_API =
            plain("ROWCAST_WRITE_API", "false", Formats.SWITCH, "Let the HTTP interface change orders.");
    static final Setting<Secret> HTTP_TOKEN = new Setting<>(
            "ROWCAST_HTTP_TOKEN",
            null,
            Formats.TOKEN,
            true,
            "Token that changes over HTTP need; on other addresses than loopback there are none without.");
    static final Setting<Long> CONNECT_TIMEOUT = plain(
            "ROWCAST_CONNECT_TIMEOUT",
            "300",
            Formats.number(0, CONNECT_TIMEOUT_SECONDS_MAX),
            "Seconds that database and broker may take to answer for the first time; 0: for ever.");
    static final Setting<Long> MAX_IN_FLIGHT = plain(
            "ROWCAST_MAX_IN_FLIGHT",
            "1000",
            Formats.number(1, MAX_IN_FLIGHT_MAX),
            "Messages that may wait for the broker's acknowledgement.");
    static final Setting<Integer> DEMO_DB_PORT =
            plain("ROWCAST_DEMO_DB_PORT", "3307", Formats.port(0), "Port of the demo's own database, on 127.0.0.1.");
    static final Setting<LogLevel> LOG_LEVEL =
            plain("ROWCAST_LOG_LEVEL", "info", Formats.LOG_LEVEL, "How much is logged: error, warn, info or debug.");
    static final Setting<LogFormat> LOG_FORMAT = plain(
            "ROWCAST_LOG_FORMAT",
            "text",
            Formats.LOG_FORMAT,
            "How it is logged: text, or json with one object a line, for collectors of logs.");

    private static final List<Setting<?>> ALL = List.of(
            MYSQL_HOST,
            MYSQL_PORT,
            MYSQL_USER,
            MYSQL_PASSWORD,
            MYSQL_DATABASE,
            MYSQL_SSL_MODE,
            MYSQL_SSL_CA,
            TABLES,
            COLUMNS,
            ROWS,
            HASH_KEY,
            MQTT_URL,
            MQTT_USERNAME,
            MQTT_PASSWORD,
            MQTT_VERSION,
            MQTT_TLS_CA,
            MQTT_TLS_CERT,
            MQTT_TLS_KEY,
            MQTT_CONNECTIONS,
            MQTT_MAX_PACKET_SIZE,
            OVERSIZED,
            RETAIN,
            EVENT_TOPIC,
            STATE_TOPIC,
            TABLE_TOPICS,
            CLOUDEVENTS,
            EVENT_EXPIRY,
            COUNTS,
            HOME_ASSISTANT,
            BIRTH,
            NAME,
            SERVER_ID,
            DATA_DIR,
            BIND,
            EMBEDDED_MQTT_PORT,
            EMBEDDED_WS_PORT,
            HTTP_PORT,
            PASSWORD_FILE,
            ACL_FILE,
            ALLOW_ANONYMOUS,
            JWT_SECRET,
            JWT_KEYS_FILE,
            JWT_ISSUER,
            JWT_AUDIENCE,
            PAGE_USERNAME,
            PAGE_PASSWORD,
            TLS_CERT,
            TLS_KEY,
            TLS_CLIENT_CA,
            WS_ORIGINS,
            MAX_CLIENTS,
            MAX_CLIENTS_PER_ADDRESS,
            WRITE_API,
            HTTP_TOKEN,
            CONNECT_TIMEOUT,
            MAX_IN_FLIGHT,
            DEMO_DB_PORT,
            LOG_LEVEL,
            LOG_FORMAT);

    private SettingsTable() {}

    public static List<Setting<?>> all() {
        return ALL;
    }

    private static <T> Setting<T> plain(
            String name, @Nullable String defaultText, Format<T> format, String description) {
        return new Setting<>(name, defaultText, format, false, description);
    }

    private static Setting<Secret> secret(String name, @Nullable String defaultText, String description) {
        return new Setting<>(name, defaultText, Formats.SECRET, true, description);
    }
}
