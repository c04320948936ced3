package dev.rowcast.mqtt;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rowcast.config.MqttVersion;
import dev.rowcast.relay.BrokerUnavailableException;
import dev.rowcast.testing.TestingMosquitto;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In MQTT 3.1.1. */
final class OlderVersionConnectionTest extends BrokerConnectionContract {
    @TempDir
    private Path directory = Path.of("unset");

    private @Nullable TestingMosquitto broker;

    @BeforeEach
    void start() throws Exception {
        broker = TestingMosquitto.start(directory);
    }

    @AfterEach
    void stop() {
        disconnectSubscribers();
        if (broker != null) {
            broker.close();
        }
    }

    @Override
    URI mqttUrl() {
        return requireNonNull(broker).mqttUrl();
    }

    @Override
    URI webSocketUrl() {
        return requireNonNull(broker).webSocketUrl();
    }

    /** Mosquitto 2.0 hangs up on who publishes what it does not allow, if {@code max_queued_messages} is 0. */
    @Test
    @Override
    void whoMayNotPublishIsToldWhenConnecting() {
        assertThatThrownBy(() -> connector(mqttUrl(), null).connect())
                .isInstanceOf(BrokerUnavailableException.class)
                .hasMessageContainingAll(
                        "rowcast/probe/rowcast-test", "it may not let anonymous clients publish there");
    }

    @Override
    MqttVersion version() {
        return MqttVersion.V3_1_1;
    }

    @Override
    void kill() {
        requireNonNull(broker).kill();
    }
}
