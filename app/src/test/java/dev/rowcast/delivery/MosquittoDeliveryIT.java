package dev.rowcast.delivery;

import static java.util.Objects.requireNonNull;

import dev.rowcast.testing.TestingMosquitto;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;

final class MosquittoDeliveryIT extends DeliveryContract {
    @TempDir
    private static Path directory = Path.of("unset");

    private @Nullable TestingMosquitto broker;

    @Override
    URI startBroker() throws Exception {
        broker = TestingMosquitto.start(directory);
        return broker.mqttUrl();
    }

    @Override
    URI webSocketUrl() {
        return requireNonNull(broker).webSocketUrl();
    }

    @Override
    void stopBroker() {
        if (broker != null) {
            broker.close();
        }
    }
}
