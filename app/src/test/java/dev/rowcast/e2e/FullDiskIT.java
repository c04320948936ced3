package dev.rowcast.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.testing.TestingFlavour;
import dev.rowcast.testing.TestingOrders;
import dev.rowcast.testing.TestingRowcastProcess;
import dev.rowcast.testing.TestingSettings;
import dev.rowcast.testing.TestingSubscriber;
import dev.rowcast.testing.TestingTraffic;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk that the checkpoint is on is full. */
final class FullDiskIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String FAILS = "The checkpoint can not be saved (";
    private static final String WORKS_AGAIN = "The checkpoint can be saved again";

    @TempDir
    private Path directory = Path.of("unset");

    @Test
    void isToldOnceWhileStreamingGoesOn() throws Exception {
        TestingOrders orders = emptied();
        try (TestingRowcastProcess rowcast = TestingRowcastProcess.start(settings(orders));
                TestingSubscriber subscriber = TestingSubscriber.connect(rowcast.mqttUrl(), "orders/#");
                TestingTraffic traffic = TestingTraffic.start(orders.database(), 2, System.nanoTime())) {
            rowcast.fillDisk();
            awaitLine(rowcast, FAILS);
            traffic.awaitCommits(100);
            orders.insertAndAwait(subscriber);
            assertThat(rowcast.output()).doesNotContain(WORKS_AGAIN);
            rowcast.freeDisk();
            awaitLine(rowcast, WORKS_AGAIN);
            traffic.stop();
            orders.insertAndAwait(subscriber);

            assertThat(rowcast.output()).containsOnlyOnce(FAILS).containsOnlyOnce(WORKS_AGAIN);
            traffic.assertAllArrived(subscriber.events());
            orders.awaitStateEqualsTable(rowcast.mqttUrl());
        }
    }

    @Test
    void leavesTheFormerCheckpointToGoOnFromAfterAKill() throws Exception {
        TestingOrders orders = emptied();
        try (TestingRowcastProcess rowcast = TestingRowcastProcess.start(settings(orders));
                TestingSubscriber subscriber = TestingSubscriber.connect(rowcast.mqttUrl(), "orders/#")) {
            orders.insert(1, "saved");
            orders.insertAndAwait(subscriber);
            rowcast.fillDisk();
            orders.insert(2, "not saved");
            awaitLine(rowcast, FAILS);
            orders.insertAndAwait(subscriber);
            rowcast.kill();
        }
        orders.insert(3, "while it is down");
        try (TestingRowcastProcess rowcast = TestingRowcastProcess.start(settings(orders))) {
            orders.awaitStateEqualsTable(rowcast.mqttUrl());
            assertThat(TestingSubscriber.retained(rowcast.mqttUrl(), "rowcast/info"))
                    .hasEntrySatisfying("rowcast/info", info -> assertThat(info).contains("\"last_gap\":null"));
            assertThat(rowcast.output()).doesNotContain(FAILS, " are lost: ", "first start");
        }
    }

    private static void awaitLine(TestingRowcastProcess rowcast, String part) {
        Awaitility.await("Rowcast says: " + part)
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> rowcast.output().contains(part));
    }

    private TestingSettings settings(TestingOrders orders) {
        return TestingSettings.embedded(orders.database(), directory);
    }

    private static TestingOrders emptied() throws Exception {
        TestingOrders orders = new TestingOrders(TestingFlavour.MARIADB.shared());
        orders.clear();
        return orders;
    }
}
