package dev.rowcast.mqtt;

import static java.util.Objects.requireNonNull;

import dev.rowcast.testing.TestingHivemq;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

final class HivemqConnectionTest extends BrokerConnectionContract {
    @TempDir
    private static Path directory = Path.of("unset");

    private static @Nullable TestingHivemq shared;
    private static boolean killed;

    @BeforeEach
    void start() throws Exception {
        if (shared == null) {
            shared = TestingHivemq.start(directory);
        } else if (killed) {
            shared.restart();
        }
        killed = false;
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
    URI mqttUrl() {
        return requireNonNull(shared).mqttUrl();
    }

    @Override
    URI webSocketUrl() {
        return requireNonNull(shared).webSocketUrl();
    }

    @Override
    void kill() {
        requireNonNull(shared).kill();
        killed = true;
    }
}
