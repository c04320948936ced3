package dev.rowcast.delivery;

import static java.util.Objects.requireNonNull;

import dev.rowcast.testing.TestingHivemq;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;

final class HivemqDeliveryIT extends DeliveryContract {
    @TempDir
    private static Path directory = Path.of("unset");

    private @Nullable TestingHivemq broker;

    @Override
    URI startBroker() throws Exception {
        broker = TestingHivemq.start(directory);
        return broker.mqttUrl();
    }

    @Override
    URI webSocketUrl() {
        return requireNonNull(broker).webSocketUrl();
    }

    @Override
    boolean keepsOneOrder() {
        return false;
    }

    @Override
    void stopBroker() {
        if (broker != null) {
            broker.close();
        }
    }
}
