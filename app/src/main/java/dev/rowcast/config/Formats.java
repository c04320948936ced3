package dev.rowcast.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rowcast.broker.access.JwtSettings;
import dev.rowcast.message.Oversized;
import dev.rowcast.message.RetainMode;
import dev.rowcast.selection.CountedColumn;
import dev.rowcast.selection.TableSelection;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The formats of all settings: pure functions from text to value. */
final class Formats {
    private static final int NAME_LENGTH_MAX = 64;
    private static final int USER_LENGTH_MAX = 128;
    private static final int CLAIM_LENGTH_MAX = 1_000;
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|(0{0,4}:){2,7}0{0,3}1");
    private static final Pattern HOST_NAME = Pattern.compile("[A-Za-z0-9._-]{1,253}");
    private static final Pattern IPV6_ADDRESS =
            Pattern.compile("(?=.*:.*:)[0-9A-Fa-f:.]{2,45}(%[A-Za-z0-9._-]{1,15})?");
    private static final Pattern ORIGIN =
            Pattern.compile("\\*|https?://([A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(:\\d{1,5})?");
    private static final Pattern DISCOVERY_LEVELS =
            Pattern.compile("(?!rowcast(/|$))[A-Za-z0-9_-]{1,64}(/[A-Za-z0-9_-]{1,64}){0,7}");
    /** Those of RFC 6750, 2.1. */
    private static final Pattern TOKEN_CHARACTERS = Pattern.compile("[A-Za-z0-9._~+/=-]{16,512}");

    private static final Pattern INSTANCE_NAME = Pattern.compile("[A-Za-z0-9_-]{1,40}");

    static final Format<Boolean> SWITCH = new Format<>("true or false", Formats::parseSwitch);
    static final Format<Secret> SECRET = new Format<>("any text", Secret::new);
    static final Format<Secret> LONG_SECRET =
            new Format<>("any text of at least 32 bytes, such as `openssl rand -base64 48` prints", text -> {
                require(text.getBytes(UTF_8).length >= JwtSettings.SECRET_BYTES_MIN);
                return new Secret(text);
            });
    static final Format<Secret> TOKEN =
            new Format<>("16 to 512 of A-Z a-z 0-9 - . _ ~ + / =, such as `openssl rand -base64 24` prints", text -> {
                require(TOKEN_CHARACTERS.matcher(text).matches());
                return new Secret(text);
            });
    static final Format<String> CLAIM = text(
            "1 to 1000 characters without control characters",
            text -> !text.isEmpty() && text.length() <= CLAIM_LENGTH_MAX && !hasControlCharacter(text));
    static final Format<String> HOST = text("a host name or an IP address, without a port", Formats::isHost);
    static final Format<HostList> HOSTS = new Format<>(
            "host or host:port, or several of one replication group, separated by commas, each once; [host]:port for an"
                    + " IPv6 address with a port",
            HostList::parse);
    static final Format<String> USER = text(
            "1 to 128 characters without control characters",
            text -> !text.isEmpty() && text.length() <= USER_LENGTH_MAX && !hasControlCharacter(text));
    static final Format<String> SCHEMA =
            text("the name of a database, 1 to 64 characters without dots and backticks", Formats::isIdentifier);
    static final Format<String> NAME = text(
            "1 to 40 of A-Z a-z 0-9 _ -", text -> INSTANCE_NAME.matcher(text).matches());
    static final Format<List<String>> TABLES = new Format<>(
            "table or database.table, with * and ? for patterns and ! in front of what is left out, separated by"
                    + " commas, each once, without backticks",
            Formats::parseTables);
    static final Format<String> COLUMN_RULES = text(
            "table: column, …; table: … with column to show it and no other, !column to leave it out, column=hash,"
                    + " column=redact; ? behind a column's name lets tables lack it",
            text -> !text.isBlank());
    static final Format<String> ROW_RULES = text(
            "table: condition; table: … with = != < <= > >= in, is null, not, and, or, parentheses, columns, numbers,"
                    + " 'texts', true and false",
            text -> !text.isBlank());
    static final Format<String> TOPIC_RULES = text(
            "table: topic | topic; table: … with a topic as in ROWCAST_EVENT_TOPIC, one as in ROWCAST_STATE_TOPIC, or"
                    + " both",
            text -> !text.isBlank());
    static final Format<List<String>> COUNTED_COLUMNS = new Format<>(
            "table.column or database.table.column, separated by commas, each once, without patterns and backticks",
            Formats::parseCountedColumns);
    static final Format<String> DISCOVERY_PREFIX = text(
            "topic levels of A-Z a-z 0-9 _ -, nothing below rowcast/",
            text -> DISCOVERY_LEVELS.matcher(text).matches());
    static final Format<URI> BROKER_URL = new Format<>(
            "mqtt://host[:port], mqtts://…, ws://host[:port][/path] or wss://…; user name and password belong in"
                    + " MQTT_USERNAME and MQTT_PASSWORD",
            MqttSettings::parseUrl);
    static final Format<List<String>> ORIGINS = new Format<>(
            "origins such as https://shop.example or https://shop.example:8443, separated by commas; or *",
            Formats::parseOrigins);
    static final Format<Path> DIRECTORY = new Format<>("the path of a directory", Formats::parsePath);
    static final Format<Path> FILE = new Format<>("the path of a file", Formats::parsePath);
    static final Format<SslMode> SSL_MODE = oneOf(SslMode.class);
    static final Format<MqttVersion> MQTT_VERSION = new Format<>("auto, 5 or 3.1.1", MqttVersion::parse);
    static final Format<RetainMode> RETAIN = oneOf(RetainMode.class);
    static final Format<Oversized> OVERSIZED = oneOf(Oversized.class);
    static final Format<LogLevel> LOG_LEVEL = oneOf(LogLevel.class);
    static final Format<LogFormat> LOG_FORMAT = oneOf(LogFormat.class);
    static final Format<String> EVENT_TEMPLATE = text(
            "topic levels with {event} and {key} once each, {schema} and {table} as needed; no + or #, no empty level,"
                    + " nothing below rowcast/ or $",
            TopicRules::isEventTemplate);
    static final Format<String> STATE_TEMPLATE = text(
            "topic levels with {key} once, {schema} and {table} as needed, without {event}; no + or #, no empty level,"
                    + " nothing below rowcast/ or $",
            TopicRules::isStateTemplate);

