package dev.rowcast.examples.assistant;

import dev.rowcast.examples.assistant.ask.AskSettings;
import dev.rowcast.examples.assistant.ask.ModelSettings;
import dev.rowcast.examples.follower.Environment;
import dev.rowcast.examples.follower.FollowerSettings;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the assistant follows, does and answers.
 *
 * @param mostOrders held in memory
 * @param pendingLimit after which a follow-up is drafted
 * @param outbox a directory
 * @param webhook where notices are posted to; null leaves them in the outbox
 */
record AssistantSettings(
        FollowerSettings source,
        int mostOrders,
        Duration pendingLimit,
        Path outbox,
        @Nullable URI webhook,
        AskSettings ask) {
    private static final Duration BROKER_TIMEOUT = Duration.ofSeconds(20);
    private static final int RECEIVE_MAXIMUM = 60_000;
    private static final String NO_NAMES = "id,product_name,quantity,total,status,created_at,updated_at";

    AssistantSettings {
        if (webhook != null
                && (webhook.getHost() == null
                        || !String.valueOf(webhook.getScheme()).matches("https?"))) {
            throw new IllegalArgumentException("ASSISTANT_WEBHOOK is '" + webhook + "': give http(s)://host/path");
        }
    }

    /**
     * From environment variables.
     *
     * @throws Environment.InvalidException with every problem at once
     */
    static AssistantSettings of(Map<String, String> variables) throws Environment.InvalidException {
        Environment environment = new Environment(variables);
        URI broker = environment.read("MQTT_URL", environment.text("MQTT_URL", "mqtt://127.0.0.1:1883"), URI::create);
        String username = environment.optional("MQTT_USERNAME");
        String password = environment.secret("MQTT_PASSWORD");
        String table = environment.text("ASSISTANT_TABLE", "orders");
        int mostOrders = environment.number("ASSISTANT_MOST_ORDERS", 100_000, 1, 10_000_000);
        int minutes = environment.number("ASSISTANT_PENDING_MINUTES", 60, 0, 1_000_000);
        String outbox = environment.text("ASSISTANT_OUTBOX", "outbox");
        String webhookText = environment.optional("ASSISTANT_WEBHOOK");
        URI webhook = webhookText == null ? null : environment.read("ASSISTANT_WEBHOOK", webhookText, URI::create);
        AskSettings ask = ask(environment);
        return environment.check(() -> new AssistantSettings(
                new FollowerSettings(
                        Objects.requireNonNull(broker), username, password, table, RECEIVE_MAXIMUM, BROKER_TIMEOUT),
                mostOrders,
                Duration.ofMinutes(minutes),
                Path.of(outbox),
                webhook,
                Objects.requireNonNull(ask)));
    }

    private static @Nullable AskSettings ask(Environment environment) {
        String bindText = environment.text("ASSISTANT_BIND", "127.0.0.1");
        InetAddress bind = environment.read("ASSISTANT_BIND", bindText, AskSettings::address);
        int port = environment.number("ASSISTANT_PORT", 8090, 0, 65_535);
        String token = environment.secret("ASSISTANT_TOKEN");
        int perMinute = environment.number("ASSISTANT_QUESTIONS_PER_MINUTE", 10, 1, 10_000);
        List<String> columns = Arrays.stream(
                        environment.text("ASSISTANT_COLUMNS", NO_NAMES).split(",", -1))
                .map(String::strip)
                .filter(column -> !column.isEmpty())
                .toList();
        ModelSettings model = model(environment);
        if (bind == null) {
            return null;
        }
        return environment.read(
                "Questions", bindText, text -> new AskSettings(bind, port, token, perMinute, columns, model));
    }

    private static @Nullable ModelSettings model(Environment environment) {
        String url = environment.optional("MODEL_URL");
        String name = environment.text("MODEL_NAME", "default");
        String key = environment.secret("MODEL_KEY");
        int seconds = environment.number("MODEL_TIMEOUT_SECONDS", 20, 1, 300);
        return url == null
                ? null
                : environment.read(
                        "MODEL_URL",
                        url,
                        text -> new ModelSettings(URI.create(text), name, key, Duration.ofSeconds(seconds)));
    }
}
