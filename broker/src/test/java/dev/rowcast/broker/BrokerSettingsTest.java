package dev.rowcast.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rowcast.broker.access.Publisher;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BrokerSettingsTest {
    private static final Publisher PUBLISHER = new Publisher("rowcast", "s3cret");

    @Test
    void defaultsToLoopback() {
        Listeners listeners =
                BrokerSettings.defaults(PUBLISHER, List.of("orders/")).listeners();
        assertThat(listeners.bindAddress()).isEqualTo("127.0.0.1");
        assertThat(listeners.mqttPort()).isEqualTo(1883);
        assertThat(listeners.webSocketPort()).isEqualTo(8083);
        assertThat(listeners.webSocketPath()).isEqualTo("/mqtt");
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
        assertThatThrownBy(() -> good.within(
                        new ClientLimits(1 << 20), SubscriberLimits.defaults().withMaxUnreadBytes(1 << 20)))
                .hasMessageContaining("maxUnreadBytes");
    }
}
