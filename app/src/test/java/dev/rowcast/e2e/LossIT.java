package dev.rowcast.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.testing.InMemoryOrders;
import dev.rowcast.testing.OrderPublisher;
import dev.rowcast.testing.StateByVersion;
import dev.rowcast.testing.TestingBinlogs;
import dev.rowcast.testing.TestingDatabase;
import dev.rowcast.testing.TestingFlavour;
import dev.rowcast.testing.TestingMosquitto;
import dev.rowcast.testing.TestingOrders;
import dev.rowcast.testing.TestingProxy;
import dev.rowcast.testing.TestingRowcast;
import dev.rowcast.testing.TestingSettings;
import dev.rowcast.testing.TestingSubscriber;
import dev.rowcast.testing.TestingSubscriber.Received;
import dev.rowcast.testing.TestingTraffic;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The database or the broker goes away, or forgets, while Rowcast runs or rests. */
final class LossIT {
    @TempDir
    private Path directory = Path.of("unset");

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void comesBackByItselfWhenTheDatabaseDoesAndLosesNothing(TestingFlavour flavour) throws Exception {
        try (TestingDatabase database = flavour.fresh()) {
            TestingOrders orders = new TestingOrders(database);
            orders.clear();
            try (TestingRowcast rowcast = TestingRowcast.start(TestingSettings.embedded(database, directory));
                    TestingSubscriber subscriber = TestingSubscriber.connect(rowcast.mqttUrl(), "#");
                    TestingTraffic traffic = TestingTraffic.start(database, 3, System.nanoTime())) {
                traffic.awaitCommits(100);
                database.stop();
                subscriber.await("offline", message -> isStatus(message, "offline"));
                database.start();
                rowcast.awaitReady();
                traffic.awaitCommits(100);
                database.kill();
                rowcast.awaitNotReady();
                database.start();
                traffic.awaitCommits(100);
                traffic.stop();
                rowcast.awaitReady();
                orders.insertAndAwait(subscriber);

                traffic.assertAllArrived(subscriber.events());
                orders.awaitStateEqualsTable(rowcast.mqttUrl());
                assertThat(statuses(subscriber))
                        .startsWith("online", "offline", "online")
                        .endsWith("offline", "online");
                assertThat(rowcast.status().lastGap()).isNull();
            }
        }
    }

    private static boolean isStatus(Received message, String status) {
        return message.topic().equals("rowcast/status") && message.payload().equals(status);
    }

