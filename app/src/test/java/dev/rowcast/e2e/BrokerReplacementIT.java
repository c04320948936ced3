package dev.rowcast.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rowcast.testing.TestingDatabase;
import dev.rowcast.testing.TestingFlavour;
import dev.rowcast.testing.TestingOrders;
import dev.rowcast.testing.TestingRowcast;
import dev.rowcast.testing.TestingSettings;
import dev.rowcast.testing.TestingSubscriber;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded broker fails within a process that goes on. */
final class BrokerReplacementIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    private Path directory = Path.of("unset");

    @Test
    void replacesABrokerThatLostASessionThreadAndFillsTheNewOne() throws Exception {
        TestingDatabase database = TestingFlavour.MARIADB.shared();
        TestingOrders orders = new TestingOrders(database);
        orders.clear();
        Set<Thread> others = sessionThreads();
        try (TestingRowcast rowcast = TestingRowcast.start(TestingSettings.embedded(database, directory))) {
            URI address = rowcast.mqttUrl();
            try (TestingSubscriber before = TestingSubscriber.connect(address, "orders/#")) {
                orders.insertAndAwait(before);
            }
            Set<Thread> own = sessionThreads();
            own.removeAll(others);
            own.iterator().next().interrupt();

            await("the broker is replaced").atMost(LIMIT).until(() -> own.stream()
                    .noneMatch(Thread::isAlive));
            await("the new one is filled").atMost(LIMIT).untilAsserted(() -> {
                assertThat(rowcast.status().ready()).isTrue();
                orders.awaitStateEqualsTable(address);
            });
            try (TestingSubscriber after = TestingSubscriber.connect(address, "orders/#", "rowcast/info")) {
                orders.insertAndAwait(after);
            }
            assertThat(rowcast.status().lastGap()).isNull();
        }
    }

    private static Set<Thread> sessionThreads() {
        Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
        threads.removeIf(thread -> !thread.getName().startsWith("Session Executor "));
        return threads;
    }
}
