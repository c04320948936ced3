package dev.rowcast.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rowcast.broker.BrokerSettings.Publisher;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BrokerSettingsTest {
    private static final Publisher PUBLISHER = new Publisher("rowcast", "s3cret");

    @Test
    void defaultsToLoopback() {
        BrokerSettings settings = BrokerSettings.defaults(PUBLISHER, List.of("orders/"));
        assertThat(settings.bindAddress()).isEqualTo("127.0.0.1");
        assertThat(settings.mqttPort()).isEqualTo(1883);
        assertThat(settings.webSocketPort()).isEqualTo(8083);
        assertThat(settings.webSocketPath()).isEqualTo("/mqtt");
    }

    @Test
    void neverPrintsThePassword() {
        assertThat(BrokerSettings.defaults(PUBLISHER, List.of()).toString())
                .contains("rowcast")
                .doesNotContain("s3cret");
    }

    @Test
    void refusesWhatCanNotWork() {
        BrokerSettings good = BrokerSettings.defaults(PUBLISHER, List.of());
        assertThatThrownBy(() -> good.withPorts(65_536, 0)).hasMessageContaining("mqttPort");
        assertThatThrownBy(() -> good.withPorts(1883, 1883)).hasMessageContaining("both 1883");
        assertThatThrownBy(() -> BrokerSettings.defaults(PUBLISHER, List.of("a/#/b")))
                .hasMessageContaining("a/#/b");
        assertThatThrownBy(() -> new Publisher("", "x")).hasMessageContaining("username");
        assertThatThrownBy(() -> new BrokerSettings("h", 0, 0, "/m", 1 << 20, 1 << 20, PUBLISHER, List.of()))
                .hasMessageContaining("maxUnreadBytes");
    }
}
