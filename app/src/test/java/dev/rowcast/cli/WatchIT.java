package dev.rowcast.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.config.TransportSettings;
import dev.rowcast.message.Message;
import dev.rowcast.mqtt.BrokerAddress;
import dev.rowcast.mqtt.MqttConnector;
import dev.rowcast.relay.BrokerConnection;
import dev.rowcast.testing.TestingEmbeddedBroker;
import dev.rowcast.testing.TestingPty;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code rowcast watch} as a process, in a terminal and without one, at a broker to which the test publishes. */
@Timeout(180)
final class WatchIT {
    private static final int EXIT_SECONDS = 20;

    private TestingEmbeddedBroker broker;
    private BrokerConnection rowcast;

    @BeforeEach
    void start() throws Exception {
        broker = TestingEmbeddedBroker.start();
        rowcast = connection();
        publish("rowcast/status", "online", true);
        publish("rowcast/info", "{'phase':'streaming','reason':null}", true);
        publish("orders/state/7", "{'id':7,'customer_name':'Ada','status':'pending'}", true);
        publish("orders/state/8", "{'id':8,'customer_name':'Bob','status':'paid'}", true);
    }

    private BrokerConnection connection() throws Exception {
        return MqttConnector.external(
                        new BrokerAddress(
                                broker.mqttUrl(),
                                TestingEmbeddedBroker.USERNAME,
                                TestingEmbeddedBroker.PASSWORD,
                                "test",
                                null,
                                Duration.ofSeconds(3),
                                Duration.ofSeconds(10)),
                        TransportSettings.DEFAULTS,
                        List.of())
                .connect();
    }

    @AfterEach
    void stop() {
        rowcast.close();
        broker.close();
    }

    @Test
    void showsTheTableAsItChanges() throws Exception {
        try (TestingPty terminal = TestingPty.start(environment(broker.mqttUrl()), "watch")) {
            terminal.awaitLine("orders", "broker live", "MySQL feed streaming", "2 rows");
            terminal.awaitLine("7", "Ada", "pending");
            publish("orders/state/7", "{'id':7,'customer_name':'Ada \\u001b[2J','status':'shipped'}", true);
            terminal.awaitLine("7", "Ada ␛[2J", "shipped");
            assertThat(terminal.screen().lines().get(2)).contains("shipped");

            terminal.type("/status=paid\r");
            terminal.await(
                    "only paid orders",
                    screen -> screen.toString().contains("filter status=paid")
                            && !screen.toString().contains("Ada"));
            terminal.type("q");
            terminal.awaitExit(0);
            assertThat(terminal.screen().isAsUsual()).isTrue();
            assertThat(terminal.screen().toString()).doesNotContain("-icanon", "-echo ");
        }
    }

    @Test
    void leavesTheTerminalAsItWasAtCtrlC() throws Exception {
        try (TestingPty terminal =
                TestingPty.start(environment(broker.mqttUrl()), "watch", "--table=shop.orders", "ada")) {
            terminal.awaitLine("7", "Ada");
            assertThat(terminal.screen().isAlternate()).isTrue();
            terminal.type("\u0003");

            terminal.awaitExit(0);
            assertThat(terminal.screen().isAsUsual()).isTrue();
            assertThat(terminal.screen().toString()).doesNotContain("-icanon", "-echo ");
        }
    }

    @Test
    void saysThatRowsMayBeOldAndTriesAgain() throws Exception {
        try (TestingPty terminal = TestingPty.start(environment(broker.mqttUrl()), "watch")) {
            terminal.awaitLine("7", "Ada", "pending");
            publish("rowcast/status", "offline", true);
            terminal.awaitLine("MySQL feed offline");
            broker.kill();

            terminal.awaitLine("broker lost");
            terminal.awaitLine("Not live since");
            assertThat(terminal.screen().toString()).contains("Ada");
            terminal.type("q");
            terminal.awaitExit(0);
        }
    }

