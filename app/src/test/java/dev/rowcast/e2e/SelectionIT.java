package dev.rowcast.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.rowcast.relay.Phase;
import dev.rowcast.testing.TestingDatabase;
import dev.rowcast.testing.TestingFlavour;
import dev.rowcast.testing.TestingMosquitto;
import dev.rowcast.testing.TestingOrders;
import dev.rowcast.testing.TestingRowcast;
import dev.rowcast.testing.TestingSettings;
import dev.rowcast.testing.TestingSubscriber;
import dev.rowcast.testing.TestingSubscriber.Received;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tables of which only some columns and rows are broadcast. */
final class SelectionIT {
    private static final String HASH_KEY = "0123456789abcdef0123456789abcdef";
    private static final String COLUMNS = "people: !notes, email=hash, lower_email=hash, phone=redact";
    private static final String ROWS = "people: status in ('new', 'paid') and total >= 10";
    /** {@code printf %s ada@example.org | openssl dgst -sha256 -hmac 0123456789abcdef0123456789abcdef}. */
    private static final String ADA = "bcfa6aa5642f6ffa0a359346b83770c4403581e5e1b7b5578df29ea26c669043";

    @TempDir
    private Path directory = Path.of("unset");

    private static void create(TestingDatabase database) throws Exception {
        database.execute(
                "DROP TABLE IF EXISTS people",
                "CREATE TABLE people (id INT PRIMARY KEY, email VARCHAR(60), phone BIGINT, notes TEXT, status VARCHAR(9),"
                        + " total DECIMAL(9, 2), lower_email VARCHAR(60) AS (LOWER(email)) VIRTUAL)",
                "INSERT INTO people (id, email, phone, notes, status, total) VALUES (1, 'ada@example.org', 4711, 'clear',"
                        + " 'new', 10), (2, NULL, NULL, 'clear', 'paid', 99.5), (3, 'ada@example.org', 4711, 'clear',"
                        + " 'old', 99), (4, 'ada@example.org', 4711, 'clear', 'new', 9.99)");
    }

    private static TestingSettings selecting(TestingSettings settings) {
        return settings.with("ROWCAST_TABLES", "people")
                .with("ROWCAST_COLUMNS", COLUMNS)
                .with("ROWCAST_ROWS", ROWS)
                .with("ROWCAST_HASH_KEY", HASH_KEY);
    }

