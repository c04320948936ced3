package dev.rowcast.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.rowcast.config.TransportSettings.Tls;
import dev.rowcast.testing.TestingCertificates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TransportSettingsTest {
    private static final String ENCRYPTED_ALONE = "it beside an MQTT_URL of mqtts:// or wss:// alone";

    @TempDir
    private static Path directory = Path.of("unset");

    private static TestingCertificates certificates;

    @BeforeAll
    static void create() throws Exception {
        certificates = TestingCertificates.create(directory);
    }

    @ParameterizedTest
    @CsvSource({"auto,AUTO", "5,V5", "3.1.1,V3_1_1"})
    void readsTheVersion(String text, MqttVersion version) {
        assertThat(load(Map.of("MQTT_VERSION", text)).version())
                .isEqualTo(version)
                .hasToString(text);
    }

    @Test
    void anotherVersionIsAProblem() {
        assertThat(problems(Map.of("MQTT_VERSION", "4")))
                .containsExactly(new Problem("MQTT_VERSION", "environment", "\"4\"", "auto, 5 or 3.1.1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mqtts://broker", "wss://broker/mqtt"})
    void readsAllFilesWhereTheBrokerSpeaksTls(String url) {
        assertThat(load(files(url)).tls())
                .isEqualTo(new Tls(certificates.ca(), certificates.certificate(), certificates.key()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mqtt://broker", "ws://broker", ""})
    void filesForABrokerWithoutTlsAreProblems(String url) {
        assertThat(problems(files(url)))
                .extracting(Problem::setting, Problem::allowed)
                .containsExactly(
                        tuple("MQTT_TLS_CA", ENCRYPTED_ALONE),
                        tuple("MQTT_TLS_CERT", ENCRYPTED_ALONE),
                        tuple("MQTT_TLS_KEY", ENCRYPTED_ALONE));
    }

    @Test
    void aUrlThatIsNoneIsTheOnlyProblem() {
        assertThat(problems(files("tls://broker"))).extracting(Problem::setting).containsExactly("MQTT_URL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"MQTT_TLS_CERT", "MQTT_TLS_KEY"})
    void halfAnIdentityIsAProblem(String setting) {
        Map<String, String> half = new HashMap<>(files("mqtts://broker"));
        half.remove(setting.equals("MQTT_TLS_CERT") ? "MQTT_TLS_KEY" : "MQTT_TLS_CERT");
        assertThat(problems(half))
                .containsExactly(new Problem(
                        setting, "environment", "it alone", "MQTT_TLS_CERT and MQTT_TLS_KEY together, or neither"));
        assertThatThrownBy(() -> new Tls(null, directory, null)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void filesThatCanNotBeUsedAreNamed() throws Exception {
        Path missing = directory.resolve("missing.pem");
        assertFound("MQTT_TLS_CA", missing, missing + " does not exist");
        assertFound("MQTT_TLS_CA", certificates.key(), "holds no certificate in PEM format");
        assertFound("MQTT_TLS_CERT", certificates.otherCa(), "does not belong to the certificate");
        assertFound("MQTT_TLS_KEY", certificates.ca(), "holds no private key in PEM format");
        Path encrypted =
                Files.writeString(directory.resolve("encrypted.pem"), "-----BEGIN ENCRYPTED PRIVATE KEY-----\n");
        assertFound("MQTT_TLS_KEY", encrypted, "openssl pkcs8 -topk8 -nocrypt -in " + encrypted);
    }

    private static void assertFound(String setting, Path file, String found) {
        Map<String, String> settings = new HashMap<>(files("mqtts://broker"));
        settings.put(setting, file.toString());
        assertThat(problems(settings)).singleElement().satisfies(problem -> assertThat(problem.found())
                .contains(found));
    }

    private static Map<String, String> files(String url) {
        return Map.of(
                "MQTT_URL", url,
                "MQTT_TLS_CA", certificates.ca().toString(),
                "MQTT_TLS_CERT", certificates.certificate().toString(),
                "MQTT_TLS_KEY", certificates.key().toString());
    }

    private static TransportSettings load(Map<String, String> environment) {
        return TestingSources.load(environment).settings().mqtt().transport();
    }

    private static List<Problem> problems(Map<String, String> environment) {
        return TestingSources.problems(environment);
    }
}
