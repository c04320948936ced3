package dev.rowcast.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.testing.TestingFlavour;
import dev.rowcast.testing.TestingMosquitto;
import dev.rowcast.testing.TestingOrders;
import dev.rowcast.testing.TestingProxy;
import dev.rowcast.testing.TestingRowcast;
import dev.rowcast.testing.TestingSettings;
import dev.rowcast.testing.TestingSubscriber;
import dev.rowcast.testing.TestingTraffic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Four connections to a broker, one of which is lost. */
final class ConnectionsIT {
    @TempDir
    private Path directory = Path.of("unset");

    @Test
    void oneThatFallsSilentIsNoticedWhileTheOthersGoOn() throws Exception {
        TestingOrders orders = new TestingOrders(TestingFlavour.MARIADB.shared());
        orders.recreate();
        try (TestingMosquitto broker = TestingMosquitto.start(directory);
                TestingProxy way = new TestingProxy(broker.mqttPort());
                TestingSubscriber subscriber = TestingSubscriber.connect(broker.mqttUrl(), "#");
                TestingRowcast rowcast =
                        TestingRowcast.start(TestingSettings.external(orders.database(), directory, broker)
                                .with("MQTT_URL", "mqtt://127.0.0.1:" + way.port())
                                .with("MQTT_CONNECTIONS", "4"));
                TestingTraffic traffic = TestingTraffic.start(orders.database(), 2, System.nanoTime())) {
            traffic.awaitCommits(50);
            way.freezeOne(3);
            Awaitility.await("the silence is noticed")
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> !rowcast.status().ready());
            rowcast.awaitReady();
            traffic.awaitCommits(50);
            traffic.stop();
            orders.insertAndAwait(subscriber);

            Awaitility.await("everything has arrived")
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> traffic.assertAllArrived(subscriber.events()));
            orders.awaitStateEqualsTable(broker.mqttUrl());
        }
    }

    /** @param lost the first has the Last Will */
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void theLossOfOneLosesNothingAndLeavesTheOrderOfEachRow(int lost) throws Exception {
        TestingOrders orders = new TestingOrders(TestingFlavour.MARIADB.shared());
        orders.recreate();
        try (TestingMosquitto broker = TestingMosquitto.start(directory);
                TestingProxy way = new TestingProxy(broker.mqttPort());
                TestingSubscriber one = TestingSubscriber.connect(broker.mqttUrl(), "#");
                TestingSubscriber two = TestingSubscriber.connect(broker.mqttUrl(), "#");
                TestingSubscriber three = TestingSubscriber.connect(broker.mqttUrl(), "#");
                TestingRowcast rowcast =
                        TestingRowcast.start(TestingSettings.external(orders.database(), directory, broker)
                                .with("MQTT_URL", "mqtt://127.0.0.1:" + way.port())
                                .with("MQTT_CONNECTIONS", "4"));
                TestingTraffic traffic = TestingTraffic.start(orders.database(), 4, System.nanoTime())) {
            assertThat(way.connections()).isEqualTo(4);
            traffic.awaitCommits(300);
            way.cutOne(lost);
            one.await(
                    "offline",
                    message -> message.topic().equals("rowcast/status")
                            && message.payload().equals("offline"));
            Awaitility.await("all four are made anew")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> way.connections() == 8);
            rowcast.awaitReady();
            traffic.awaitCommits(300);
            traffic.stop();
            for (TestingSubscriber subscriber : List.of(one, two, three)) {
                orders.insertAndAwait(subscriber);
            }

            Awaitility.await("everything has arrived everywhere")
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> {
                        for (TestingSubscriber subscriber : List.of(one, two, three)) {
                            traffic.assertAllArrived(subscriber.events());
                        }
                    });
            assertThat(TestingSubscriber.withoutRepetitions(one.events())).hasSizeGreaterThanOrEqualTo(600);
            orders.awaitStateEqualsTable(broker.mqttUrl());
            assertThat(rowcast.status().lastGap()).isNull();
            assertThat(one.last()).containsEntry("rowcast/status", "online");
        }
    }
}
