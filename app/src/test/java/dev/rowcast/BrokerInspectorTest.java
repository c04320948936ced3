package dev.rowcast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.config.Preset;
import dev.rowcast.config.SettingSources;
import dev.rowcast.config.Settings;
import dev.rowcast.config.SettingsLoader;
import dev.rowcast.mqtt.BrokerAddress;
import dev.rowcast.mqtt.MqttConnector;
import dev.rowcast.preflight.BrokerFacts;
import dev.rowcast.preflight.BrokerFacts.Permission;
import dev.rowcast.relay.BrokerConnection;
import dev.rowcast.testing.TestingMosquitto;
import dev.rowcast.testing.TestingSubscriber;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BrokerInspectorTest {
    @TempDir
    private Path directory = Path.of("unset");

    @Test
    void asksNobodyWhereTheBrokerIsEmbedded() throws Exception {
        assertThat(BrokerInspector.inspect(settings(Map.of()))).isEmpty();
    }

    @Test
    void looksWithoutDisturbingTheRowcastThatRunsNorItsSubscribers() throws Exception {
        try (TestingMosquitto broker = TestingMosquitto.start(directory);
                BrokerConnection running =
                        MqttConnector.embedded(running(broker), null).connect();
                TestingSubscriber subscriber =
                        TestingSubscriber.connect(broker.mqttUrl(), "orders/#", "customers/#", "rowcast/status")) {
            BrokerFacts facts = BrokerInspector.inspect(settings(Map.of(
                            "MQTT_URL",
                            broker.mqttUrl().toString(),
                            "MQTT_USERNAME",
                            TestingMosquitto.USERNAME,
                            "MQTT_PASSWORD",
                            TestingMosquitto.PASSWORD)))
                    .orElseThrow();

            assertThat(facts.permission())
                    .isEqualTo(new Permission(
                            TestingMosquitto.USERNAME,
                            List.of(
                                    "orders/state/%check",
                                    "customers/state/%check", "rowcast/probe/rowcast-rowcast-check"),
                            List.of()));
            assertThat(running.isOpen()).isTrue();
            assertThat(subscriber.received())
                    .as("what clears nothing, on topics of no row")
                    .allMatch(message ->
                            message.payload().isEmpty() && message.topic().endsWith("/%check"));
        }
    }

    /** As the Rowcast of the same name connects. */
    private static BrokerAddress running(TestingMosquitto broker) {
        return new BrokerAddress(
                broker.mqttUrl(),
                TestingMosquitto.USERNAME,
                TestingMosquitto.PASSWORD,
                "rowcast-rowcast",
                "rowcast/status",
                Duration.ofSeconds(10),
                Duration.ofSeconds(20));
    }

    private static Settings settings(Map<String, String> more) throws Exception {
        Map<String, String> environment = new HashMap<>(Map.of("ROWCAST_TABLES", "orders,customers"));
        environment.putAll(more);
        return SettingsLoader.load(new SettingSources(environment, Map.of(), null, Preset.RUN))
                .settings();
    }
}
