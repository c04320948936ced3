package dev.rowcast.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rowcast.relay.Phase;
import dev.rowcast.testing.TestingDatabase;
import dev.rowcast.testing.TestingFlavour;
import dev.rowcast.testing.TestingLog;
import dev.rowcast.testing.TestingMosquitto;
import dev.rowcast.testing.TestingRowcast;
import dev.rowcast.testing.TestingSettings;
import dev.rowcast.testing.TestingSubscriber;
import dev.rowcast.testing.TestingSubscriber.Received;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows that are too large for the broker. */
final class OversizedIT {
    private static final int LIMIT = 65_536;

    private final TestingDatabase database = TestingFlavour.MARIADB.shared();

    @TempDir
    private Path directory = Path.of("unset");

    /** Who says how much the broker takes. */
    private enum Teller {
        BROKER,
        SETTING
    }

    @BeforeEach
    void recreate() throws Exception {
        database.execute(
                "DROP TABLE IF EXISTS scans",
                "CREATE TABLE scans (id INT PRIMARY KEY, title VARCHAR(40) NOT NULL, page LONGTEXT NOT NULL)",
                "INSERT INTO scans VALUES (1, 'small', 'a'), (2, 'large', REPEAT('b', 100000)), (3, 'small', 'c')");
    }

    @ParameterizedTest
    @EnumSource(Teller.class)
    void areToldWithoutTheirColumnsWhereThatIsAskedForAndNothingElseIsLost(Teller teller) throws Exception {
        try (TestingLog log = new TestingLog();
                TestingMosquitto broker = start(teller);
                TestingSubscriber subscriber = TestingSubscriber.connect(broker.mqttUrl(), "scans/#");
                TestingRowcast rowcast =
                        TestingRowcast.start(settings(broker, teller).with("ROWCAST_OVERSIZED", "marker"))) {
            assertThat(TestingSubscriber.retained(broker.mqttUrl(), "scans/state/+"))
                    .containsOnlyKeys("scans/state/1", "scans/state/2", "scans/state/3")
                    .containsEntry("scans/state/1", "{\"id\":1,\"title\":\"small\",\"page\":\"a\"}")
                    .containsEntry(
                            "scans/state/2",
                            "{\"id\":2,\"rowcast:oversized\":{\"bytes\":100034,\"limit\":" + LIMIT + "}}");

            database.execute(
                    "UPDATE scans SET page = REPEAT('d', 40000) WHERE id = 1",
                    "UPDATE scans SET page = REPEAT('e', 40000) WHERE id = 1",
                    "DELETE FROM scans WHERE id = 2",
                    "INSERT INTO scans VALUES (4, 'last', 'f')");
            subscriber.await("the last event", message -> message.topic().equals("scans/inserted/4"));

            assertThat(subscriber.events())
                    .extracting(Received::topic)
                    .containsExactly("scans/updated/1", "scans/updated/1", "scans/deleted/2", "scans/inserted/4");
            assertThat(subscriber.events().get(0).json().at("/after/page").textValue())
                    .as("one row of 40,000 bytes fits")
                    .hasSize(40_000);
            JsonNode marked = subscriber.events().get(1).json();
            assertThat(marked.get("before").isNull()).as("two do not").isTrue();
            assertThat(marked.get("after").isNull()).isTrue();
            assertThat(marked.at("/oversized/bytes").intValue()).isGreaterThan(80_000);
            assertThat(marked.at("/oversized/limit").intValue()).isEqualTo(LIMIT);
            assertThat(marked.at("/key/id").intValue()).isEqualTo(1);
            assertThat(subscriber.last().get("scans/state/1")).contains("eeeee");
            assertThat(subscriber.last()).doesNotContainKey("scans/state/2");
            assertThat(metrics(rowcast)).contains("rowcast_messages_oversized_total 3.0\n");
            assertThat(log.warnings())
                    .filteredOn(warning -> warning.contains("shop.scans can have up to"))
                    .singleElement()
                    .asString()
                    .contains("page up to 4.0 GiB", LIMIT + " bytes", "told without its columns");
        }
    }

    @ParameterizedTest
    @EnumSource(Teller.class)
    void endRowcastWithTheRemedyOtherwiseAndItGoesOnFromThereOnceThatIsTaken(Teller teller) throws Exception {
        database.execute("DELETE FROM scans WHERE id = 2");
        try (TestingMosquitto broker = start(teller);
                TestingSubscriber subscriber = TestingSubscriber.connect(broker.mqttUrl(), "scans/#")) {
            try (TestingRowcast rowcast = TestingRowcast.start(settings(broker, teller))) {
                database.execute(
                        "INSERT INTO scans VALUES (5, 'before', 'g')",
                        "INSERT INTO scans VALUES (6, 'large', REPEAT('h', 100000))",
                        "INSERT INTO scans VALUES (7, 'behind', 'i')");
                Awaitility.await("Rowcast ends")
                        .atMost(Duration.ofSeconds(30))
                        .until(() -> rowcast.status().phase() == Phase.STOPPED);

                assertThat(rowcast.status().reason())
                        .contains(
                                "shop.scans {\"id\":6}",
                                "the " + LIMIT + " that the broker takes",
                                "max_packet_size",
                                "widest columns out",
                                "ROWCAST_OVERSIZED=marker");
            }
            subscriber.await(
                    "what was committed before", message -> message.topic().equals("scans/inserted/5"));
            assertThat(subscriber.events()).extracting(Received::topic).containsOnly("scans/inserted/5");

            try (TestingRowcast rowcast =
                    TestingRowcast.start(settings(broker, teller).with("ROWCAST_OVERSIZED", "marker"))) {
                subscriber.await(
                        "what was committed behind", message -> message.topic().equals("scans/inserted/7"));

                assertThat(TestingSubscriber.withoutRepetitions(subscriber.events()))
                        .extracting(Received::topic)
                        .containsExactly("scans/inserted/5", "scans/inserted/6", "scans/inserted/7");
                assertThat(rowcast.status().lastGap()).isNull();
            }
        }
    }

    @Test
    void endASnapshotToo() throws Exception {
        try (TestingMosquitto broker = start(Teller.BROKER);
                TestingRowcast rowcast = TestingRowcast.launch(settings(broker, Teller.BROKER))) {
            Awaitility.await("Rowcast ends")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> rowcast.status().phase() == Phase.STOPPED);

            assertThat(rowcast.status().reason()).contains("shop.scans {\"id\":2}", "ROWCAST_OVERSIZED=marker");
        }
    }

    private TestingMosquitto start(Teller teller) throws Exception {
        return teller == Teller.BROKER
                ? TestingMosquitto.start(directory, TestingMosquitto.Options.general("max_packet_size " + LIMIT))
                : TestingMosquitto.start(directory);
    }

    private TestingSettings settings(TestingMosquitto broker, Teller teller) {
        TestingSettings settings =
                TestingSettings.external(database, directory, broker).with("ROWCAST_TABLES", "scans");
        return teller == Teller.BROKER ? settings : settings.with("MQTT_MAX_PACKET_SIZE", Integer.toString(LIMIT));
    }

    private static String metrics(TestingRowcast rowcast) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(rowcast.pageUrl().resolve("/metrics")).build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }
}
