package dev.rowcast.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.ExitCode;
import dev.rowcast.Launch;
import dev.rowcast.broker.access.PasswordFile;
import dev.rowcast.config.Settings;
import dev.rowcast.testing.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code deploy/systemd}; what systemd itself says of the unit is in {@code .ci/check-unit}. */
final class SystemdUnitTest {
    private static final String UNIT = "deploy/systemd/rowcast.service";

    private final Path credentials;

    SystemdUnitTest(@TempDir Path credentials) {
        this.credentials = credentials;
    }

    @Test
    void settingsAreSound() throws IOException {
        Settings settings = Checkout.settings(environment(false));

        assertThat(settings.database().password().value()).isEqualTo("secret");
        assertThat(settings.relay().dataDir())
                .isEqualTo(Path.of("/var/lib", values("StateDirectory").get(0)));
        assertThat(settings.mqtt().embedded()).isTrue();
    }

    @Test
    void brokerThatIsCommentedOutIsSound() throws Exception {
        Map<String, String> environment = environment(true);
        environment.remove("ROWCAST_PASSWORD_FILE");

        Settings settings = Checkout.settings(environment);

        assertThat(settings.mqtt().embedded()).isFalse();
        assertThat(settings.mqtt().password()).isNotNull();
    }

    @Test
    void usersThatAreCommentedOutAreSound() throws Exception {
        Map<String, String> environment = environment(true);
        environment.keySet().removeIf(name -> name.startsWith("MQTT_"));
        PasswordFile.empty()
                .with("alice", "secret".getBytes(UTF_8), PasswordFile.ITERATIONS_MIN)
                .write(credentials.resolve("users"));

        Settings settings = Checkout.settings(environment);

        assertThat(settings.mqtt().bind()).isEqualTo("0.0.0.0");
        assertThat(settings.mqtt().access().admitsAnonymous()).isFalse();
    }

    @Test
    void isNotStartedAgainWhereOnlyAPersonCanMendIt() throws IOException {
        assertThat(values("RestartPreventExitStatus")).containsExactly(ExitCode.USAGE + " " + ExitCode.MISCONFIGURED);
        assertThat(values("Restart")).containsExactly("on-failure");
    }

    @Test
    void hasTimeToStop() throws IOException {
        assertThat(Integer.parseInt(values("TimeoutStopSec").get(0)))
                .isGreaterThan((int) Launch.STOP_LIMIT.toSeconds());
    }

    @Test
    void javaMayCompile() throws IOException {
        assertThat(values("MemoryDenyWriteExecute")).isEmpty();
    }

    /** As systemd makes it, with the credentials in a directory of the test's. */
    private Map<String, String> environment(boolean commentedOut) throws IOException {
        Map<String, String> environment = new HashMap<>();
        List<String> given = values(Checkout.read(UNIT), "Environment", commentedOut);
        List<String> loaded = values(Checkout.read(UNIT), "LoadCredential", commentedOut);
        for (String credential : loaded) {
            Files.writeString(credentials.resolve(credential.split(":", 2)[0]), "secret");
        }
        Stream<String> ofFile = lines(Checkout.read("deploy/systemd/rowcast.env"), commentedOut);
        Stream.concat(given.stream(), ofFile.filter(line -> line.matches("[A-Z_]+=.*")))
                .map(line -> line.split("=", 2))
                .forEach(setting -> environment.put(
                        setting[0], setting[1].replace("%S", "/var/lib").replace("%d", credentials.toString())));
        return environment;
    }

    private static List<String> values(String key) throws IOException {
        return values(Checkout.read(UNIT), key, false);
    }

    private static List<String> values(String text, String key, boolean commentedOut) {
        return lines(text, commentedOut)
                .filter(line -> line.startsWith(key + "="))
                .map(line -> line.substring(key.length() + 1))
                .toList();
    }

    /** Remarks have a space behind the sign, what is commented out has none. */
    private static Stream<String> lines(String text, boolean commentedOut) {
        return text.lines().map(line -> commentedOut && line.matches("#\\S.*") ? line.substring(1) : line);
    }
}
