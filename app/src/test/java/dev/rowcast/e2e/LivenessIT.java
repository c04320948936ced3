package dev.rowcast.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.testing.TestingDatabase;
import dev.rowcast.testing.TestingFlavour;
import dev.rowcast.testing.TestingHealth;
import dev.rowcast.testing.TestingMosquitto;
import dev.rowcast.testing.TestingOrders;
import dev.rowcast.testing.TestingProxy;
import dev.rowcast.testing.TestingRowcast;
import dev.rowcast.testing.TestingSettings;
import dev.rowcast.testing.TestingSubscriber;
import dev.rowcast.testing.TestingSubscriber.Received;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The database or the broker falls silent while every connection stays open. Where it is the broker, one kind of database is
 * enough.
 */
final class LivenessIT {
    /** Promised are 5 s; the rest is for a busy machine. */
    private static final Duration NOTICED = Duration.ofSeconds(8);
    /** Mosquitto 2.0 looks for silent clients every 6 s only. */
    private static final Duration WILL_SENT = Duration.ofSeconds(16);

    private static final int FIRST = 10_000;
    private static final int BURST = 50_000;
    private static final int BACKLOG = 150_000;

    @TempDir
    private Path directory = Path.of("unset");

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void tellsThatTheDatabaseHasFallenSilent(TestingFlavour flavour) throws Exception {
        TestingOrders orders = emptied(flavour);
        TestingDatabase database = orders.database();
        try (TestingProxy way = new TestingProxy(database.port());
                TestingRowcast rowcast = TestingRowcast.start(TestingSettings.embedded(database, directory)
                        .with("MYSQL_PORT", Integer.toString(way.port())));
                TestingSubscriber subscriber = TestingSubscriber.connect(rowcast.mqttUrl(), "#");
                TestingHealth health = TestingHealth.watch(rowcast.pageUrl())) {
            subscriber.await("online", message -> isStatus(message, "online"));
            health.awaitReady();

            way.freeze();
            long frozenNanos = System.nanoTime();
            health.awaitNotReady(NOTICED, "[-]database not reached");
            awaitOffline(subscriber, NOTICED, frozenNanos);
            orders.insert(4711, "while silent");
            // These wait for the database; readiness does not.
            health.askForOrders(6);
            health.assertAnswersNotReady();
            way.thaw();

            health.awaitReady();
            assertComplete(orders, subscriber, rowcast.mqttUrl());
            health.assertAlwaysLive();
        }
    }

    @Test
    void tellsThatTheBrokerHasFallenSilentWhileNothingHappens() throws Exception {
        TestingFlavour flavour = TestingFlavour.MARIADB;
        TestingOrders orders = emptied(flavour);
        try (TestingMosquitto broker = TestingMosquitto.start(directory);
                TestingProxy way = new TestingProxy(broker.mqttPort());
                TestingRowcast rowcast = TestingRowcast.start(via(way, orders, broker));
                TestingSubscriber subscriber = TestingSubscriber.connect(broker.mqttUrl(), "#");
                TestingHealth health = TestingHealth.watch(rowcast.pageUrl())) {
            subscriber.await("online", message -> isStatus(message, "online"));
            health.awaitReady();

            way.freeze();
            long frozenNanos = System.nanoTime();
            health.awaitNotReady(NOTICED, "[-]broker not reached");
            awaitOffline(subscriber, WILL_SENT, frozenNanos);
            orders.insert(4711, "while silent");
            way.thaw();

            health.awaitReady();
            assertComplete(orders, subscriber, broker.mqttUrl());
            health.assertAlwaysLive();
        }
    }

    @Test
    void tellsSubscribersAlsoIfTheBrokerStillHearsRowcast() throws Exception {
        TestingFlavour flavour = TestingFlavour.MARIADB;
        TestingOrders orders = emptied(flavour);
        try (TestingMosquitto broker = TestingMosquitto.start(directory);
                TestingProxy way = new TestingProxy(broker.mqttPort());
                TestingRowcast rowcast = TestingRowcast.start(via(way, orders, broker));
                TestingSubscriber subscriber = TestingSubscriber.connect(broker.mqttUrl(), "#");
                TestingHealth health = TestingHealth.watch(rowcast.pageUrl())) {
            subscriber.await("online", message -> isStatus(message, "online"));
            health.awaitReady();

            way.freezeDown();
            long frozenNanos = System.nanoTime();
            health.awaitNotReady(NOTICED, "[-]broker not reached");
            awaitOffline(subscriber, NOTICED, frozenNanos);
            orders.insert(4711, "while silent");
            way.thaw();

            health.awaitReady();
            assertComplete(orders, subscriber, broker.mqttUrl());
            health.assertAlwaysLive();
        }
    }

