package dev.rowcast.mqtt;

import static java.util.Objects.requireNonNull;

import dev.rowcast.relay.BrokerConnector;
import dev.rowcast.testing.TestingMosquitto;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

final class MosquittoShardedConnectionTest extends BrokerConnectionContract {
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
    BrokerConnector connector(BrokerAddress address) {
        return ShardedConnector.to(address, 4, super::connector);
    }

    @Override
    URI mqttUrl() {
        return requireNonNull(broker).mqttUrl();
    }

    @Override
    URI webSocketUrl() {
        return requireNonNull(broker).webSocketUrl();
    }

    @Override
    void kill() {
        requireNonNull(broker).kill();
    }
}
