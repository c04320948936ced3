package dev.rowcast.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rowcast.testing.TestingDatabase;
import dev.rowcast.testing.TestingFlavour;
import dev.rowcast.testing.TestingMosquitto;
import dev.rowcast.testing.TestingOrders;
import dev.rowcast.testing.TestingRowcastProcess;
import dev.rowcast.testing.TestingSettings;
import dev.rowcast.testing.TestingSubscriber;
import dev.rowcast.testing.TestingSubscriber.Received;
import dev.rowcast.testing.TestingTraffic;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A snapshot of more rows than one chunk has, while the tables are written to. */
final class SnapshotIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ROWS = 20_000;
    /** Keys of the traffic are below it. */
    private static final int FIRST = 1_000;

    @TempDir
    private Path directory = Path.of("unset");

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void goesOnWhereItWasCutOffWhileChangesFlow(TestingFlavour flavour) throws Exception {
        TestingOrders orders = new TestingOrders(flavour.shared());
        fill(orders);
        try (TestingMosquitto broker = TestingMosquitto.start(directory);
                TestingSubscriber subscriber = TestingSubscriber.connect(broker.mqttUrl(), "#")) {
            TestingSettings settings = TestingSettings.external(orders.database(), directory, broker)
                    .with("ROWCAST_TABLES", "orders,parts")
                    .with("ROWCAST_MAX_IN_FLIGHT", "20");
            JsonNode before;
            try (TestingRowcastProcess rowcast = TestingRowcastProcess.launch(settings);
                    TestingTraffic traffic = TestingTraffic.start(orders.database(), 2, System.nanoTime())) {
                before = await(rowcast, "a third is read", health -> percent(health) >= 33);
                orders.insertAndAwait(subscriber);
                assertThat(health(rowcast).get("phase").textValue())
                        .as("changes flow meanwhile")
                        .isEqualTo("snapshot");
                rowcast.kill();
                traffic.stop();
            }

            try (TestingRowcastProcess rowcast =
                    TestingRowcastProcess.start(settings.with("ROWCAST_MAX_IN_FLIGHT", "1000"))) {
                assertThat(rowcast.output()).contains("the last one was cut off");
                orders.insertAndAwait(subscriber);
                orders.awaitStateEqualsTable(broker.mqttUrl());
                assertThat(TestingSubscriber.retained(broker.mqttUrl(), "parts/state/+"))
                        .containsOnlyKeys("parts/state/a%2Fb,1", "parts/state/B,2", "parts/state/ç,3");
            }
            assertThat(before.at("/progress/0/of").longValue()).isBetween((long) ROWS, ROWS + 20L);
            assertThat(before.at("/progress/0/remaining_s").isIntegralNumber()).isTrue();
            assertThat(repeated(subscriber.received()))
                    .as("rows that were published again, of %s that were read", before.at("/progress/0/rows"))
                    .isLessThan(before.at("/progress/0/rows").longValue() / 2);
        }
    }

    private static void fill(TestingOrders orders) throws Exception {
        TestingDatabase database = orders.database();
        orders.recreate();
        database.execute(
                "DROP TABLE IF EXISTS parts",
                "CREATE TABLE parts (name VARCHAR(20), number SMALLINT, note TEXT, PRIMARY KEY (name, number))",
                "INSERT INTO parts VALUES ('a/b', 1, 'x'), ('B', 2, NULL), ('ç', 3, '')",
                "INSERT INTO orders (id, customer_name, product_name) WITH RECURSIVE numbers AS (SELECT 0 AS n UNION ALL"
                        + " SELECT n + 1 FROM numbers WHERE n < 199) SELECT " + FIRST
                        + " + hundreds.n * 100 + ones.n, 'many', 'Lamp' FROM numbers hundreds, numbers ones WHERE ones.n < 100");
    }

    /** Of the rows that nobody changes. */
    private static long repeated(List<Received> received) {
        Map<String, Long> times = received.stream()
                .filter(message -> message.topic().startsWith("orders/state/")
                        && message.payload().contains("\"many\""))
                .collect(Collectors.groupingBy(Received::topic, Collectors.counting()));
        assertThat(times).hasSize(ROWS);
        return times.values().stream().filter(count -> count > 1).count();
    }

    private static int percent(JsonNode health) {
        return health.at("/progress/0/percent").asInt();
    }

    private static JsonNode await(TestingRowcastProcess rowcast, String what, Predicate<JsonNode> condition) {
        rowcast.mqttUrl();
        return Awaitility.await(what)
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> health(rowcast), condition);
    }

    private static JsonNode health(TestingRowcastProcess rowcast) throws Exception {
        URI url = rowcast.httpUrl().resolve("/healthz?verbose");
        HttpResponse<String> answer =
                HttpClient.newHttpClient().send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString());
        return JSON.readTree(answer.body());
    }
}
