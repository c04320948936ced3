package dev.rowcast.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rowcast.testing.StateByVersion;
import dev.rowcast.testing.TestingDatabase;
import dev.rowcast.testing.TestingFlavour;
import dev.rowcast.testing.TestingOrders;
import dev.rowcast.testing.TestingRowcast;
import dev.rowcast.testing.TestingSettings;
import dev.rowcast.testing.TestingSubscriber;
import dev.rowcast.testing.TestingSubscriber.Received;
import dev.rowcast.testing.TestingTraffic;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Commits in a database, seen by an MQTT client of the embedded broker. */
final class PipelineIT {
    @TempDir
    private Path dataDir = Path.of("unset");

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void everyChangeArrivesAsStateAndThenAsEvent(TestingFlavour flavour) throws Exception {
        TestingOrders orders = emptied(flavour.shared());
        try (TestingRowcast rowcast = TestingRowcast.start(TestingSettings.embedded(orders.database(), dataDir));
                TestingSubscriber subscriber = TestingSubscriber.connect(rowcast.mqttUrl(), "orders/#")) {
            // One after the other, for of states that wait together only the last is sent.
            Map<String, String> lastEvents = new LinkedHashMap<>();
            lastEvents.put(
                    "INSERT INTO orders (id, customer_name, product_name, quantity, total, created_at, updated_at)"
                            + " VALUES (18446744073709551000, 'Łukasz 🚚', 'Cup', 2, 58.90,"
                            + " '2026-11-20 09:12:00.120', '2026-11-20 09:12:00')",
                    "orders/inserted/18446744073709551000");
            lastEvents.put(
                    "UPDATE orders SET status = 'shipped', updated_at = '2026-11-20 09:15:30.5'",
                    "orders/updated/18446744073709551000");
            lastEvents.put("UPDATE orders SET id = 8, updated_at = '2026-11-20 09:15:31'", "orders/inserted/8");
            lastEvents.put("DELETE FROM orders", "orders/deleted/8");
            for (Map.Entry<String, String> change : lastEvents.entrySet()) {
                orders.database().execute(change.getKey());
                subscriber.await(change.getValue(), message -> message.topic().equals(change.getValue()));
            }

            assertTold(subscriber.received());
            assertThat(TestingSubscriber.retained(rowcast.mqttUrl(), "orders/#"))
                    .isEmpty();
        }
    }

    private static void assertTold(List<Received> all) {
        String old = "18446744073709551000";
        String inserted = row(old, "pending", "2026-11-20T09:12:00.000Z");
        String shipped = row(old, "shipped", "2026-11-20T09:15:30.500Z");
        String moved = row("8", "shipped", "2026-11-20T09:15:31.000Z");
        assertThat(all)
                .extracting(Received::topic)
                .containsExactly(
                        "orders/state/" + old,
                        "orders/inserted/" + old,
                        "orders/state/" + old,
                        "orders/updated/" + old,
                        "orders/state/" + old,
                        "orders/deleted/" + old,
                        "orders/state/8",
                        "orders/inserted/8",
                        "orders/state/8",
                        "orders/deleted/8");
        assertThat(all.stream().filter(Received::isState))
                .extracting(Received::payload)
                .containsExactly(inserted, shipped, "", moved, "");
        assertEvent(all.get(1), "insert", old, "null", inserted);
        assertEvent(all.get(3), "update", old, inserted, shipped);
        assertEvent(all.get(5), "delete", old, shipped, "null");
        assertEvent(all.get(7), "insert", "8", "null", moved);
        assertEvent(all.get(9), "delete", "8", moved, "null");
        assertSameVersionInOrder(all);
    }

    private static String row(String id, String status, String updatedAt) {
        return "{\"id\":" + id + ",\"customer_name\":\"Łukasz 🚚\",\"product_name\":\"Cup\",\"quantity\":2,"
                + "\"total\":\"58.90\",\"status\":\"" + status + "\",\"created_at\":\"2026-11-20T09:12:00.120Z\","
                + "\"updated_at\":\"" + updatedAt + "\"}";
    }

