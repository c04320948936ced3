package dev.rowcast.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rowcast.testing.TestingDatabase;
import dev.rowcast.testing.TestingFlavour;
import dev.rowcast.testing.TestingMosquitto;
import dev.rowcast.testing.TestingOrders;
import dev.rowcast.testing.TestingRowcast;
import dev.rowcast.testing.TestingSettings;
import dev.rowcast.testing.TestingSubscriber;
import dev.rowcast.testing.TestingSubscriber.Received;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Transactions that are prepared, and decided after Rowcast or the server was restarted. */
final class XaTransactionsIT {
    @TempDir
    private Path directory = Path.of("unset");

    private final String xid = UUID.randomUUID().toString();

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void happenOnceWhenTheyAreCommittedAlsoAfterRestarts(TestingFlavour flavour) throws Exception {
        TestingOrders orders = new TestingOrders(flavour.shared());
        orders.clear();
        try (TestingMosquitto broker = TestingMosquitto.start(directory);
                TestingSubscriber subscriber = TestingSubscriber.connect(broker.mqttUrl(), "orders/#");
                TestingRowcast rowcast =
                        TestingRowcast.start(TestingSettings.external(orders.database(), directory, broker))) {
            orders.insert(1, "Ada");
            prepare(orders.database(), "a", insert(2), "UPDATE orders SET quantity = 7 WHERE id = 1");
            prepare(orders.database(), "b", insert(3));
            orders.insert(4, "Grace");
            subscriber.await("what was committed", message -> message.topic().equals("orders/inserted/4"));
            rowcast.restart();
            orders.insert(5, "Alan");
            subscriber.await("the next one", message -> message.topic().equals("orders/inserted/5"));
            rowcast.stop();
            orders.database().execute("XA COMMIT '" + xid + "a'");
            rowcast.start();
            orders.database().execute("XA ROLLBACK '" + xid + "b'");
            rowcast.restart();
            orders.insertAndAwait(subscriber);

            assertThat(topics(subscriber.events()))
                    .startsWith(
                            "orders/inserted/1",
                            "orders/inserted/4",
                            "orders/inserted/5",
                            "orders/inserted/2",
                            "orders/updated/1")
                    .hasSize(6);
            assertRight(orders, broker, rowcast);
        }
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void surviveTheServersRestart(TestingFlavour flavour) throws Exception {
        try (TestingDatabase database = flavour.fresh();
                TestingMosquitto broker = TestingMosquitto.start(directory);
                TestingSubscriber subscriber = TestingSubscriber.connect(broker.mqttUrl(), "orders/#");
                TestingRowcast rowcast = TestingRowcast.start(TestingSettings.external(database, directory, broker))) {
            TestingOrders orders = new TestingOrders(database);
            prepare(database, "a", insert(20));
            prepare(database, "b", insert(21));
            prepare(database, "c", insert(22));
            database.stop();
            rowcast.awaitNotReady();
            database.start();
            rowcast.awaitReady();
            database.execute("XA COMMIT '" + xid + "a'");
            subscriber.await("the first", message -> message.topic().equals("orders/inserted/20"));
            rowcast.stop();
            database.kill();
            database.start();
            database.execute("XA COMMIT '" + xid + "b'");
            rowcast.start();
            database.execute("XA ROLLBACK '" + xid + "c'");
            orders.insertAndAwait(subscriber);

            assertThat(topics(subscriber.events()))
                    .startsWith("orders/inserted/20", "orders/inserted/21")
                    .hasSize(3);
            assertRight(orders, broker, rowcast);
        }
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void announceAGapWhenTheirRowsWerePurged(TestingFlavour flavour) throws Exception {
        try (TestingDatabase database = flavour.fresh();
                TestingMosquitto broker = TestingMosquitto.start(directory);
                TestingSubscriber subscriber = TestingSubscriber.connect(broker.mqttUrl(), "orders/#");
                TestingRowcast rowcast = TestingRowcast.start(TestingSettings.external(database, directory, broker))) {
            TestingOrders orders = new TestingOrders(database);
            prepare(database, "a", insert(20));
            database.execute("FLUSH BINARY LOGS");
            orders.insertAndAwait(subscriber);
            rowcast.stop();
            database.execute(purgeAllButTheLast(database));
            rowcast.start();
            assertThat(rowcast.status().lastGap()).isNotNull();
            database.execute("XA COMMIT '" + xid + "a'");

            orders.awaitStateEqualsTable(broker.mqttUrl());
            assertThat(orders.asState()).containsKey("orders/state/20");
        }
    }

    private static String purgeAllButTheLast(TestingDatabase database) throws Exception {
        try (var connection = database.rootConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SHOW BINARY LOGS")) {
            String last = "";
            while (rows.next()) {
                last = rows.getString(1);
            }
            return "PURGE BINARY LOGS TO '" + last + "'";
        }
    }

    private static void assertRight(TestingOrders orders, TestingMosquitto broker, TestingRowcast rowcast) {
        orders.awaitStateEqualsTable(broker.mqttUrl());
        assertThat(rowcast.status().lastGap()).isNull();
        long count = orders.asState().size();
        await("the rows are counted once")
                .untilAsserted(
                        () -> assertThat(rowcast.status().rows().values()).containsExactly(count));
    }

    private static List<String> topics(List<Received> events) {
        return events.stream().map(Received::topic).toList();
    }

    private static String insert(int id) {
        return "INSERT INTO orders (id, customer_name, product_name) VALUES (" + id + ", 'Edsger', 'Lamp')";
    }

    private void prepare(TestingDatabase database, String name, String... statements) throws Exception {
        List<String> all = new ArrayList<>(List.of("XA START '" + xid + name + "'"));
        all.addAll(List.of(statements));
        all.addAll(List.of("XA END '" + xid + name + "'", "XA PREPARE '" + xid + name + "'"));
        database.execute(all.toArray(String[]::new));
    }
}
