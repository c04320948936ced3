package dev.rowcast.mqtt;

import static java.util.Objects.requireNonNull;

import dev.rowcast.relay.BrokerConnector;
import dev.rowcast.testing.TestingEmbeddedBroker;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

final class EmbeddedBrokerShardedConnectionTest extends BrokerConnectionContract {
    private static @Nullable TestingEmbeddedBroker shared;

    private URI mqttUrl = URI.create("mqtt://unset");
    private URI webSocketUrl = URI.create("ws://unset");

    @BeforeEach
    void start() throws Exception {
        TestingEmbeddedBroker broker = shared == null ? TestingEmbeddedBroker.start() : shared;
        shared = broker;
        mqttUrl = broker.mqttUrl();
        webSocketUrl = broker.webSocketUrl();
    }

    @AfterEach
    void disconnect() {
        disconnectSubscribers();
    }

    @AfterAll
    static void stop() {
        if (shared != null) {
            shared.close();
        }
    }

    @Override
    BrokerConnector connector(BrokerAddress address) {
        return ShardedConnector.to(address, 4, super::connector);
    }

    @Override
    URI mqttUrl() {
        return mqttUrl;
    }

    @Override
    URI webSocketUrl() {
        return webSocketUrl;
    }

    @Override
    void kill() {
        requireNonNull(shared).kill();
        shared = null;
    }
}