    private static void assertEvent(Received event, String operation, String id, String before, String after) {
        assertThat(event.payload())
                .startsWith("{\"op\":\"" + operation + "\",\"schema\":\"shop\",\"table\":\"orders\",\"key\":{\"id\":"
                        + id + "},\"before\":" + before + ",\"after\":" + after + ",\"version\":\"");
        JsonNode json = event.json();
        assertThat(json.get("committed_at").textValue()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z");
        JsonNode source = json.get("source");
        assertThat(source.get("server").textValue()).isNotEmpty();
        assertThat(source.get("gtid").textValue()).isNotEmpty();
        assertThat(source.get("file").textValue()).startsWith("binlog.");
        assertThat(source.get("pos").longValue()).isPositive();
        assertThat(source.get("row").isIntegralNumber()).isTrue();
    }

    /** A state and its event have one version; versions grow as plain text. */
    private static void assertSameVersionInOrder(List<Received> all) {
        List<String> versions = new ArrayList<>();
        for (int i = 0; i < all.size(); i += 2) {
            assertThat(all.get(i).version()).isEqualTo(all.get(i + 1).eventVersion());
            assertThat(all.get(i).committedAt())
                    .isEqualTo(all.get(i + 1).json().get("committed_at").textValue());
            versions.add(all.get(i + 1).eventVersion());
        }
        assertThat(versions).isSorted().doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void theFirstStartPublishesTheTableAndSaysWhatItDoes(TestingFlavour flavour) throws Exception {
        TestingOrders orders = emptied(flavour.shared());
        orders.insert(3, "Ada");
        orders.insert(4, "Grace");
        try (TestingRowcast rowcast = TestingRowcast.start(TestingSettings.embedded(orders.database(), dataDir));
                TestingSubscriber subscriber = TestingSubscriber.connect(rowcast.mqttUrl(), "#")) {
            subscriber.await(
                    "online",
                    message -> message.topic().equals("rowcast/status")
                            && message.payload().equals("online"));
            orders.awaitStateEqualsTable(rowcast.mqttUrl());
            assertThat(TestingSubscriber.retained(rowcast.mqttUrl(), "orders/#"))
                    .containsOnlyKeys("orders/state/3", "orders/state/4");
            orders.insert(5, "Alan");
            Received info = subscriber.await(
                    "the new row counts",
                    message -> message.topic().equals("rowcast/info")
                            && message.json().at("/tables/0/rows").asInt() == 3);
            assertThat(info.json().get("phase").textValue()).isEqualTo("streaming");
            assertThat(info.json().get("version").textValue()).isNotEmpty();
            assertThat(info.json().at("/tables/0/table").textValue()).isEqualTo("orders");
            assertThat(info.json().at("/position/file").textValue()).startsWith("binlog.");
            assertThat(info.json().get("lag_ms").isIntegralNumber()).isTrue();
            assertThat(info.json().get("last_gap").isNull()).isTrue();
            assertThat(info.json().get("started_at").textValue()).endsWith("Z");
        }
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void aTransactionArrivesWholeAndInOrderAndARolledBackOneNotAtAll(TestingFlavour flavour) throws Exception {
        TestingOrders orders = emptied(flavour.shared());
        try (TestingRowcast rowcast = TestingRowcast.start(TestingSettings.embedded(orders.database(), dataDir));
                TestingSubscriber subscriber = TestingSubscriber.connect(rowcast.mqttUrl(), "orders/#");
                Connection connection = orders.database().connection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (int id = 1; id <= 500; id++) {
                statement.execute(insert(id, "a"));
            }
            connection.rollback();
            for (int id = 1; id <= 500; id++) {
                statement.execute(insert(id, "b"));
            }
            statement.execute("UPDATE orders SET quantity = quantity + 1");
            statement.execute("UPDATE orders SET quantity = quantity + 1 WHERE id = 7");
            statement.execute("DELETE FROM orders WHERE id > 250");
            assertThat(subscriber.events()).isEmpty();
            connection.commit();
            orders.insertAndAwait(subscriber);

            Map<Integer, List<String>> byKey = new TreeMap<>();
            subscriber.events().stream().limit(subscriber.events().size() - 1).forEach(event -> byKey.computeIfAbsent(
                            event.json().at("/key/id").intValue(), ignored -> new ArrayList<>())
                    .add(event.json().get("op").textValue()
                            + event.json().at("/after/quantity").asText()));
            assertThat(byKey).hasSize(500).allSatisfy((id, operations) -> assertThat(operations)
                    .isEqualTo(
                            id == 7
                                    ? List.of("insert1", "update2", "update3")
                                    : id <= 250
                                            ? List.of("insert1", "update2")
                                            : List.of("insert1", "update2", "delete")));
            orders.awaitStateEqualsTable(rowcast.mqttUrl());
        }
    }

    private static String insert(int id, String customer) {
        return "INSERT INTO orders (id, customer_name, product_name) VALUES (" + id + ", '" + customer + "', 'Lamp')";
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void whatConcurrentWritersCommitArrivesInCommitOrderByKey(TestingFlavour flavour) throws Exception {
        TestingOrders orders = emptied(flavour.shared());
        try (TestingRowcast rowcast = TestingRowcast.start(TestingSettings.embedded(orders.database(), dataDir));
                TestingSubscriber subscriber = TestingSubscriber.connect(rowcast.mqttUrl(), "orders/#")) {
            TestingTraffic traffic = TestingTraffic.start(orders.database(), 4, System.nanoTime());
            try (traffic) {
                traffic.awaitCommits(600);
            }
            orders.insertAndAwait(subscriber);

            traffic.assertAllArrived(subscriber.events());
            assertThat(TestingSubscriber.withoutRepetitions(subscriber.events()))
                    .hasSameSizeAs(subscriber.events());
            orders.awaitStateEqualsTable(rowcast.mqttUrl());
            assertThat(StateByVersion.of(subscriber.received())).isEqualTo(orders.asState());
        }
    }

    private static TestingOrders emptied(TestingDatabase database) throws Exception {
        TestingOrders orders = new TestingOrders(database);
        orders.clear();
        return orders;
    }
}
