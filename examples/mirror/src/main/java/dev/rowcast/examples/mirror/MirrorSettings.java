package dev.rowcast.examples.mirror;

import dev.rowcast.examples.follower.Environment;
import dev.rowcast.examples.follower.FollowerSettings;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What to mirror, and where to.
 *
 * @param source the broker and the table's topics
 */
record MirrorSettings(FollowerSettings source, Target target) {
    private static final Duration BROKER_TIMEOUT = Duration.ofSeconds(20);
    /** Mosquitto 2.0.11 sends more than a low one allows, which ends the connection. */
    private static final int DEFAULT_AHEAD = 60_000;

    private static final int MOST_AHEAD = 65_535;

    /**
     * The table to keep equal.
     *
     * @param jdbcUrl {@code jdbc:mysql://host:port/database}
     * @param table in that database
     */
    record Target(String jdbcUrl, String user, @Nullable String password, String table) {
        Target {
            if (!jdbcUrl.startsWith("jdbc:mysql://")) {
                throw new IllegalArgumentException(
                        "MIRROR_JDBC_URL is '" + jdbcUrl + "': give jdbc:mysql://host:port/database");
            }
            if (table.indexOf('`') >= 0) {
                throw new IllegalArgumentException(
                        "MIRROR_TARGET is '" + table + "': give a table's name without quotes");
            }
        }

        /** Without the password, and without what the URL may hold of one. */
        @Override
        public String toString() {
            return table + " at " + jdbcUrl.replaceFirst("\\?.*", "");
        }
    }

    /**
     * From environment variables.
     *
     * @throws Environment.InvalidException with every problem at once
     */
    static MirrorSettings of(Map<String, String> variables) throws Environment.InvalidException {
        Environment environment = new Environment(variables);
        URI broker = environment.read("MQTT_URL", environment.text("MQTT_URL", "mqtt://127.0.0.1:1883"), URI::create);
        String username = environment.optional("MQTT_USERNAME");
        String brokerPassword = environment.secret("MQTT_PASSWORD");
        String table = environment.text("MIRROR_TABLE", "orders");
        int ahead = environment.number("MIRROR_RECEIVE_MAXIMUM", DEFAULT_AHEAD, 1, MOST_AHEAD);
        String url = environment.required("MIRROR_JDBC_URL", "jdbc:mysql://127.0.0.1:3308/copy");
        String user = environment.required("MIRROR_USER", "mirror");
        String password = environment.secret("MIRROR_PASSWORD");
        String target = environment.text("MIRROR_TARGET", table);
        return environment.check(() -> new MirrorSettings(
                new FollowerSettings(
                        Objects.requireNonNull(broker), username, brokerPassword, table, ahead, BROKER_TIMEOUT),
                new Target(url, user, password, target)));
    }
}
