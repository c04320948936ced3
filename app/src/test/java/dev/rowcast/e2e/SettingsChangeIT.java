package dev.rowcast.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.testing.TestingFlavour;
import dev.rowcast.testing.TestingMosquitto;
import dev.rowcast.testing.TestingOrders;
import dev.rowcast.testing.TestingRowcast;
import dev.rowcast.testing.TestingSettings;
import dev.rowcast.testing.TestingSubscriber;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings that are changed between two starts, on a broker that remembers what was before. */
final class SettingsChangeIT {
    private final TestingOrders orders = new TestingOrders(TestingFlavour.MARIADB.shared());

    @TempDir
    private Path directory = Path.of("unset");

    @BeforeEach
    void fill() throws Exception {
        orders.recreate();
        for (int id = 1; id <= 3; id++) {
            orders.insert(id, "before");
        }
    }

    @Test
    void topicsThatNoSettingNamesAnyMoreAreCleared() throws Exception {
        try (TestingMosquitto broker = TestingMosquitto.start(directory)) {
            TestingSettings before = TestingSettings.external(orders.database(), directory, broker);
            TestingRowcast.start(before).close();
            assertThat(retained(broker, "orders/state/+")).hasSize(3);

            TestingRowcast.start(before.with("ROWCAST_STATE_TOPIC", "now/{table}/{key}"))
                    .close();

            assertThat(retained(broker, "orders/#")).isEmpty();
            assertThat(retained(broker, "now/orders/+")).hasSize(3);
        }
    }

    @Test
    void tablesThatAreNoLongerFollowedAreCleared() throws Exception {
        orders.database()
                .execute(
                        "CREATE TABLE IF NOT EXISTS order_notes (id INT PRIMARY KEY, note TEXT)",
                        "REPLACE INTO order_notes VALUES (1, 'a')");
        try (TestingMosquitto broker = TestingMosquitto.start(directory)) {
            TestingSettings before = TestingSettings.external(orders.database(), directory, broker);
            TestingRowcast.start(before.with("ROWCAST_TABLES", "orders,order_notes"))
                    .close();
            assertThat(retained(broker, "+/state/+")).hasSize(4);

            TestingRowcast.start(before.with("ROWCAST_TABLES", "order_notes")).close();

            assertThat(retained(broker, "+/state/+").keySet()).containsExactly("order_notes/state/1");
        } finally {
            orders.database().execute("DROP TABLE order_notes");
        }
    }

    @Test
    void eventsThatWereRetainedAreClearedWithTheSetting() throws Exception {
        try (TestingMosquitto broker = TestingMosquitto.start(directory)) {
            TestingSettings before = TestingSettings.external(orders.database(), directory, broker);
            try (TestingRowcast rowcast = TestingRowcast.start(before.with("ROWCAST_RETAIN", "both"));
                    TestingSubscriber subscriber = TestingSubscriber.connect(rowcast.mqttUrl(), "orders/#")) {
                orders.insertAndAwait(subscriber);
            }
            assertThat(retained(broker, "orders/inserted/+")).hasSize(1);

            TestingRowcast.start(before).close();

            assertThat(retained(broker, "orders/inserted/+")).isEmpty();
            orders.awaitStateEqualsTable(broker.mqttUrl());
        }
    }

    private static Map<String, String> retained(TestingMosquitto broker, String filter) {
        return TestingSubscriber.retained(broker.mqttUrl(), filter);
    }
}
