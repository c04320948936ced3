package dev.rowcast.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rowcast.testing.StateByVersion;
import dev.rowcast.testing.TestingFlavour;
import dev.rowcast.testing.TestingMosquitto;
import dev.rowcast.testing.TestingOrders;
import dev.rowcast.testing.TestingProxy;
import dev.rowcast.testing.TestingRowcast;
import dev.rowcast.testing.TestingRowcastProcess;
import dev.rowcast.testing.TestingSettings;
import dev.rowcast.testing.TestingSubscriber;
import dev.rowcast.testing.TestingSubscriber.Received;
import dev.rowcast.testing.TestingTraffic;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rowcast ends, in good order or by {@code kill -9}, and is started again while the database goes on. */
final class RestartIT {
    @TempDir
    private Path directory = Path.of("unset");

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void losesNothingOverRestartsWhileWritesGoOn(TestingFlavour flavour) throws Exception {
        TestingOrders orders = emptied(flavour);
        try (TestingMosquitto broker = TestingMosquitto.start(directory);
                TestingSubscriber subscriber = TestingSubscriber.connect(broker.mqttUrl(), "orders/#");
                TestingRowcast rowcast =
                        TestingRowcast.start(TestingSettings.external(orders.database(), directory, broker));
                TestingTraffic traffic = TestingTraffic.start(orders.database(), 3, System.nanoTime())) {
            for (int i = 0; i < 3; i++) {
                traffic.awaitCommits(100);
                rowcast.stop();
                traffic.awaitCommits(50);
                rowcast.start();
            }
            traffic.stop();
            orders.insertAndAwait(subscriber);

            traffic.assertAllArrived(subscriber.events());
            orders.awaitStateEqualsTable(broker.mqttUrl());
            long count = orders.asState().size();
            await("the rows are counted on over restarts")
                    .untilAsserted(
                            () -> assertThat(rowcast.status().rows().values()).containsExactly(count));
        }
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void losesNothingWhenKilledAgainAndAgainWhileWritesGoOn(TestingFlavour flavour) throws Exception {
        TestingOrders orders = emptied(flavour);
        try (TestingMosquitto broker = TestingMosquitto.start(directory);
                TestingSubscriber subscriber = TestingSubscriber.connect(broker.mqttUrl(), "orders/#");
                TestingTraffic traffic = traffic(orders, broker)) {
            for (int i = 0; i < 2; i++) {
                try (TestingRowcastProcess rowcast =
                        TestingRowcastProcess.start(TestingSettings.external(orders.database(), directory, broker))) {
                    traffic.awaitCommits(150);
                    rowcast.kill();
                }
                traffic.awaitCommits(50);
            }
            traffic.stop();
            try (TestingRowcast rowcast =
                    TestingRowcast.start(TestingSettings.external(orders.database(), directory, broker))) {
                assertThat(rowcast.status().lastGap()).isNull();
                orders.insertAndAwait(subscriber);
                traffic.assertAllArrived(subscriber.events());
                orders.awaitStateEqualsTable(broker.mqttUrl());
            }
        }
    }

    /** The first start takes a snapshot, in which later changes of the same rows would not be told apart. */
    private TestingTraffic traffic(TestingOrders orders, TestingMosquitto broker) throws Exception {
        try (TestingRowcast first =
                TestingRowcast.start(TestingSettings.external(orders.database(), directory, broker))) {
            first.awaitReady();
        }
        return TestingTraffic.start(orders.database(), 3, System.nanoTime());
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void resumesAfterAKillInsideATransaction(TestingFlavour flavour) throws Exception {
        TestingOrders orders = emptied(flavour);
        int rows = 900;
        try (TestingMosquitto broker = TestingMosquitto.start(directory);
                TestingSubscriber subscriber = TestingSubscriber.connect(broker.mqttUrl(), "orders/#")) {
            TestingSettings settings = TestingSettings.external(orders.database(), directory, broker);
            try (TestingRowcastProcess rowcast =
                    TestingRowcastProcess.start(settings.with("ROWCAST_MAX_IN_FLIGHT", "1"))) {
                orders.insert(9_999_999, "before");
                subscriber.await("what comes before", message -> message.topic().equals("orders/inserted/9999999"));
                orders.database().execute(insertNumbers(rows));
                subscriber.await(
                        "a part of the transaction", message -> message.topic().startsWith("orders/inserted/10"));
                rowcast.kill();
            }
            assertThat(subscriber.events()).hasSizeLessThan(rows);

            try (TestingRowcast rowcast = TestingRowcast.start(settings)) {
                orders.insertAndAwait(subscriber);
                assertThat(TestingSubscriber.withoutRepetitions(subscriber.events()))
                        .hasSize(1 + rows + 1);
                assertThat(rowcast.status().lastGap()).isNull();
                orders.awaitStateEqualsTable(broker.mqttUrl());
            }
        }
    }

    private static String insertNumbers(int count) {
        return "INSERT INTO orders (id, customer_name, product_name) WITH RECURSIVE numbers AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM numbers WHERE n < "
                + count + ") SELECT 10000 + n, 'many', 'Lamp' FROM numbers";
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void anEmbeddedBrokerIsRefilledAndHearsWhatWasCommittedMeanwhile(TestingFlavour flavour) throws Exception {
        TestingOrders orders = emptied(flavour);
        List<Received> events = new ArrayList<>();
        List<Received> states = new ArrayList<>();
        try (TestingProxy way = new TestingProxy(orders.database().port())) {
            TestingSettings settings = TestingSettings.embedded(orders.database(), directory)
                    .with("MYSQL_PORT", Integer.toString(way.port()));
            TestingTraffic traffic;
            try (TestingRowcastProcess rowcast = TestingRowcastProcess.start(settings);
                    TestingSubscriber subscriber = TestingSubscriber.connect(rowcast.mqttUrl(), "orders/#")) {
                traffic = TestingTraffic.start(orders.database(), 3, System.nanoTime());
                traffic.awaitCommits(100);
                rowcast.kill();
                events.addAll(subscriber.events());
                states.addAll(subscriber.received());
            }
            traffic.awaitCommits(100);
            traffic.stop();
            // A subscriber has come before the database is reached, so that it hears of all that is told then.
            way.refuse();
            try (TestingRowcastProcess rowcast = TestingRowcastProcess.launch(settings);
                    TestingSubscriber subscriber = TestingSubscriber.connect(rowcast.mqttUrl(), "orders/#")) {
                way.admit();
                orders.insertAndAwait(subscriber);
                events.addAll(subscriber.events());
                states.addAll(subscriber.received());
                traffic.assertAllArrived(events);
                orders.awaitStateEqualsTable(rowcast.mqttUrl());
                assertThat(StateByVersion.of(states)).containsAllEntriesOf(orders.asState());
            }
        }
    }

    private static TestingOrders emptied(TestingFlavour flavour) throws Exception {
        TestingOrders orders = new TestingOrders(flavour.shared());
        orders.clear();
        return orders;
    }
}
