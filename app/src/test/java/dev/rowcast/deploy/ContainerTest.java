package dev.rowcast.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rowcast.Launch;
import dev.rowcast.ProductVersion;
import dev.rowcast.config.Setting;
import dev.rowcast.config.SettingsTable;
import dev.rowcast.testing.Checkout;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The image and the compose file, as they are written; {@code .ci/smoke-compose} and {@code .ci/check-image} run them. */
final class ContainerTest {
    private static final Pattern VARIABLE = Pattern.compile("(?m)^(?:ENV| {3}) (ROWCAST_[A-Z_]+)=");
    private static final Pattern INTERPOLATED = Pattern.compile("\\$\\{([A-Z_]+):([-+])([^}]*)}");

    @Test
    void imageIsOfThisVersionAndRunsAsNobodyInParticular() throws IOException {
        String dockerfile = Checkout.read("app/Dockerfile");

        assertThat(dockerfile)
                .contains("image.version=\"" + ProductVersion.get() + "\"")
                .containsPattern("(?m)^USER 10001:10001$")
                .containsPattern("(?m)^ENTRYPOINT \\[\"sh\", \"-c\", \"set -f; exec java ");
        assertThat(VARIABLE.matcher(dockerfile).results().map(match -> match.group(1)))
                .containsExactly("ROWCAST_DATA_DIR", "ROWCAST_BIND")
                .isSubsetOf(SettingsTable.all().stream().map(Setting::name).toList());
    }

    @Test
    void composeSettingsAreSoundWithEitherBroker() throws IOException {
        String url = "mqtt://mosquitto:1883";

        assertThat(Checkout.settings(environment("")).mqtt().embedded()).isTrue();
        assertThat(Checkout.settings(environment(url)).mqtt()).satisfies(mqtt -> {
            assertThat(mqtt.url()).hasToString(url);
            assertThat(mqtt.username()).isEqualTo("rowcast");
        });
    }

    /** The container's variables, with MQTT_URL as the only one of those who call compose. */
    private static Map<String, String> environment(String mqttUrl) throws IOException {
        Map<String, String> environment = new HashMap<>();
        for (Map.Entry<String, JsonNode> setting : rowcast().get("environment").properties()) {
            environment.put(
                    setting.getKey(),
                    INTERPOLATED.matcher(setting.getValue().asText()).replaceAll(match -> {
                        boolean given = match.group(1).equals("MQTT_URL") && !mqttUrl.isEmpty();
                        String whereGiven = match.group(2).equals("+") ? match.group(3) : mqttUrl;
                        String whereNot = match.group(2).equals("+") ? "" : match.group(3);
                        return Matcher.quoteReplacement(given ? whereGiven : whereNot);
                    }));
        }
        return environment;
    }

    @Test
    void composeLetsItDoNothingButWriteToItsVolumes() throws IOException {
        JsonNode rowcast = rowcast();

        assertThat(rowcast.get("read_only").booleanValue()).isTrue();
        assertThat(rowcast.get("tmpfs").textValue()).isEqualTo("/tmp");
        assertThat(rowcast.get("cap_drop")).extracting(JsonNode::textValue).isEqualTo(List.of("ALL"));
        assertThat(rowcast.get("security_opt"))
                .extracting(JsonNode::textValue)
                .isEqualTo(List.of("no-new-privileges:true"));
        assertThat(rowcast.get("stop_grace_period").textValue()).isEqualTo(2 * Launch.STOP_LIMIT.toSeconds() + "s");
    }

    private static JsonNode rowcast() throws IOException {
        return Checkout.yaml(Checkout.read("docker-compose.yml")).get(0).at("/services/rowcast");
    }
}