    @Test
    void tellsThatTheBrokerHasFallenSilentAmidABurst() throws Exception {
        TestingFlavour flavour = TestingFlavour.MARIADB;
        TestingOrders orders = emptied(flavour);
        try (TestingMosquitto broker = TestingMosquitto.start(directory);
                TestingProxy way = new TestingProxy(broker.mqttPort());
                TestingRowcast rowcast = TestingRowcast.start(via(way, orders, broker));
                TestingSubscriber subscriber = TestingSubscriber.connect(broker.mqttUrl(), "#");
                TestingHealth health = TestingHealth.watch(rowcast.pageUrl())) {
            health.awaitReady();
            orders.database().execute(insertNumbers(BURST));
            subscriber.await("its first", message -> message.topic().equals("orders/inserted/" + (FIRST + 1)));

            way.freeze();
            assertThat(subscriber.last()).as("amid it").doesNotContainKey("orders/inserted/" + (FIRST + BURST));
            health.awaitNotReady(NOTICED, "[-]broker not reached");
            orders.insert(4711, "while silent");
            way.thaw();

            health.awaitReady();
            assertComplete(orders, subscriber, broker.mqttUrl());
            assertThat(TestingSubscriber.withoutRepetitions(subscriber.events()))
                    .hasSize(BURST + 2);
            health.assertAlwaysLive();
        }
    }

    @Test
    void tellsThatTheBrokersProcessHasStopped() throws Exception {
        TestingFlavour flavour = TestingFlavour.MARIADB;
        TestingOrders orders = emptied(flavour);
        try (TestingMosquitto broker = TestingMosquitto.start(directory);
                TestingRowcast rowcast =
                        TestingRowcast.start(TestingSettings.external(orders.database(), directory, broker));
                TestingHealth health = TestingHealth.watch(rowcast.pageUrl())) {
            health.awaitReady();

            broker.pause();
            health.awaitNotReady(NOTICED, "[-]broker not reached");
            orders.insert(4711, "while silent");
            broker.resume();

            health.awaitReady();
            orders.awaitStateEqualsTable(broker.mqttUrl());
            health.assertAlwaysLive();
        }
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void staysReadyWhileMosquittoIsBusy(TestingFlavour flavour) throws Exception {
        TestingOrders orders = emptied(flavour);
        try (TestingMosquitto broker = TestingMosquitto.start(directory);
                TestingRowcast rowcast =
                        TestingRowcast.start(TestingSettings.external(orders.database(), directory, broker)
                                .with("ROWCAST_MAX_IN_FLIGHT", "60000"));
                TestingSubscriber subscriber =
                        TestingSubscriber.connect(broker.mqttUrl(), "orders/inserted/" + (FIRST + BACKLOG));
                TestingHealth health = TestingHealth.watch(rowcast.pageUrl())) {
            assertStaysReady(orders, subscriber, health);
        }
        orders.clear();
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void staysReadyWhileTheEmbeddedBrokerIsBusy(TestingFlavour flavour) throws Exception {
        TestingOrders orders = emptied(flavour);
        try (TestingRowcast rowcast = TestingRowcast.start(
                        TestingSettings.embedded(orders.database(), directory).with("ROWCAST_MAX_IN_FLIGHT", "60000"));
                TestingSubscriber subscriber =
                        TestingSubscriber.connect(rowcast.mqttUrl(), "orders/inserted/" + (FIRST + BACKLOG));
                TestingHealth health = TestingHealth.watch(rowcast.pageUrl())) {
            assertStaysReady(orders, subscriber, health);
        }
        orders.clear();
    }

    private static void assertStaysReady(TestingOrders orders, TestingSubscriber subscriber, TestingHealth health)
            throws Exception {
        health.awaitReady();
        orders.database().execute(insertNumbers(BACKLOG));
        health.awaitWhileAsking(Duration.ofMinutes(2), "the last one", () -> !subscriber
                .received()
                .isEmpty());
        health.assertAlwaysReady();
    }

    private static void awaitOffline(TestingSubscriber subscriber, Duration limit, long frozenNanos) {
        subscriber.await(
                limit,
                "offline, after online",
                message -> isStatus(message, "offline")
                        && "offline".equals(subscriber.last().get("rowcast/status")));
        System.err.printf("offline after %d ms%n", (System.nanoTime() - frozenNanos) / 1_000_000);
    }

    private static String insertNumbers(int count) {
        return "INSERT INTO orders (id, customer_name, product_name) SELECT " + FIRST
                + " + a.n + 10 * b.n + 100 * c.n + 1000 * d.n"
                + " + 10000 * e.n + 100000 * f.n + 1, 'many', 'Lamp' FROM "
                + digits("a") + ", " + digits("b") + ", " + digits("c") + ", " + digits("d") + ", " + digits("e")
                + ", " + digits("f")
                + " WHERE a.n + 10 * b.n + 100 * c.n + 1000 * d.n + 10000 * e.n + 100000 * f.n < " + count;
    }

    private static String digits(String name) {
        return "(SELECT 0 AS n UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL"
                + " SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9) " + name;
    }

    private static void assertComplete(TestingOrders orders, TestingSubscriber subscriber, URI broker)
            throws Exception {
        orders.insertAndAwait(subscriber);
        orders.awaitStateEqualsTable(broker);
        assertThat(subscriber.last()).containsEntry("rowcast/status", "online");
    }

    private TestingSettings via(TestingProxy way, TestingOrders orders, TestingMosquitto broker) {
        return TestingSettings.external(orders.database(), directory, broker)
                .with("MQTT_URL", "mqtt://127.0.0.1:" + way.port());
    }

    private static boolean isStatus(Received message, String status) {
        return message.topic().equals("rowcast/status") && message.payload().equals(status);
    }

    private static TestingOrders emptied(TestingFlavour flavour) throws Exception {
        TestingOrders orders = new TestingOrders(flavour.shared());
        orders.clear();
        return orders;
    }
}
