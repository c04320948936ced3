package dev.rowcast.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class UnknownNamesTest {

    @Test
    void ownUnknownVariableIsAProblemWithItsNearMatch() {
        assertThat(TestingSources.problems(Map.of("ROWCAST_HTTP_PROT", "80")))
                .containsExactly(new Problem(
                        "ROWCAST_HTTP_PROT", "environment", "an unknown setting", "did you mean ROWCAST_HTTP_PORT?"));
    }

    @Test
    void ownUnknownVariableThatResemblesNothingIsAProblem() {
        assertThat(TestingSources.problems(Map.of("ROWCAST_COLOUR_OF_THE_LOGO", "red")))
                .extracting(Problem::allowed)
                .containsExactly("one of the settings that `rowcast config` lists");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MYSQL_ROOT_PASSWORD",
                "MYSQL_PWD",
                "MYSQL_TCP_PORT",
                "MQTT_BROKER",
                "MYSQL",
                "PATH",
                "ROWCAST_JAVA_OPTIONS",
                "ROWCAST_SERVICE_HOST",
                "ROWCAST_SERVICE_PORT_HTTP",
                "ROWCAST_PORT",
                "ROWCAST_PORT_1883_TCP_ADDR",
            })
    void variablesOfOthersAreIgnored(String name) {
        assertThat(TestingSources.load(Map.of(name, "x"))).isEqualTo(TestingSources.load(Map.of()));
    }

    @Test
    void othersVariableThatIsOneLetterOffIsAProblem() {
        assertThat(TestingSources.problems(Map.of("MQTT_URI", "mqtt://broker")))
                .extracting(Problem::allowed)
                .containsExactly("did you mean MQTT_URL?");
    }

    @Test
    void othersVariableIsIgnoredBesideTheOneThatItResembles() {
        Map<String, String> environment = Map.of("MQTT_URI", "mqtt://a", "MQTT_URL", "mqtt://b");

        assertThat(TestingSources.load(environment).settings().mqtt().embedded())
                .isFalse();
    }
}
