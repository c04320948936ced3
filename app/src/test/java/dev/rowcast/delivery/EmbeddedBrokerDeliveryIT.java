package dev.rowcast.delivery;

import static java.util.Objects.requireNonNull;

import dev.rowcast.testing.TestingEmbeddedBroker;
import java.net.URI;
import org.jspecify.annotations.Nullable;

final class EmbeddedBrokerDeliveryIT extends DeliveryContract {
    private @Nullable TestingEmbeddedBroker broker;

    @Override
    URI startBroker() throws Exception {
        broker = TestingEmbeddedBroker.start();
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
