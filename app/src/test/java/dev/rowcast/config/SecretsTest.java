package dev.rowcast.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SecretsTest {
    private static final String PASSWORD = "s3cr3t/:@";

    private final Path directory;

    SecretsTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void readsAPasswordFromAFileWithoutItsLineEnd() throws IOException {
        for (String lineEnd : List.of("", "\n", "\r\n")) {
            Path file = Files.writeString(directory.resolve("password"), PASSWORD + lineEnd);

            LoadedSettings loaded = TestingSources.load(Map.of("MYSQL_PASSWORD_FILE", file.toString()));

            assertThat(loaded.settings().database().password().value()).isEqualTo(PASSWORD);
            assertThat(loaded.effective())
                    .contains(new EffectiveSetting("MYSQL_PASSWORD", Secret.MASK, "environment, file " + file));
        }
    }

    @Test
    void readsTheTokenOfTheHttpInterfaceFromAFileAndNeverShowsIt() throws IOException {
        Path file = Files.writeString(directory.resolve("token"), "0123456789abcdef\n");
        Path shorter = Files.writeString(directory.resolve("short"), "too-short-token\n");

        LoadedSettings loaded = TestingSources.load(Map.of("ROWCAST_HTTP_TOKEN_FILE", file.toString()));

        assertThat(loaded.settings().web().token()).isEqualTo(new Secret("0123456789abcdef"));
        assertThat(loaded.effective())
                .contains(new EffectiveSetting("ROWCAST_HTTP_TOKEN", Secret.MASK, "environment, file " + file));
        assertThat(TestingSources.problems(Map.of("ROWCAST_HTTP_TOKEN_FILE", shorter.toString())))
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem.toString()).contains("16 to 512").doesNotContain("too-short-token"));
    }

    @Test
    void keepsSpacesAndFurtherLinesOfAPassword() throws IOException {
        Path file = Files.writeString(directory.resolve("password"), " a\n\n");

        LoadedSettings loaded = TestingSources.load(Map.of("MQTT_PASSWORD_FILE", file.toString()));

        assertThat(loaded.settings().mqtt().password()).isEqualTo(new Secret(" a\n"));
    }

    @Test
    void passwordFileCanBeNamedByAFlagAndInTheConfigurationFile() throws IOException {
        Path password = Files.writeString(directory.resolve("password"), PASSWORD);
        Path config = Files.writeString(
                directory.resolve("rowcast.properties"),
                "MQTT_PASSWORD_FILE=" + password + "\nMYSQL_PASSWORD=weaker\n");
        SettingSources sources =
                TestingSources.sources(Map.of("MYSQL_PASSWORD_FILE", password.toString()), Map.of(), config);

        Settings settings = TestingSources.load(sources).settings();

        assertThat(settings.database().password().value()).isEqualTo(PASSWORD);
        assertThat(settings.mqtt().password()).isEqualTo(new Secret(PASSWORD));
    }

    @Test
    void passwordAndItsFileInOnePlaceAreAProblem() {
        assertThat(TestingSources.problems(Map.of("MYSQL_PASSWORD", PASSWORD, "MYSQL_PASSWORD_FILE", "/x")))
                .containsExactly(new Problem(
                        "MYSQL_PASSWORD",
                        "environment",
                        "both MYSQL_PASSWORD and MYSQL_PASSWORD_FILE",
                        "only one of them"));
    }

    @Test
    void unreadablePasswordFileIsAProblem() {
        assertThat(TestingSources.problems(
                        Map.of("MYSQL_PASSWORD_FILE", directory.resolve("none").toString())))
                .extracting(Problem::setting)
                .containsExactly("MYSQL_PASSWORD_FILE");
    }

    @Test
    void noRecordShowsAPassword() {
        LoadedSettings loaded = TestingSources.load(
                Map.of("MYSQL_PASSWORD", PASSWORD, "MQTT_PASSWORD", PASSWORD, "MQTT_URL", "mqtt://broker"));

        assertThat(loaded.toString()).doesNotContain(PASSWORD).contains(Secret.MASK);
    }

    @Test
    void credentialsInTheBrokersUrlAreRefusedAndNotShown() {
        assertThat(TestingSources.problems(Map.of("MQTT_URL", "mqtt://device:" + PASSWORD + "broker:1883")))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.found()).isEqualTo("\"******@broker:1883\"");
                    assertThat(problem.allowed()).contains("MQTT_PASSWORD");
                });
    }

    @Test
    void valueOfAnUnknownSettingIsNotShown() {
        assertThat(TestingSources.problems(Map.of("MYSQL_PASWORD", PASSWORD)).toString())
                .contains("did you mean MYSQL_PASSWORD?")
                .doesNotContain(PASSWORD);
    }
}
