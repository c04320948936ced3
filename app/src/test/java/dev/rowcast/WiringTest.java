package dev.rowcast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.broker.access.AccessSettings;
import dev.rowcast.broker.access.JwtSettings;
import dev.rowcast.broker.access.Publisher;
import dev.rowcast.config.Preset;
import dev.rowcast.config.SettingSources;
import dev.rowcast.config.SettingsLoader;
import dev.rowcast.http.AccessToken;
import dev.rowcast.http.PageSettings;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class WiringTest {
    @Test
    void noFilterThatPeopleAreToldToWatchIsWithinAnother() throws Exception {
        assertThat(wiring(Map.of()).tableFilters()).containsExactly("orders/#", "customers/#");
        assertThat(wiring(Map.of("ROWCAST_STATE_TOPIC", "state/{table}/{key}")).tableFilters())
                .containsExactly("orders/#", "state/orders/#", "customers/#", "state/customers/#");
    }

    @Test
    void nobodyElseMayPublishTheDeviceOfHomeAssistant() throws Exception {
        Publisher publisher = new Publisher("name", "password");

        assertThat(wiring(Map.of("ROWCAST_HOME_ASSISTANT", "homeassistant", "ROWCAST_NAME", "here"))
                        .embeddedBroker(publisher)
                        .access()
                        .protectedTopics())
                .contains("rowcast/#", "homeassistant/device/rowcast_here/config");
    }

    @Test
    void theHttpInterfaceIsToldItsToken() throws Exception {
        String token = "0123456789abcdef";
        PageSettings.Broker broker = Wiring.externalForBrowsers(URI.create("mqtt://broker:1883"));

        assertThat(wiring(Map.of("ROWCAST_HTTP_TOKEN", token)).web(broker).token())
                .isEqualTo(new AccessToken(token))
                .hasToString("***");
        assertThat(wiring(Map.of()).web(broker).token()).isNull();
    }

    @Test
    void topicsOfTablesThatAPatternWillMatchAreOwned() throws Exception {
        assertThat(wiring(Map.of("ROWCAST_TABLES", "orders, item_*")).tableFilters())
                .containsExactly("orders/#", "+/inserted/+", "+/updated/+", "+/deleted/+", "+/state/+");
    }

    @Test
    void topicsOfSingleTablesAreOwnedAndShown() throws Exception {
        Wiring wiring = wiring(Map.of("ROWCAST_TABLE_TOPICS", "orders: o/{event}/{key} | o/state/{key}"));

        assertThat(wiring.tableFilters()).containsExactly("o/#", "customers/#");
        assertThat(wiring.mapper().stateFilter(wiring.shownTable())).isEqualTo("o/state/+");
    }

    @Test
    void theBrokerIsToldItsUsersRightsAndTokens() throws Exception {
        Publisher publisher = new Publisher("rowcast-rowcast", "secret");
        String secret = "0123456789abcdef0123456789abcdef";

        assertThat(wiring(Map.of()).access(publisher, List.of("orders/#")))
                .isEqualTo(new AccessSettings(null, null, false, null, publisher, List.of("orders/#")));
        assertThat(wiring(Map.of(
                                "ROWCAST_JWT_SECRET",
                                secret,
                                "ROWCAST_JWT_ISSUER",
                                "i",
                                "ROWCAST_ALLOW_ANONYMOUS",
                                "true"))
                        .access(publisher, List.of()))
                .isEqualTo(new AccessSettings(
                        null,
                        null,
                        true,
                        new JwtSettings(new JwtSettings.Secret(secret), "i", null),
                        publisher,
                        List.of()));
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
