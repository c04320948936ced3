package dev.rowcast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.BrokerInspector.Look;
import dev.rowcast.config.Preset;
import dev.rowcast.config.SettingSources;
import dev.rowcast.config.SettingsLoader;
import dev.rowcast.mqtt.BrokerAddress;
import dev.rowcast.mqtt.MqttConnector;
import dev.rowcast.preflight.Check;
import dev.rowcast.preflight.Finding;
import dev.rowcast.preflight.Severity;
import dev.rowcast.relay.BrokerConnection;
import dev.rowcast.testing.TestingMosquitto;
import dev.rowcast.testing.TestingMosquitto.Options;
import dev.rowcast.testing.TestingPorts;
import dev.rowcast.testing.TestingSubscriber;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BrokerInspectorTest {
    @TempDir
    private Path directory = Path.of("unset");

    @Test
    void startsTheEmbeddedBrokerElsewhere() throws Exception {
        Look look = look(Map.of("ROWCAST_DATA_DIR", directory.toString()));

        assertThat(look.section().findings())
                .allMatch(finding -> finding.severity() == Severity.OK)
                .extracting(Finding::check)
                .startsWith(Check.EMBEDDED_BROKER, Check.MQTT_VERSION)
                .endsWith(Check.PERMISSION_TO_PUBLISH);
        assertThat(look.maxPacketBytes()).contains(8 << 20);
        assertThat(look.saved().checkpoint()).isEmpty();
        assertThat(look.saved().problem()).isEmpty();
    }

    @Test
    void leavesACheckpointAloneThatCanNotBeRead() throws Exception {
        Path file = Files.writeString(directory.resolve("rowcast.checkpoint.json"), "{}");

        Look look = look(Map.of("ROWCAST_DATA_DIR", directory.toString()));

        assertThat(look.saved().problem()).hasValueSatisfying(problem -> {
            assertThat(problem.severity()).isEqualTo(Severity.WARNING);
            assertThat(problem.found()).contains(file.toString(), "its format is 0");
        });
        assertThat(file).hasContent("{}");
    }

    @Test
    void looksWithoutDisturbingTheRowcastThatRunsNorItsSubscribers() throws Exception {
        try (TestingMosquitto broker = TestingMosquitto.start(directory);
                BrokerConnection running =
                        MqttConnector.embedded(running(broker), null).connect();
                TestingSubscriber subscriber =
                        TestingSubscriber.connect(broker.mqttUrl(), "orders/#", "customers/#", "rowcast/status")) {
            Look look = look(external(broker, TestingMosquitto.PASSWORD));

            assertThat(look.section().findings())
                    .extracting(Finding::check)
                    .startsWith(Check.BROKER_DNS, Check.BROKER_TCP, Check.BROKER_TLS, Check.BROKER_LOGIN);
            assertThat(look.section().findings())
                    .filteredOn(finding -> finding.check() == Check.PERMISSION_TO_PUBLISH)
                    .singleElement()
                    .satisfies(
                            permission -> assertThat(permission.found())
                                    .isEqualTo(
                                            "orders/state/%check, customers/state/%check, rowcast/probe/rowcast-rowcast-check"));
            assertThat(running.isOpen()).isTrue();
            assertThat(subscriber.received())
                    .as("what clears nothing, on topics of no row")
                    .allMatch(message ->
                            message.payload().isEmpty() && message.topic().endsWith("/%check"));
        }
    }

    @Test
    void aWrongPasswordIsNoLogin() throws Exception {
        try (TestingMosquitto broker = TestingMosquitto.start(directory)) {
            Look look = look(external(broker, "geheim"));

            Finding login = finding(look, Check.BROKER_LOGIN);
            assertThat(login.severity()).isEqualTo(Severity.ERROR);
            assertThat(login.remedy()).contains("MQTT_PASSWORD");
            assertThat(finding(look, Check.BROKER_TCP).severity()).isEqualTo(Severity.OK);
            assertThat(finding(look, Check.RETAINED_MESSAGES).severity()).isEqualTo(Severity.NOT_CHECKED);
            assertThat(look.section().toString()).doesNotContain("geheim");
            assertThat(look.saved().problem()).isPresent();
        }
    }

    @Test
    void aBrokerThatRefusesWhatIsPublishedIsToldWithTheTopics() throws Exception {
        try (TestingMosquitto broker =
                TestingMosquitto.start(directory, Options.rights("topic readwrite rowcast/#", "topic read orders/#"))) {
            Finding permission =
                    finding(look(external(broker, TestingMosquitto.PASSWORD)), Check.PERMISSION_TO_PUBLISH);

            assertThat(permission.severity()).isEqualTo(Severity.ERROR);
            assertThat(permission.found()).contains("orders/state/%check");
        }
    }

    @Test
    void aBrokerThatIsAwayLeavesTheRestUnchecked() throws Exception {
        Look look = look(Map.of("MQTT_URL", "mqtt://127.0.0.1:" + TestingPorts.free()));

        assertThat(finding(look, Check.BROKER_DNS).severity()).isEqualTo(Severity.OK);
        assertThat(finding(look, Check.BROKER_TCP).severity()).isEqualTo(Severity.UNREACHABLE);
        assertThat(look.section()
                        .findings()
                        .subList(2, look.section().findings().size()))
                .hasSize(9)
                .allMatch(finding -> finding.severity() == Severity.NOT_CHECKED);
    }

    private static Finding finding(Look look, Check check) {
        return look.section().findings().stream()
                .filter(finding -> finding.check() == check)
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, String> external(TestingMosquitto broker, String password) {
        return Map.of(
                "MQTT_URL",
                broker.mqttUrl().toString(),
                "MQTT_USERNAME",
                TestingMosquitto.USERNAME,
                "MQTT_PASSWORD",
                password);
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

    private static Look look(Map<String, String> more) throws Exception {
        Map<String, String> environment = new HashMap<>(Map.of("ROWCAST_TABLES", "orders,customers"));
        environment.putAll(more);
        return new BrokerInspector(SettingsLoader.load(new SettingSources(environment, Map.of(), null, Preset.RUN))
                        .settings())
                .look();
    }
}
