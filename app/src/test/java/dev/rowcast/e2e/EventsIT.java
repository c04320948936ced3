package dev.rowcast.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.change.Position;
import dev.rowcast.testing.TestingEventSource;
import dev.rowcast.testing.TestingEventSource.Message;
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
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Commits in a database, seen by a client of {@code /events}, and by one of MQTT to compare with. */
final class EventsIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    private Path dataDir = Path.of("unset");

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void resumesExactlyOverCutConnectionsWhileWritesGoOn(TestingFlavour flavour) throws Exception {
        TestingOrders orders = emptied(flavour);
        try (TestingRowcast rowcast = TestingRowcast.start(TestingSettings.embedded(orders.database(), dataDir));
                TestingProxy proxy = new TestingProxy(rowcast.pageUrl().getPort());
                TestingSubscriber subscriber = TestingSubscriber.connect(rowcast.mqttUrl(), "orders/#")) {
            Listener listener = new Listener();
            listener.connect(events(proxy.port()));
            TestingTraffic traffic = TestingTraffic.start(orders.database(), 3, System.nanoTime());
            try (traffic) {
                for (int cut = 0; cut < 5; cut++) {
                    traffic.awaitCommits(60);
                    proxy.cut();
                    listener.awaitEnd();
                    traffic.awaitCommits(20);
                    listener.connect(events(proxy.port()));
                }
                traffic.awaitCommits(60);
            }
            orders.insertAndAwait(subscriber);

            listener.assertHasHeard(subscriber.events());
        }
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void resumesExactlyOverRestartsWhileWritesGoOn(TestingFlavour flavour) throws Exception {
        TestingOrders orders = emptied(flavour);
        try (TestingMosquitto broker = TestingMosquitto.start(dataDir);
                TestingSubscriber subscriber = TestingSubscriber.connect(broker.mqttUrl(), "orders/#");
                TestingRowcast rowcast =
                        TestingRowcast.start(TestingSettings.external(orders.database(), dataDir, broker))) {
            Listener listener = new Listener();
            listener.connect(events(rowcast));
            TestingTraffic traffic = TestingTraffic.start(orders.database(), 3, System.nanoTime());
            try (traffic) {
                for (int restart = 0; restart < 2; restart++) {
                    traffic.awaitCommits(80);
                    rowcast.stop();
                    listener.awaitEnd();
                    traffic.awaitCommits(30);
                    rowcast.start();
                    listener.connect(events(rowcast));
                }
                traffic.awaitCommits(50);
            }
            orders.insertAndAwait(subscriber);

            listener.assertHasHeard(subscriber.events());
        }
    }

    @Test
    void resumesExactlyAfterAKillWhileWritesGoOn() throws Exception {
        TestingOrders orders = emptied(TestingFlavour.MARIADB);
        try (TestingMosquitto broker = TestingMosquitto.start(dataDir);
                TestingSubscriber subscriber = TestingSubscriber.connect(broker.mqttUrl(), "orders/#")) {
            TestingSettings settings = TestingSettings.external(orders.database(), dataDir, broker);
            Listener listener = new Listener();
            TestingTraffic traffic;
            try (TestingRowcastProcess killed = TestingRowcastProcess.start(settings)) {
                listener.connect(killed.httpUrl().resolve("/events"));
                traffic = TestingTraffic.start(orders.database(), 3, System.nanoTime());
                traffic.awaitCommits(150);
                killed.kill();
            }
            try (traffic;
                    TestingRowcast rowcast = TestingRowcast.start(settings)) {
                listener.awaitEnd();
                listener.connect(events(rowcast));
                traffic.awaitCommits(50);
                traffic.stop();
                orders.insertAndAwait(subscriber);

                listener.assertHasHeard(subscriber.events());
            }
        }
    }

    @Test
    void resumesExactlyAtTheOneThatTakesOver() throws Exception {
        TestingOrders orders = emptied(TestingFlavour.MARIADB);
        try (TestingMosquitto broker = TestingMosquitto.start(dataDir);
                TestingSubscriber subscriber = TestingSubscriber.connect(broker.mqttUrl(), "orders/#")) {
            TestingSettings settings = TestingSettings.external(orders.database(), dataDir, broker);
            try (TestingRowcastProcess leader = TestingRowcastProcess.start(settings);
                    TestingRowcast standby = TestingRowcast.launch(settings);
                    TestingEventSource early = TestingEventSource.connect(events(standby), null)) {
                Listener listener = new Listener();
                listener.connect(leader.httpUrl().resolve("/events"));
                TestingTraffic traffic = TestingTraffic.start(orders.database(), 3, System.nanoTime());
                try (traffic) {
                    traffic.awaitCommits(100);
                    assertThat(early.received()).isEmpty();
                    leader.kill();
                    listener.awaitEnd();
                    listener.connect(events(standby));
                    traffic.awaitCommits(50);
                }
                orders.insertAndAwait(subscriber);

                listener.assertHasHeard(subscriber.events());
                assertThat(early.received()).first().extracting(Message::event).isEqualTo("live");
            }
        }
    }

    @Test
    void whoWasAwayWhileOtherTablesWentOnMissesNothing() throws Exception {
        TestingOrders orders = emptied(TestingFlavour.MARIADB);
        TestingSettings settings = TestingSettings.embedded(orders.database(), dataDir);
        orders.database().execute("CREATE TABLE IF NOT EXISTS other (id BIGINT PRIMARY KEY)", "DELETE FROM other");
        try (TestingRowcast rowcast = TestingRowcast.start(settings)) {
            Listener listener = new Listener();
            listener.connect(events(rowcast));
            orders.insert(1, "Ada");
            listener.source().awaitChanges(1);
            Position before = rowcast.status().position();
            orders.database().execute("INSERT INTO other VALUES (1)");
            Awaitility.await("the checkpoint moves")
                    .atMost(LIMIT)
                    .until(() -> !Objects.equals(rowcast.status().position(), before));

            rowcast.restart();
            listener.awaitEnd();
            listener.connect(events(rowcast));
            orders.insert(2, "Grace");

            listener.source().awaitChanges(1);
            assertThat(listener.gaps()).isEmpty();
        }
    }

    private static TestingOrders emptied(TestingFlavour flavour) throws Exception {
        TestingOrders orders = new TestingOrders(flavour.shared());
        orders.clear();
        return orders;
    }

    private static URI events(TestingRowcast rowcast) {
        return rowcast.pageUrl().resolve("/events");
    }

    private static URI events(int port) {
        return URI.create("http://127.0.0.1:" + port + "/events");
    }

    /** Comes back as browsers do, with the last id, and keeps all that it hears. One thread. */
    private static final class Listener {
        private final List<TestingEventSource> sources = new ArrayList<>();
        private String lastEventId = "";

        /** Returns when it hears what is live. */
        void connect(URI url) throws Exception {
            sources.add(TestingEventSource.connect(url, lastEventId.isEmpty() ? null : lastEventId));
            source().await("live");
        }

        TestingEventSource source() {
            return sources.get(sources.size() - 1);
        }

        void awaitEnd() {
            source().awaitEnd();
            lastEventId = source().lastEventId();
        }

        private List<Message> heard() {
            return sources.stream().flatMap(source -> source.changes().stream()).toList();
        }

        List<Message> gaps() {
            return sources.stream()
                    .flatMap(source -> source.received().stream())
                    .filter(message -> message.event().equals("gap"))
                    .toList();
        }

        /** The very events that went over MQTT: each once, none besides, in the order of commits. */
        void assertHasHeard(List<Received> events) {
            List<Received> published = TestingSubscriber.withoutRepetitions(events);
            String last = published.get(published.size() - 1).eventVersion();
            Awaitility.await("the last event").atMost(LIMIT).until(() -> heard().stream()
                    .anyMatch(message -> message.id().equals(last)));
            assertThat(gaps()).isEmpty();
            assertThat(heard()).extracting(Message::id).isSorted().doesNotHaveDuplicates();
            assertThat(heard())
                    .extracting(Message::data)
                    .containsExactlyElementsOf(
                            published.stream().map(Received::payload).toList());
            assertThat(heard()).allSatisfy(message -> assertThat(message.id())
                    .isEqualTo(message.json().get("version").textValue()));
        }
    }
}
