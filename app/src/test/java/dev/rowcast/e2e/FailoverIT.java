package dev.rowcast.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.relay.RelayStatus;
import dev.rowcast.testing.TestingMosquitto;
import dev.rowcast.testing.TestingOrders;
import dev.rowcast.testing.TestingReplication;
import dev.rowcast.testing.TestingRowcast;
import dev.rowcast.testing.TestingRowcastProcess;
import dev.rowcast.testing.TestingSettings;
import dev.rowcast.testing.TestingSubscriber;
import dev.rowcast.testing.TestingTraffic;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two MySQL servers, of which {@code MYSQL_HOST} names both. */
final class FailoverIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    private Path directory = Path.of("unset");

    @Test
    void promotionUnderLoadLosesNothing() throws Exception {
        try (TestingReplication servers = TestingReplication.begin();
                TestingRowcast rowcast = TestingRowcast.start(settings(servers));
                TestingSubscriber subscriber = TestingSubscriber.connect(rowcast.mqttUrl(), "#");
                TestingTraffic traffic = TestingTraffic.start(servers, 3, System.nanoTime())) {
            traffic.awaitCommits(100);
            servers.switchOver();
            traffic.awaitCommits(20);
            servers.killFirst();
            traffic.awaitCommits(100);
            traffic.stop();
            rowcast.awaitReady();
            TestingOrders orders = new TestingOrders(servers);
            orders.insertAndAwait(subscriber);

            traffic.assertAllArrived(TestingSubscriber.firstOfEachChange(subscriber.events()));
            orders.awaitStateEqualsTable(rowcast.mqttUrl());
            RelayStatus status = rowcast.status();
            assertThat(status.lastGap()).isNull();
            assertThat(status.reason()).isNull();
        }
    }

    /** The lock that makes one the leader is in the server that is followed: both have to agree on the next one. */
    @Test
    void aPairFollowsThePromotionAndOneOfThemLeads() throws Exception {
        try (TestingReplication servers = TestingReplication.begin();
                TestingMosquitto broker = TestingMosquitto.start(directory)) {
            TestingSettings settings = TestingSettings.external(servers, directory, broker)
                    .with("MYSQL_HOST", servers.hosts())
                    .with("MYSQL_PORT", "3306");
            try (TestingRowcastProcess one = TestingRowcastProcess.start(settings);
                    TestingRowcastProcess other = TestingRowcastProcess.start(settings);
                    TestingSubscriber subscriber = TestingSubscriber.connect(broker.mqttUrl(), "#");
                    TestingTraffic traffic = TestingTraffic.start(servers, 3, System.nanoTime())) {
                traffic.awaitCommits(50);
                servers.switchOver();
                traffic.awaitCommits(20);
                servers.killFirst();
                traffic.awaitCommits(50);
                traffic.stop();
                Awaitility.await("one streams, the other stands by")
                        .atMost(LIMIT)
                        .until(() -> one.isReady() && other.isReady() && one.isStreaming() != other.isStreaming());
                TestingOrders orders = new TestingOrders(servers);
                orders.insertAndAwait(subscriber);

                traffic.assertAllArrived(TestingSubscriber.firstOfEachChange(subscriber.events()));
                orders.awaitStateEqualsTable(broker.mqttUrl());
                assertThat(one.output() + other.output()).doesNotContain(" are lost: ");
            }
        }
    }

    @Test
    void followsTheServerThatTakesWrites() throws Exception {
        try (TestingReplication servers = TestingReplication.begin()) {
            servers.switchOver();
            try (TestingRowcast rowcast = TestingRowcast.start(settings(servers));
                    TestingSubscriber subscriber = TestingSubscriber.connect(rowcast.mqttUrl(), "#")) {
                new TestingOrders(servers).insertAndAwait(subscriber);

                assertThat(subscriber
                                .events()
                                .get(0)
                                .json()
                                .at("/source/server")
                                .asText())
                        .isEqualTo(servers.query("SELECT @@server_uuid"));
            }
        }
    }

    @Test
    void refusesAServerThatLacksWhatWasPublishedAndSaysHowToGoOn() throws Exception {
        try (TestingReplication servers = TestingReplication.begin()) {
            TestingOrders orders = new TestingOrders(servers);
            try (TestingRowcastProcess rowcast = TestingRowcastProcess.start(settings(servers));
                    TestingSubscriber subscriber = TestingSubscriber.connect(rowcast.mqttUrl(), "#")) {
                orders.insertAndAwait(subscriber);
                servers.stopReplicating();
                orders.insertAndAwait(subscriber);
                String executed = servers.query("SELECT @@GLOBAL.gtid_executed");
                String lost = executed.substring(0, executed.indexOf(':'));
                servers.killFirst();
                servers.promote();

                subscriber.await(
                        "the reason",
                        message -> message.topic().equals("rowcast/info")
                                && message.payload().contains("lacks transactions that were published already"));
                assertThat(rowcast.output())
                        .contains("is not followed until it has them: " + lost + ":")
                        .contains("start Rowcast with this server alone in MYSQL_HOST");
                assertThat(subscriber.last()).containsEntry("rowcast/status", "offline");
            }
            TestingSettings alone = settings(servers)
                    .with("MYSQL_HOST", servers.host())
                    .with("MYSQL_PORT", Integer.toString(servers.port()));
            try (TestingRowcast rowcast = TestingRowcast.start(alone)) {
                orders.awaitStateEqualsTable(rowcast.mqttUrl());
                assertThat(rowcast.status().lastGap()).isNotNull();
            }
        }
    }

    @Test
    void reportsErrantTransactions() throws Exception {
        try (TestingReplication servers = TestingReplication.begin()) {
            servers.second()
                    .execute(
                            "SET GLOBAL super_read_only = OFF",
                            "CREATE TABLE shop.mistake (id INT PRIMARY KEY)",
                            "SET GLOBAL super_read_only = ON");
            String errant = servers.second().query("SELECT @@server_uuid") + ":1";
            try (TestingRowcastProcess rowcast = TestingRowcastProcess.start(settings(servers))) {
                Awaitility.await().atMost(LIMIT).untilAsserted(() -> assertThat(rowcast.output())
                        .contains("has errant transactions")
                        .contains("has never executed: " + errant));
            }
        }
    }

    @Test
    void aReplicaThatLogsNothingOfWhatItGetsIsRefused() throws Exception {
        try (TestingReplication servers = TestingReplication.begin("--log-replica-updates=OFF")) {
            TestingSettings replica = TestingSettings.embedded(servers.second(), directory);
            try (TestingRowcastProcess rowcast = TestingRowcastProcess.launch(replica)) {
                assertThat(rowcast.awaitExit(LIMIT)).isEqualTo(78);
                assertThat(rowcast.output())
                        .contains("log_replica_updates: found OFF")
                        .contains("log_replica_updates = ON");
            }
        }
    }

    private TestingSettings settings(TestingReplication servers) {
        return TestingSettings.embedded(servers, directory)
                .with("MYSQL_HOST", servers.hosts())
                .with("MYSQL_PORT", "3306");
    }
}