    @Test
    void printsALineForEachChangeWithoutATerminal() throws Exception {
        try (Lines lines = Lines.of(broker.mqttUrl(), "watch", "status=shipped")) {
            lines.awaitError("Watching shop.orders");
            publish("orders/updated/8", event(8, "paid", "new"), false);
            publish("orders/updated/7", event(7, "pending", "shipped"), false);

            assertThat(lines.out().readLine()).endsWith(" updated 7 status pending → shipped");
            lines.process().toHandle().destroy();
            assertThat(lines.process().waitFor(EXIT_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(lines.process().exitValue()).isZero();
            assertThat(lines.out().readLine()).isNull();
        }
    }

    @Test
    void printsJsonAsPublished() throws Exception {
        try (Lines lines = Lines.of(broker.mqttUrl(), "watch", "--json")) {
            lines.awaitError("Watching shop.orders");
            publish("orders/updated/7", event(7, "pending", "shipped"), false);

            assertThat(lines.out().readLine())
                    .isEqualTo(event(7, "pending", "shipped").replace('\'', '"'));
        }
    }

    @Test
    void endsWhenItsLoginIsWrong() throws Exception {
        try (Lines lines = Lines.of(broker.mqttUrl(), "watch", "--mqtt-username=rowcast", "--mqtt-password=geheim")) {
            lines.awaitError("check MQTT_USERNAME and MQTT_PASSWORD");
            assertThat(lines.process().waitFor(EXIT_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(lines.process().exitValue()).isEqualTo(78);
        }
    }

    @Test
    void wrongLoginIsReadableAfterTheTerminalIsBack() throws Exception {
        try (TestingPty terminal = TestingPty.start(
                environment(broker.mqttUrl()), "watch", "--mqtt-username=rowcast", "--mqtt-password=geheim")) {
            terminal.awaitLine("rowcast: ", "Connecting at the broker");
            terminal.awaitExit(78);
            assertThat(terminal.screen().isAsUsual()).isTrue();
        }
    }

    private static String event(int id, String before, String after) {
        return "{'op':'update','schema':'shop','table':'orders','key':{'id':" + id + "},'before':{'id':" + id
                + ",'status':'"
                + before + "'},'after':{'id':" + id + ",'status':'" + after + "'},'version':'" + id + before + after
                + "','committed_at':'2026-11-20T09:12:00.123456Z'}";
    }

    private void publish(String topic, String payload, boolean retained) throws Exception {
        rowcast.publish(new Message(topic, payload.replace('\'', '"').getBytes(UTF_8), retained, null, null))
                .toCompletableFuture()
                .get(EXIT_SECONDS, TimeUnit.SECONDS);
    }

    private static Map<String, String> environment(URI broker) {
        return Map.of("MQTT_URL", broker.toString());
    }

    /** The command with both its streams piped. */
    private record Lines(Process process, BufferedReader out, BufferedReader err) implements AutoCloseable {
        static Lines of(URI broker, String... arguments) throws IOException {
            String classPath = Arrays.stream(
                            System.getProperty("java.class.path").split(File.pathSeparator))
                    .filter(entry -> !entry.endsWith("test-classes"))
                    .collect(Collectors.joining(File.pathSeparator));
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Dfile.encoding=UTF-8",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    classPath,
                    Main.class.getName()));
            command.addAll(List.of(arguments));
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.environment().keySet().removeIf(name -> name.matches("(MYSQL|MQTT|ROWCAST)_.*"));
            builder.environment().putAll(environment(broker));
            builder.environment().put("TERM", "xterm");
            Process process = builder.start();
            return new Lines(process, process.inputReader(UTF_8), process.errorReader(UTF_8));
        }

        void awaitError(String words) throws IOException {
            for (String line = err.readLine(); line != null; line = err.readLine()) {
                assertThat(line).doesNotContain("\u001b");
                if (line.contains(words)) {
                    return;
                }
            }
            throw new AssertionError("ended without: " + words);
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }
}
