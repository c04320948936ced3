package dev.rowcast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.config.Preset;
import dev.rowcast.config.SettingSources;
import dev.rowcast.config.SettingsLoader;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class WiringTest {
    @Test
    void noFilterThatPeopleAreToldToWatchIsWithinAnother() throws Exception {
        assertThat(wiring(Map.of()).tableFilters()).containsExactly("orders/#", "customers/#");
        assertThat(wiring(Map.of("ROWCAST_STATE_TOPIC", "state/{table}/{key}")).tableFilters())
                .containsExactly("orders/#", "state/orders/#", "customers/#", "state/customers/#");
    }

    private static Wiring wiring(Map<String, String> more) throws Exception {
        Map<String, String> environment = new HashMap<>(Map.of(
                "MYSQL_HOST",
                "127.0.0.1",
                "MYSQL_USER",
                "u",
                "MYSQL_PASSWORD",
                "p",
                "ROWCAST_TABLES",
                "orders,customers"));
        environment.putAll(more);
        return new Wiring(SettingsLoader.load(new SettingSources(environment, Map.of(), null, Preset.RUN))
                .settings());
    }
}
