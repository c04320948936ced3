package dev.rowcast.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.testing.PublishedContract;
import dev.rowcast.testing.TestingDatabase;
import dev.rowcast.testing.TestingFlavour;
import dev.rowcast.testing.TestingMosquitto;
import dev.rowcast.testing.TestingOrders;
import dev.rowcast.testing.TestingPage;
import dev.rowcast.testing.TestingProxy;
import dev.rowcast.testing.TestingRowcastProcess;
import dev.rowcast.testing.TestingSettings;
import dev.rowcast.testing.TestingSubscriber;
import dev.rowcast.testing.TestingSubscriber.Received;
import dev.rowcast.testing.TestingTraffic;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Two Rowcasts of one name on one broker: one leads, the other takes over. How long that took is printed; what it must never
 * take is longer than the limit. Where the database plays no part it is one of the two.
 */
final class StandbyIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    private Path directory = Path.of("unset");

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void takesOverFromOneThatWasKilled(TestingFlavour flavour) throws Exception {
        try (Pair pair = new Pair(flavour, directory)) {
            pair.traffic.awaitCommits(50);
            pair.takesOver("kill -9", () -> pair.leader.kill());
            pair.assertNothingIsLost();
            assertThat(TestingSubscriber.retained(pair.broker.mqttUrl(), "rowcast/standby/+"))
                    .isEmpty();
        }
    }

    @Test
    void takesOverFromOneThatStopsInGoodOrder() throws Exception {
        try (Pair pair = new Pair(TestingFlavour.MARIADB, directory)) {
            pair.traffic.awaitCommits(50);
            pair.takesOver("SIGTERM", () -> pair.leader.signal("TERM"));
            pair.assertNothingIsLost();
        }
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void takesOverFromOneThatIsCutOffFromTheDatabase(TestingFlavour flavour) throws Exception {
        try (Pair pair = new Pair(flavour, directory)) {
            pair.traffic.awaitCommits(50);
            pair.takesOver("no database", pair.leadersDatabase::freeze);
            pair.leadersDatabase.thaw();
            pair.leadersPage.await("/readyz?verbose", "[+]relay standby");
            pair.assertNothingIsLost();
        }
    }

    @Test
    void takesOverFromOneThatIsCutOffFromTheBroker() throws Exception {
        try (Pair pair = new Pair(TestingFlavour.MARIADB, directory)) {
            pair.traffic.awaitCommits(50);
            pair.takesOver("no broker", pair.leadersBroker::freeze);
            pair.leadersBroker.thaw();
            pair.leadersPage.await("/readyz?verbose", "[+]relay standby");
            pair.assertNothingIsLost();
        }
    }

    /** What it had in hand when it fell asleep must not come after what the next leader has said since. */
    @Test
    void oneThatSleptWhileAnotherTookOverDisturbsNothing() throws Exception {
        try (Pair pair = new Pair(TestingFlavour.MARIADB, directory)) {
            pair.traffic.awaitCommits(50);
            pair.takesOver("SIGSTOP", () -> pair.leader.signal("STOP"));
            pair.traffic.awaitCommits(50);
            pair.leader.signal("CONT");
            pair.leadersPage.await("/readyz?verbose", "[+]relay standby");
            pair.assertNothingIsLost();
            assertThat(versionsByTopic(pair.subscriber.received())).allMatch(StandbyIT::isSortedButForOneRestart);
        }
    }

    private static List<List<String>> versionsByTopic(List<Received> received) {
        return received.stream()
                .filter(Received::isEvent)
                .map(Received::topic)
                .distinct()
                .map(topic -> received.stream()
                        .filter(message -> message.topic().equals(topic))
                        .map(Received::eventVersion)
                        .toList())
                .toList();
    }

    /** The next leader repeats what the broker had not yet acknowledged to the former; nothing goes back after that. */
    private static boolean isSortedButForOneRestart(List<String> versions) {
        int falls = 0;
        for (int i = 1; i < versions.size(); i++) {
            falls += versions.get(i).compareTo(versions.get(i - 1)) <= 0 ? 1 : 0;
        }
        return falls <= 1;
    }

    @Test
    void theStandbyShowsAsSuch() throws Exception {
        try (Pair pair = new Pair(TestingFlavour.MARIADB, directory)) {
            pair.standbysPage.await("/readyz?verbose", "[+]relay standby: another Rowcast of the same name leads");
            assertThat(pair.standbysPage.get("/readyz")).endsWith("ready\n");
            assertThat(pair.standbysPage.get("/metrics")).contains("rowcast_leading 0.0\n");
            assertThat(pair.leadersPage.get("/metrics")).contains("rowcast_leading 1.0\n");
            assertThat(TestingSubscriber.retained(pair.broker.mqttUrl(), "rowcast/standby/+"))
                    .hasSize(1)
                    .containsValue("standby");
            Received told = pair.subscriber.await(
                    "the standby", message -> message.topic().startsWith("rowcast/standby/"));
            PublishedContract contract = new PublishedContract(
                    path -> pair.leadersPage.get("/" + path).getBytes(UTF_8));
            assertThat(contract.channels(told.topic())).containsExactly("standby");
            assertThat(contract.problems("standby", told)).isEmpty();

            pair.standby.kill();

            Awaitility.await("the Last Will clears its topic").atMost(LIMIT).until(() -> TestingSubscriber.retained(
                            pair.broker.mqttUrl(), "rowcast/standby/+")
                    .isEmpty());
            assertThat(TestingSubscriber.retained(pair.broker.mqttUrl(), "rowcast/status"))
                    .containsValue("online");
        }
    }

    @FunctionalInterface
    private interface Mishap {
        void happen() throws Exception;
    }

    /** Of which each has ways of its own to database and broker. */
    private static final class Pair implements AutoCloseable {
        private final TestingDatabase database;
        private final TestingMosquitto broker;
        private final TestingProxy leadersDatabase;
        private final TestingProxy leadersBroker;
        private final TestingRowcastProcess leader;
        private final TestingRowcastProcess standby;
        private final TestingPage leadersPage;
        private final TestingPage standbysPage;
        private final TestingSubscriber subscriber;
        private final TestingTraffic traffic;

        Pair(TestingFlavour flavour, Path directory) throws Exception {
            database = flavour.shared();
            new TestingOrders(database).clear();
            broker = TestingMosquitto.start(directory);
            leadersDatabase = new TestingProxy(database.port());
            leadersBroker = new TestingProxy(broker.mqttPort());
            TestingSettings settings = TestingSettings.external(database, directory, broker);
            leader = TestingRowcastProcess.start(settings.with("MYSQL_PORT", Integer.toString(leadersDatabase.port()))
                    .with("MQTT_URL", "mqtt://127.0.0.1:" + leadersBroker.port()));
            standby = TestingRowcastProcess.start(settings);
            leadersPage = new TestingPage(leader.httpUrl());
            standbysPage = new TestingPage(standby.httpUrl());
            standbysPage.await("/readyz?verbose", "[+]relay standby");
            subscriber = TestingSubscriber.connect(broker.mqttUrl(), "#");
            traffic = TestingTraffic.start(database, 3, System.nanoTime());
        }

        /** Lets it happen, and waits until the other streams. */
        void takesOver(String what, Mishap mishap) throws Exception {
            mishap.happen();
            long begun = System.nanoTime();
            standbysPage.await("/readyz?verbose", "[+]relay streaming");
            System.err.printf("Took over after %s: %d ms%n", what, (System.nanoTime() - begun) / 1_000_000);
            traffic.awaitCommits(50);
        }

        void assertNothingIsLost() throws Exception {
            traffic.stop();
            TestingOrders orders = new TestingOrders(database);
            orders.insertAndAwait(subscriber);
            traffic.assertAllArrived(subscriber.events());
            orders.awaitStateEqualsTable(broker.mqttUrl());
            assertThat(TestingSubscriber.retained(broker.mqttUrl(), "rowcast/status"))
                    .containsValue("online");
        }

        @Override
        public void close() throws IOException {
            traffic.close();
            subscriber.close();
            standby.close();
            leader.close();
            leadersBroker.close();
            leadersDatabase.close();
            broker.close();
        }
    }
}
