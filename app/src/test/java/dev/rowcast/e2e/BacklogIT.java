package dev.rowcast.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.testing.TestingFlavour;
import dev.rowcast.testing.TestingMosquitto;
import dev.rowcast.testing.TestingOrders;
import dev.rowcast.testing.TestingRowcast;
import dev.rowcast.testing.TestingRowcastProcess;
import dev.rowcast.testing.TestingSettings;
import dev.rowcast.testing.TestingSubscriber;
import dev.rowcast.testing.TestingSubscriber.Received;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rowcast comes back to much that was committed in its absence. */
final class BacklogIT {
    private static final int ROWS = 500;
    private static final int ROUNDS = 60;

    @TempDir
    private Path directory = Path.of("unset");

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void catchesUpWithEveryEventAndFewerStatesInBoundedMemory(TestingFlavour flavour) throws Exception {
        TestingOrders orders = new TestingOrders(flavour.shared());
        orders.clear();
        orders.database()
                .execute("INSERT INTO orders (id, customer_name, product_name) WITH RECURSIVE numbers AS (SELECT 1 AS n"
                        + " UNION ALL SELECT n + 1 FROM numbers WHERE n < " + ROWS
                        + ") SELECT n, 'x', REPEAT('Lamp ', 9) FROM numbers");
        try (TestingMosquitto broker = TestingMosquitto.start(directory)) {
            TestingSettings settings = TestingSettings.external(orders.database(), directory, broker);
            TestingRowcast.start(settings).close();
            String[] rounds = Collections.nCopies(
                            ROUNDS, "UPDATE orders SET quantity = quantity + 1 WHERE id <= " + ROWS)
                    .toArray(String[]::new);
            orders.database().execute(rounds);

            try (TestingSubscriber subscriber = TestingSubscriber.connect(broker.mqttUrl(), "#");
                    TestingRowcastProcess rowcast =
                            TestingRowcastProcess.launch(settings, "-Xmx64m", "-XX:+ExitOnOutOfMemoryError")) {
                rowcast.awaitReady();
                orders.insertAndAwait(subscriber);

                List<Received> received = subscriber.received();
                assertThat(TestingSubscriber.withoutRepetitions(subscriber.events()))
                        .hasSize(ROWS * ROUNDS + 1);
                assertThat(received.stream().filter(Received::isState).filter(state -> !state.retained()))
                        .as("states, of %s events", ROWS * ROUNDS)
                        .hasSizeLessThan(ROWS * ROUNDS * 3 / 4);
                assertThat(received)
                        .as("the lag is told while it is worked off")
                        .anyMatch(message -> message.topic().equals("rowcast/info")
                                && message.json().get("lag_ms").longValue() > 0);
                orders.awaitStateEqualsTable(broker.mqttUrl());
            }
        }
    }
}
