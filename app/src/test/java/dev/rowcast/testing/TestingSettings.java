package dev.rowcast.testing;

import dev.rowcast.config.InvalidSettingsException;
import dev.rowcast.config.Preset;
import dev.rowcast.config.SettingSources;
import dev.rowcast.config.Settings;
import dev.rowcast.config.SettingsLoader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * How a test's Rowcast is set: everything on free ports of the loopback address.
 *
 * @param texts as in the environment
 */
public record TestingSettings(Map<String, String> texts) {
    public TestingSettings {
        texts = Map.copyOf(texts);
    }

    /** The embedded broker, and a checkpoint in the directory. */
    public static TestingSettings embedded(TestingDatabase database, Path dataDir) {
        return new TestingSettings(Map.ofEntries(
                Map.entry("MYSQL_HOST", database.host()),
                Map.entry("MYSQL_PORT", Integer.toString(database.port())),
                Map.entry("MYSQL_USER", TestingDatabase.USER),
                Map.entry("MYSQL_PASSWORD", TestingDatabase.PASSWORD),
                Map.entry("ROWCAST_DATA_DIR", dataDir.toString()),
                Map.entry("ROWCAST_MQTT_PORT", "0"),
                Map.entry("ROWCAST_WS_PORT", "0"),
                Map.entry("ROWCAST_HTTP_PORT", "0"),
                Map.entry("ROWCAST_CONNECT_TIMEOUT", "60")));
    }

    /** Another broker, which keeps the checkpoint too. */
    public static TestingSettings external(TestingDatabase database, Path dataDir, TestingMosquitto broker) {
        return embedded(database, dataDir)
                .with("MQTT_URL", broker.mqttUrl().toString())
                .with("MQTT_USERNAME", TestingMosquitto.USERNAME)
                .with("MQTT_PASSWORD", TestingMosquitto.PASSWORD);
    }

    public TestingSettings with(String name, String text) {
        Map<String, String> all = new HashMap<>(texts);
        all.put(name, text);
        return new TestingSettings(all);
    }

    Settings load() {
        try {
            return SettingsLoader.load(new SettingSources(texts, Map.of(), null, Preset.RUN))
                    .settings();
        } catch (InvalidSettingsException e) {
            throw new IllegalStateException(e);
        }
    }
}
