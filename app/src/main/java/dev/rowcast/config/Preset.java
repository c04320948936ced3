package dev.rowcast.config;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a command decides about settings by itself.
 *
 * @param name names the command as an origin
 * @param defaults texts that replace a setting's default, by the setting's name
 * @param fixed names of settings that can not be given, because the command brings what they describe
 */
public record Preset(String name, Map<String, String> defaults, Set<String> fixed) {
    /** Decides nothing. */
    public static final Preset NONE = new Preset("default", Map.of(), Set.of());

    /** Follows a database that is there, and none of the demo's. */
    public static final Preset RUN = new Preset("default", Map.of(), Set.of(SettingsTable.DEMO_DB_PORT.name()));

    /** Asks one that runs and opens no broker itself: a mistake in a file that was changed since is not its business. */
    public static final Preset HEALTH = new Preset(
            "default",
            Map.of(SettingsTable.ALLOW_ANONYMOUS.name(), "true"),
            Set.of(
                    SettingsTable.DEMO_DB_PORT.name(),
                    SettingsTable.TLS_CERT.name(),
                    SettingsTable.TLS_KEY.name(),
                    SettingsTable.TLS_CLIENT_CA.name(),
                    SettingsTable.PASSWORD_FILE.name(),
                    SettingsTable.HTTP_TOKEN.name(),
                    SettingsTable.ACL_FILE.name(),
                    SettingsTable.ALLOW_ANONYMOUS.name(),
                    SettingsTable.JWT_SECRET.name(),
                    SettingsTable.JWT_KEYS_FILE.name(),
                    SettingsTable.JWT_ISSUER.name(),
                    SettingsTable.JWT_AUDIENCE.name()));

    /** The demo brings its own database and lets its page change orders. */
    public static final Preset DEMO = new Preset(
            "demo",
            Map.of(SettingsTable.WRITE_API.name(), "true"),
            Set.of(
                    SettingsTable.MYSQL_HOST.name(),
                    SettingsTable.MYSQL_PORT.name(),
                    SettingsTable.MYSQL_USER.name(),
                    SettingsTable.MYSQL_PASSWORD.name(),
                    SettingsTable.MYSQL_DATABASE.name(),
                    SettingsTable.MYSQL_SSL_MODE.name(),
                    SettingsTable.MYSQL_SSL_CA.name()));

    /** An MQTT client, of what others publish: it needs to know the broker and the topics, and nothing of databases. */
    public static final Preset WATCH = new Preset(
            "watch",
            Map.of(SettingsTable.MQTT_URL.name(), "mqtt://127.0.0.1:1883"),
            allBut(
                    SettingsTable.MYSQL_DATABASE,
                    SettingsTable.MQTT_URL,
                    SettingsTable.MQTT_USERNAME,
                    SettingsTable.MQTT_PASSWORD,
                    SettingsTable.MQTT_VERSION,
                    SettingsTable.MQTT_TLS_CA,
                    SettingsTable.MQTT_TLS_CERT,
                    SettingsTable.MQTT_TLS_KEY,
                    SettingsTable.EVENT_TOPIC,
                    SettingsTable.STATE_TOPIC,
                    SettingsTable.TABLE_TOPICS,
                    SettingsTable.LOG_LEVEL,
                    SettingsTable.LOG_FORMAT));

    private static Set<String> allBut(Setting<?>... offered) {
        return SettingsTable.all().stream()
                .filter(setting -> !List.of(offered).contains(setting))
                .map(Setting::name)
                .collect(Collectors.toSet());
    }

    public Preset {
        requireNonNull(name, "name is null");
        defaults = Map.copyOf(defaults);
        fixed = Set.copyOf(fixed);
    }

    /** Whether the command lets the setting be given. */
    public boolean offers(Setting<?> setting) {
        return !fixed.contains(setting.name());
    }

    /** The text that holds where the setting is not given; empty where it is then unset or derived. */
    public String defaultOf(Setting<?> setting) {
        String text = defaults.getOrDefault(setting.name(), setting.defaultText());
        return text == null ? "" : text;
    }

    boolean decides(Setting<?> setting) {
        return defaults.containsKey(setting.name()) || fixed.contains(setting.name());
    }
}