    private static String adas(int id, String status, String total) {
        return "{\"id\":" + id + ",\"email\":\"" + ADA + "\",\"phone\":\"***\",\"status\":\"" + status
                + "\",\"total\":\"" + total + "\",\"lower_email\":\"" + ADA + "\"}";
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void snapshotAndChangesShowTheSame(TestingFlavour flavour) throws Exception {
        TestingDatabase database = flavour.shared();
        create(database);
        try (TestingRowcast rowcast = TestingRowcast.start(selecting(TestingSettings.embedded(database, directory)));
                TestingSubscriber subscriber = TestingSubscriber.connect(rowcast.mqttUrl(), "people/#", "rowcast/#")) {
            assertThat(state(rowcast))
                    .isEqualTo(Map.of(
                            "people/state/1",
                            adas(1, "new", "10.00"),
                            "people/state/2",
                            "{\"id\":2,\"email\":null,\"phone\":null,\"status\":\"paid\",\"total\":\"99.50\","
                                    + "\"lower_email\":null}"));

            database.execute(
                    "UPDATE people SET status = 'new' WHERE id = 3",
                    "UPDATE people SET total = 9 WHERE id = 1",
                    "UPDATE people SET notes = 'clearer' WHERE id = 4",
                    "DELETE FROM people WHERE id = 4",
                    "INSERT INTO people (id, email, phone, notes, status, total) VALUES (5, 'ada@example.org', 4711,"
                            + " 'clear', 'new', 11), (6, 'x', 4711, 'clear', 'gone', 11)",
                    "UPDATE people SET id = 7 WHERE id = 5",
                    "DELETE FROM people WHERE id = 2");
            subscriber.await("the last event", message -> message.topic().equals("people/deleted/2"));

            Map<String, String> expected =
                    Map.of("people/state/3", adas(3, "new", "99.00"), "people/state/7", adas(7, "new", "11.00"));
            assertThat(state(rowcast)).isEqualTo(expected);
            assertThat(subscriber.events())
                    .extracting(Received::topic)
                    .containsExactly(
                            "people/inserted/3",
                            "people/deleted/1",
                            "people/inserted/5",
                            "people/deleted/5",
                            "people/inserted/7",
                            "people/deleted/2");
            assertThat(subscriber.events().get(1).json().get("before").toString())
                    .isEqualTo(adas(1, "new", "10.00"));

            rowcast.resync();
            subscriber.await(
                    "the state is read anew",
                    message -> message.topic().equals("rowcast/info")
                            && message.payload().contains("\"reason\":\"asked for\""));
            rowcast.awaitReady();
            assertThat(state(rowcast)).isEqualTo(expected);
            assertThat(subscriber.received()).allSatisfy(SelectionIT::tellsNothing);
            assertThat(rowcast.status().rows()).as("not known of selected rows").isEmpty();
        }
    }

    private static void tellsNothing(Received message) {
        assertThat(message.payload()).doesNotContain("ada@", "4711", "clear", HASH_KEY);
    }

    private static Map<String, String> state(TestingRowcast rowcast) {
        return TestingSubscriber.retained(rowcast.mqttUrl(), "people/state/+");
    }

    @Test
    void rulesThatChangeAreAppliedToWhatTheBrokerHolds() throws Exception {
        TestingDatabase database = TestingFlavour.MARIADB.shared();
        create(database);
        try (TestingMosquitto broker = TestingMosquitto.start(directory)) {
            TestingSettings all =
                    TestingSettings.external(database, directory, broker).with("ROWCAST_TABLES", "people");
            TestingRowcast.start(all).close();
            assertThat(retained(broker)).hasSize(4).allSatisfy((topic, row) -> assertThat(row)
                    .contains("clear"));

            TestingRowcast.start(selecting(all)).close();
            assertThat(retained(broker)).hasSize(2).containsEntry("people/state/1", adas(1, "new", "10.00"));
            assertThat(TestingSubscriber.retained(broker.mqttUrl(), "rowcast/checkpoint/#")
                            .values())
                    .isNotEmpty()
                    .allSatisfy(checkpoint -> assertThat(checkpoint).doesNotContain(HASH_KEY, "paid", "email"));

            TestingRowcast.start(selecting(all).with("ROWCAST_HASH_KEY", HASH_KEY.replace('0', 'x')))
                    .close();
            assertThat(retained(broker)).hasSize(2);
            assertThat(retained(broker).get("people/state/1")).doesNotContain(ADA);
        }
    }

    private static Map<String, String> retained(TestingMosquitto broker) {
        return TestingSubscriber.retained(broker.mqttUrl(), "people/state/+");
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void aHiddenColumnThatIsRenamedStopsItBeforeItsValuesShow(TestingFlavour flavour) throws Exception {
        TestingDatabase database = flavour.shared();
        create(database);
        try (TestingRowcast rowcast = TestingRowcast.start(TestingSettings.embedded(database, directory)
                        .with("ROWCAST_TABLES", "people")
                        .with("ROWCAST_COLUMNS", "people: !notes"));
                TestingSubscriber subscriber = TestingSubscriber.connect(rowcast.mqttUrl(), "people/#")) {
            database.execute(
                    "ALTER TABLE people RENAME COLUMN notes TO remarks", "UPDATE people SET phone = 1 WHERE id = 1");

            await("it stops")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> rowcast.status().phase() == Phase.STOPPED);
            assertThat(rowcast.status().reason())
                    .contains("ROWCAST_COLUMNS names shop.people.notes, and the table has no such column", "to mend: ");
            assertThat(subscriber.received())
                    .allSatisfy(message -> assertThat(message.payload()).doesNotContain("clear"));
        }
    }

    @Test
    void theHttpInterfaceShowsNoMore() throws Exception {
        TestingDatabase database = TestingFlavour.MARIADB.shared();
        new TestingOrders(database).recreate();
        database.execute(
                "INSERT INTO orders (id, customer_name, product_name) VALUES (1, 'Ada', 'Lamp'), (2, 'Bob', 'Desk')");
        try (TestingRowcast rowcast = TestingRowcast.start(TestingSettings.embedded(database, directory)
                .with("ROWCAST_COLUMNS", "orders: id, customer_name=redact, product_name")
                .with("ROWCAST_ROWS", "orders: customer_name = 'Ada'"))) {
            URI orders = rowcast.pageUrl().resolve("/api/orders");

            assertThat(get(orders).body())
                    .contains("\"orders\":[{\"id\":1,\"customer_name\":\"***\",\"product_name\":\"Lamp\"}]");
            assertThat(get(URI.create(orders + "/1")).body())
                    .isEqualTo("{\"id\":1,\"customer_name\":\"***\",\"product_name\":\"Lamp\"}");
            assertThat(get(URI.create(orders + "/2")).statusCode()).isEqualTo(404);
        }
    }

    private static HttpResponse<String> get(URI uri) throws Exception {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }

    /** Rules that do not fit are told at the start, with a near name. */
    @Test
    void aRuleForAColumnThatIsNotThereKeepsItFromStarting() throws Exception {
        TestingDatabase database = TestingFlavour.MARIADB.shared();
        create(database);
        for (String rules : List.of("people: !note", "people: id, note", "people: note=redact")) {
            TestingSettings settings = TestingSettings.embedded(database, directory)
                    .with("ROWCAST_TABLES", "people")
                    .with("ROWCAST_COLUMNS", rules);
            assertThat(catchThrowable(() -> TestingRowcast.start(settings)))
                    .hasStackTraceContaining("did you mean notes? Then say so in ROWCAST_COLUMNS");
        }
    }
}