    private static final String ANY_SCHEMA = "-";

    private Formats() {}

    /** What stands between commas, without white space around it. */
    static List<String> items(String text) {
        return Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    }

    private static List<String> parseOrigins(String text) {
        List<String> origins = items(text);
        require(origins.stream().allMatch(origin -> ORIGIN.matcher(origin).matches()));
        return origins;
    }

    static Format<Long> number(long min, long max) {
        return new Format<>("a whole number from " + min + " to " + max, text -> parseNumber(text, min, max));
    }

    static Format<Integer> port(int min) {
        String zero = min == 0 ? "; 0 lets the system pick" : "";
        return new Format<>(
                "a port from " + min + " to 65535" + zero, text -> Math.toIntExact(parseNumber(text, min, 65_535)));
    }

    private static Format<String> text(String allowed, Predicate<String> test) {
        return new Format<>(allowed, text -> {
            require(test.test(text));
            return text;
        });
    }

    private static <E extends Enum<E>> Format<E> oneOf(Class<E> type) {
        String allowed =
                Arrays.stream(type.getEnumConstants()).map(Formats::lowerCase).collect(Collectors.joining(", "));
        return new Format<>("one of " + allowed, text -> parseConstant(type, text));
    }

    private static <E extends Enum<E>> E parseConstant(Class<E> type, String text) {
        return Enum.valueOf(type, text.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** A constant as it is written in settings: {@code VERIFY_CA} is {@code verify-ca}. */
    static String lowerCase(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static long parseNumber(String text, long min, long max) {
        long number = Long.parseLong(text);
        require(min <= number && number <= max);
        return number;
    }

    private static Boolean parseSwitch(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on", "1" -> true;
            case "false", "no", "off", "0" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }

    private static List<String> parseTables(String text) {
        List<String> items = items(text);
        // Which database stands for none is another setting; here any will do.
        TableSelection.parse(items, ANY_SCHEMA);
        return items;
    }

    private static List<String> parseCountedColumns(String text) {
        List<String> items = items(text);
        items.forEach(item -> CountedColumn.parse(item, ANY_SCHEMA));
        return items;
    }

    private static Path parsePath(String text) {
        require(!text.isBlank());
        return Path.of(text);
    }

    /** Strict, for the host becomes part of a JDBC URL. */
    static boolean isHost(String text) {
        return HOST_NAME.matcher(text).matches() || IPV6_ADDRESS.matcher(text).matches();
    }

    /** Whether nobody but this machine reaches the host. A name counts as one that others reach. */
    static boolean isLoopback(String host) {
        return LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches();
    }

    static boolean isInstanceName(String text) {
        return INSTANCE_NAME.matcher(text).matches();
    }

    private static boolean isIdentifier(String text) {
        return !text.isBlank()
                && text.length() <= NAME_LENGTH_MAX
                && text.indexOf('.') < 0
                && text.indexOf('`') < 0
                && !hasControlCharacter(text);
    }

    static boolean hasControlCharacter(String text) {
        return text.codePoints().anyMatch(Character::isISOControl);
    }

    private static void require(boolean allowed) {
        if (!allowed) {
            throw new IllegalArgumentException("not allowed");
        }
    }
}
