package dev.rowcast.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.change.TableId;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SettingsLoaderTest {
    private final Path directory;

    SettingsLoaderTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void severalConnectionsAreForABrokerOfOnesOwn() {
        Map<String, String> external = Map.of("MQTT_URL", "mqtt://broker", "MQTT_CONNECTIONS", "16");

        assertThat(TestingSources.load(external).settings().messaging().connections())
                .isEqualTo(16);
    }

    @Test
    void retainedEventsDoNotExpire() {
        assertThat(TestingSources.problems(Map.of("ROWCAST_RETAIN", "both", "ROWCAST_EVENT_EXPIRY", "60")))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.setting()).isEqualTo("ROWCAST_EVENT_EXPIRY");
                    assertThat(problem.found()).contains("would vanish before the row does");
                    assertThat(problem.allowed()).contains("ROWCAST_RETAIN=state or none");
                });
    }

    @Test
    void flagsAreStrongerThanEnvironmentThanFileThanDefault() throws IOException {
        Path file = file("MYSQL_HOST=from-file\nMYSQL_USER=from-file\nMYSQL_DATABASE=from-file\n");
        SettingSources sources = TestingSources.sources(
                Map.of("MYSQL_HOST", "from-flag"),
                Map.of("MYSQL_HOST", "from-environment", "MYSQL_USER", "from-environment"),
                file);

        LoadedSettings loaded = TestingSources.load(sources);

        assertThat(loaded.effective())
                .contains(new EffectiveSetting("MYSQL_HOST", "from-flag", "flag --mysql-host"))
                .contains(new EffectiveSetting("MYSQL_USER", "from-environment", "environment"))
                .contains(new EffectiveSetting("MYSQL_DATABASE", "from-file", "file " + file))
                .contains(new EffectiveSetting("MYSQL_PORT", "3306", "default"));
        assertThat(loaded.settings().database().tables().named()).containsExactly(new TableId("from-file", "orders"));
    }

    @Test
    void environmentNamesTheFileThatNoFlagNames() throws IOException {
        Path file = file("ROWCAST_NAME=ümlaut\n");

        assertThat(TestingSources.problems(Map.of("ROWCAST_CONFIG", file.toString())))
                .containsExactly(
                        new Problem("ROWCAST_NAME", "file " + file, "\"ümlaut\"", "1 to 40 of A-Z a-z 0-9 _ -"));
    }

    @Test
    void emptyVariablesCountAsNotGiven() {
        Map<String, String> environment = Map.of("MYSQL_HOST", "", "MQTT_URL", "", "MYSQL_PASSWORD_FILE", "");

        assertThat(TestingSources.load(environment)).isEqualTo(TestingSources.load(Map.of()));
    }

    @Test
    void emptyFlagUnsetsWhatMayBeUnset() {
        SettingSources sources =
                TestingSources.sources(Map.of("MQTT_URL", ""), Map.of("MQTT_URL", "mqtt://broker"), null);

        assertThat(TestingSources.load(sources).settings().mqtt().embedded()).isTrue();
    }

    @Test
    void addsTheSchemesPortToTheBrokersUrl() {
        assertThat(TestingSources.load(Map.of("MQTT_URL", "MQTTS://Broker/"))
                        .settings()
                        .mqtt()
                        .url())
                .isEqualTo(URI.create("mqtts://Broker:8883"));
        assertThat(TestingSources.load(Map.of("MQTT_URL", "ws://[::1]/mqtt"))
                        .settings()
                        .mqtt()
                        .url())
                .isEqualTo(URI.create("ws://[::1]:80/mqtt"));
    }

    @Test
    void tellsEveryProblemAtOnce() throws IOException {
        Path file = file("ROWCAST_MAX_IN_FLIGHT=many\nROWCAST_TABEL=orders\n");
        SettingSources sources = TestingSources.sources(
                Map.of("MYSQL_PORT", "99999"), Map.of("ROWCAST_RETIAN", "both", "MYSQL_HOST", "db:"), file);

        assertThat(TestingSources.problems(sources))
                .extracting(Problem::toString)
                .containsExactlyInAnyOrder(
                        "MYSQL_PORT (flag --mysql-port): found \"99999\"; allowed: a port from 1 to 65535",
                        "MYSQL_HOST (environment): found \"db:\"; allowed: host or host:port, or several of one replication"
                                + " group, separated by commas, each once; [host]:port for an IPv6 address with a port",
                        "ROWCAST_RETIAN (environment): found an unknown setting; allowed: did you mean"
                                + " ROWCAST_RETAIN?",
                        "ROWCAST_MAX_IN_FLIGHT (file " + file + "): found \"many\"; allowed: a whole number from 1 to"
                                + " 60000",
                        "ROWCAST_TABEL (file " + file + "): found an unknown setting; allowed: did you mean"
                                + " ROWCAST_TABLES?");
    }

    @Test
    void missingFileIsAProblem() {
        Path missing = directory.resolve("missing.properties");

        assertThat(TestingSources.problems(TestingSources.sources(Map.of(), Map.of(), missing)))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.origin()).isEqualTo("flag --config");
                    assertThat(problem.found()).contains(missing.toString());
                });
    }

    @Test
    void brokenFileIsAProblem() throws IOException {
        Path file = file("ROWCAST_NAME=\\u00\n");

        assertThat(TestingSources.problems(TestingSources.sources(Map.of(), Map.of(), file)))
                .extracting(Problem::setting)
                .containsExactly("ROWCAST_CONFIG");
    }

    @Test
    void portsOfTheEmbeddedBrokerAndThePageDiffer() {
        Map<String, String> environment = Map.of("ROWCAST_MQTT_PORT", "9000", "ROWCAST_HTTP_PORT", "9000");

        assertThat(TestingSources.problems(environment))
                .containsExactly(new Problem(
                        "ROWCAST_HTTP_PORT",
                        "environment",
                        "9000, which ROWCAST_MQTT_PORT has too",
                        "another port, or 0"));
    }

    @Test
    void portsOfTheEmbeddedBrokerDoNotMatterBesideAnother() {
        assertThat(TestingSources.load(Map.of("MQTT_URL", "mqtt://broker", "ROWCAST_HTTP_PORT", "1883"))
                        .settings()
                        .web()
                        .port())
                .isEqualTo(1883);
    }

    @Test
    void badPortIsNotComparedWithOthers() {
        assertThat(TestingSources.problems(Map.of("ROWCAST_MQTT_PORT", "x", "ROWCAST_HTTP_PORT", "1883")))
                .hasSize(1);
    }

    @Test
    void templatesThatLetTablesShareATopicAreAProblem() {
        assertThat(TestingSources.problems(Map.of("ROWCAST_TABLES", "a.orders,b.orders")))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.setting()).isEqualTo("ROWCAST_EVENT_TOPIC and ROWCAST_STATE_TOPIC");
                    assertThat(problem.found()).contains("a.orders").contains("b.orders");
                });
    }

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("rowcast.properties"), text);
    }
}