    private static List<String> statuses(TestingSubscriber subscriber) {
        return subscriber.received().stream()
                .filter(message -> message.topic().equals("rowcast/status"))
                .map(Received::payload)
                .toList();
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void refillsABrokerThatLostItsMemory(TestingFlavour flavour) throws Exception {
        TestingOrders orders = new TestingOrders(flavour.shared());
        orders.clear();
        try (TestingMosquitto broker = TestingMosquitto.start(directory);
                TestingRowcast rowcast =
                        TestingRowcast.start(TestingSettings.external(orders.database(), directory, broker));
                TestingTraffic traffic = TestingTraffic.start(orders.database(), 2, System.nanoTime())) {
            traffic.awaitCommits(100);
            broker.kill();
            rowcast.awaitNotReady();
            traffic.awaitCommits(50);
            broker.restart();
            rowcast.awaitReady();
            traffic.awaitCommits(50);
            traffic.stop();

            try (TestingSubscriber subscriber = TestingSubscriber.connect(broker.mqttUrl(), "#")) {
                orders.insertAndAwait(subscriber);
                subscriber.await("online", message -> isStatus(message, "online"));
            }
            orders.awaitStateEqualsTable(broker.mqttUrl());
        }
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void tellsABrokerThatForgotWhatWasCommittedMeanwhile(TestingFlavour flavour) throws Exception {
        TestingOrders orders = new TestingOrders(flavour.shared());
        orders.clear();
        orders.insert(1, "known");
        try (TestingMosquitto broker = TestingMosquitto.start(directory);
                TestingProxy way = new TestingProxy(broker.mqttPort());
                TestingRowcast rowcast =
                        TestingRowcast.start(TestingSettings.external(orders.database(), directory, broker)
                                .with("MQTT_URL", "mqtt://127.0.0.1:" + way.port()))) {
            broker.kill();
            rowcast.awaitNotReady();
            way.refuse();
            orders.insert(77, "meanwhile");
            broker.restart();
            try (TestingSubscriber subscriber = TestingSubscriber.connect(broker.mqttUrl(), "#")) {
                way.admit();
                orders.insertAndAwait(subscriber);

                assertThat(subscriber.events()).extracting(Received::topic).contains("orders/inserted/77");
                assertThat(rowcast.status().lastGap()).isNull();
                orders.awaitStateEqualsTable(broker.mqttUrl());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void aResyncOnDemandRepairsWhatOthersDidToTheState(TestingFlavour flavour) throws Exception {
        TestingOrders orders = new TestingOrders(flavour.shared());
        orders.clear();
        orders.insert(1, "kept");
        orders.insert(2, "cleared by others");
        try (TestingMosquitto broker = TestingMosquitto.start(directory);
                TestingRowcast rowcast =
                        TestingRowcast.start(TestingSettings.external(orders.database(), directory, broker));
                TestingTraffic traffic = TestingTraffic.start(orders.database(), 2, System.nanoTime());
                OrderPublisher intruder = new OrderPublisher(broker.mqttPort(), new InMemoryOrders())) {
            intruder.publish("orders/state/999999", "{}", true, null);
            intruder.publish("orders/state/2", "", true, null);
            traffic.awaitCommits(20);

            rowcast.resync();

            traffic.awaitCommits(50);
            traffic.stop();
            orders.awaitStateEqualsTable(broker.mqttUrl());
            rowcast.awaitReady();
        }
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void repairsTheStateAndTellsOfTheGapWhenBinlogsArePurgedMeanwhile(TestingFlavour flavour) throws Exception {
        assertRepaired(flavour, database -> new TestingBinlogs(database).purge());
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void repairsTheStateAndTellsOfTheGapWhenTheServersHistoryBeginsAnew(TestingFlavour flavour) throws Exception {
        assertRepaired(
                flavour,
                database -> database.execute(
                        flavour == TestingFlavour.MARIADB ? "RESET MASTER" : "RESET BINARY LOGS AND GTIDS"));
    }

    @FunctionalInterface
    private interface Mishap {
        void happen(TestingDatabase database) throws Exception;
    }

    private void assertRepaired(TestingFlavour flavour, Mishap mishap) throws Exception {
        try (TestingDatabase database = flavour.fresh();
                TestingMosquitto broker = TestingMosquitto.start(directory);
                TestingSubscriber subscriber = TestingSubscriber.connect(broker.mqttUrl(), "#");
                TestingRowcast rowcast = TestingRowcast.start(TestingSettings.external(database, directory, broker))) {
            TestingOrders orders = new TestingOrders(database);
            orders.insertAndAwait(subscriber);
            rowcast.stop();
            database.execute("DELETE FROM orders WHERE id = 1", "UPDATE orders SET quantity = 77 WHERE id = 2");
            mishap.happen(database);
            orders.insert(9, "beyond the gap");
            rowcast.start();
            orders.insertAndAwait(subscriber);

            orders.awaitStateEqualsTable(broker.mqttUrl());
            assertThat(subscriber.last()).doesNotContainKey("orders/state/1");
            assertThat(StateByVersion.of(subscriber.received())).isEqualTo(orders.asState());
            Received info = subscriber.await(
                    "the gap is announced",
                    message -> message.topic().equals("rowcast/info")
                            && message.json().get("last_gap").isObject());
            assertThat(info.json().at("/last_gap/reason").textValue()).isNotBlank();
            assertThat(info.json().at("/last_gap/from/file").textValue()).startsWith("binlog.");
            assertThat(info.json().at("/last_gap/to/file").textValue()).startsWith("binlog.");
        }
    }
}
