package dev.rowcast.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rowcast.testing.TestingFlavour;
import dev.rowcast.testing.TestingMosquitto;
import dev.rowcast.testing.TestingOrders;
import dev.rowcast.testing.TestingRowcast;
import dev.rowcast.testing.TestingSettings;
import dev.rowcast.testing.TestingSubscriber;
import dev.rowcast.testing.TestingTraffic;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What settings ask for beside rows and status, from databases of both kinds to a broker. */
final class ExtrasIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern QUOTED = Pattern.compile("'([^']*)'");
    private static final String DISCOVERY = "homeassistant/device/rowcast_rowcast/config";

    @TempDir
    private Path directory = Path.of("unset");

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void countsFollowEveryChange(TestingFlavour flavour) throws Exception {
        TestingOrders orders = new TestingOrders(flavour.shared());
        orders.recreate();
        for (int id = 1; id <= 4; id++) {
            orders.insert(id, "before");
        }
        try (TestingMosquitto broker = TestingMosquitto.start(directory);
                TestingRowcast rowcast = TestingRowcast.start(settings(orders, broker))) {
            awaitCounts(broker.mqttUrl(), Map.of("pending", 4L, "shipped", 0L, "delivered", 0L));

            orders.database()
                    .execute(
                            "UPDATE orders SET status = 'shipped' WHERE id <= 2",
                            "UPDATE orders SET id = 9, status = 'delivered' WHERE id = 1",
                            "DELETE FROM orders WHERE id = 3");
            orders.insert(5, "after");
            rollBack(orders, "UPDATE orders SET status = 'delivered'");
            awaitCounts(broker.mqttUrl(), Map.of("pending", 2L, "shipped", 1L, "delivered", 1L));

            orders.database()
                    .execute(
                            "ALTER TABLE orders MODIFY status ENUM ('pending', 'shipped', 'delivered', 'it''s back')"
                                    + " DEFAULT 'pending'",
                            "UPDATE orders SET status = 'it''s back' WHERE id = 9",
                            "UPDATE orders SET status = NULL WHERE id = 5");
            awaitCounts(broker.mqttUrl(), Map.of("pending", 1L, "shipped", 1L, "delivered", 0L, "it's back", 1L));

            orders.database().execute("TRUNCATE TABLE orders");
            awaitCounts(broker.mqttUrl(), Map.of("pending", 0L, "shipped", 0L, "delivered", 0L, "it's back", 0L));
            rowcast.stop();
            orders.insert(1, "while it is away");
            rowcast.start();
            awaitCounts(broker.mqttUrl(), Map.of("pending", 1L, "shipped", 0L, "delivered", 0L, "it's back", 0L));
        } finally {
            orders.recreate();
        }
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void countsThatBeganAmongChangesAreRight(TestingFlavour flavour) throws Exception {
        TestingOrders orders = new TestingOrders(flavour.shared());
        orders.recreate();
        try (TestingMosquitto broker = TestingMosquitto.start(directory);
                TestingTraffic traffic = TestingTraffic.start(orders.database(), 3, System.nanoTime());
                TestingRowcast rowcast = TestingRowcast.start(settings(orders, broker))) {
            awaitSomeCounts(broker.mqttUrl());
            for (int round = 0; round < 3; round++) {
                for (int id = 1; id <= 12; id++) {
                    String update = "UPDATE orders SET status = ELT(1 + (id + " + round
                            + ") % 3, 'pending', 'shipped', 'delivered') WHERE id = " + id;
                    await("no deadlock with the traffic")
                            .atMost(LIMIT)
                            .ignoreExceptionsInstanceOf(SQLTransactionRollbackException.class)
                            .untilAsserted(() -> orders.database().execute(update));
                }
                traffic.awaitCommits(50);
            }
            rowcast.restart();
            awaitSomeCounts(broker.mqttUrl());
            traffic.awaitCommits(200);
            // What is counted once, while others write, is kept by what they change.
            awaitSomeCounts(broker.mqttUrl());
            traffic.stop();

            awaitCounts(broker.mqttUrl(), counted(orders));
        }
    }

    @Test
    void homeAssistantFindsADeviceWhoseTemplatesLeadSomewhere() throws Exception {
        TestingFlavour flavour = TestingFlavour.MARIADB;
        TestingOrders orders = new TestingOrders(flavour.shared());
        orders.recreate();
        try (TestingMosquitto broker = TestingMosquitto.start(directory);
                TestingRowcast rowcast = TestingRowcast.start(settings(orders, broker))) {
            awaitSomeCounts(broker.mqttUrl());
            await("all sensors").atMost(LIMIT).untilAsserted(() -> assertThat(
                            retained(broker.mqttUrl(), DISCOVERY).get("cmps"))
                    .hasSize(1 + 3 + 1 + 3));

            JsonNode components = retained(broker.mqttUrl(), DISCOVERY).get("cmps");
            for (JsonNode component : components) {
                String topic = component.get("state_topic").textValue();
                if (component.has("value_template")) {
                    assertThat(value(component.get("value_template").textValue(), retained(broker.mqttUrl(), topic)))
                            .as("%s", component)
                            .isNotEmpty();
                } else {
                    assertThat(TestingSubscriber.retained(broker.mqttUrl(), topic))
                            .containsEntry(topic, component.get("payload_on").textValue());
                }
            }

            orders.database().execute("ALTER TABLE orders MODIFY status ENUM ('pending', 'gone')");
            await("the labels that are gone are taken away").atMost(LIMIT).untilAsserted(() -> assertThat(
                            retained(broker.mqttUrl(), DISCOVERY).get("cmps"))
                    .filteredOn(component -> component.size() == 1)
                    .hasSize(2));
            assertThat(rowcast.status().ready()).isTrue();
        } finally {
            orders.recreate();
        }
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void birthTellsColumnsAndTopicsAsTheyAre(TestingFlavour flavour) throws Exception {
        TestingOrders orders = new TestingOrders(flavour.shared());
        orders.recreate();
        try (TestingMosquitto broker = TestingMosquitto.start(directory);
                TestingRowcast rowcast = TestingRowcast.start(settings(orders, broker)
                        .with("ROWCAST_COLUMNS", "orders: !product_name, customer_name=redact"))) {
            JsonNode birth = retained(broker.mqttUrl(), "rowcast/birth");
            JsonNode table = birth.at("/tables/0");
            assertThat(table.get("event_topic").textValue()).isEqualTo("orders/{event}/{key}");
            assertThat(table.get("state_topic").textValue()).isEqualTo("orders/state/{key}");
            assertThat(table.get("key")).hasToString("[\"id\"]");
            assertThat(table.get("columns"))
                    .extracting(column -> column.get("name").textValue())
                    .containsExactly("id", "customer_name", "quantity", "total", "status", "created_at", "updated_at");
            assertThat(table.at("/columns/1/masked").booleanValue()).isTrue();
            assertThat(table.at("/columns/3/type").textValue()).isEqualTo("decimal(10,2)");

            orders.database().execute("ALTER TABLE orders ADD COLUMN note VARCHAR(20)");
            await("the new column").atMost(LIMIT).untilAsserted(() -> assertThat(
                            retained(broker.mqttUrl(), "rowcast/birth").at("/tables/0/columns/7"))
                    .hasToString("{\"name\":\"note\",\"type\":\"varchar(20)\",\"masked\":false}"));
            assertThat(retained(broker.mqttUrl(), "rowcast/birth").get("born_at"))
                    .isNotEqualTo(birth.get("born_at"));
            assertThat(rowcast.status().gaps().count()).isZero();
        } finally {
            orders.recreate();
        }
    }

    @Test
    void whatCanNotBeCountedKeepsNothingElseFromBeingTold() throws Exception {
        TestingFlavour flavour = TestingFlavour.MARIADB;
        TestingOrders orders = new TestingOrders(flavour.shared());
        orders.recreate();
        try (TestingMosquitto broker = TestingMosquitto.start(directory);
                TestingRowcast rowcast = TestingRowcast.start(settings(orders, broker)
                        .with("ROWCAST_COUNTS", "orders.nothing,orders.quantity,orders.STATUS"))) {
            orders.insert(1, "first");
            awaitCounts(broker.mqttUrl(), Map.of("pending", 1L, "shipped", 0L, "delivered", 0L));

            orders.database().execute("DROP TABLE orders");
            await("nothing is counted").atMost(LIMIT).untilAsserted(() -> assertThat(
                            retained(broker.mqttUrl(), "rowcast/counts"))
                    .hasToString("{}"));
            orders.recreate();
            orders.insert(2, "second");
            awaitCounts(broker.mqttUrl(), Map.of("pending", 1L, "shipped", 0L, "delivered", 0L));
            orders.awaitStateEqualsTable(broker.mqttUrl());
            assertThat(rowcast.status().gaps().count()).isZero();
        }
    }

    private TestingSettings settings(TestingOrders orders, TestingMosquitto broker) {
        return TestingSettings.external(orders.database(), directory, broker)
                .with("ROWCAST_COUNTS", "orders.status")
                .with("ROWCAST_HOME_ASSISTANT", "homeassistant")
                .with("ROWCAST_BIRTH", "true");
    }

    private static void rollBack(TestingOrders orders, String sql) throws SQLException {
        try (Connection connection = orders.database().rootConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(sql);
            connection.rollback();
        }
    }

    private static Map<String, Long> counted(TestingOrders orders) throws SQLException {
        Map<String, Long> rows = new TreeMap<>(Map.of("pending", 0L, "shipped", 0L, "delivered", 0L));
        try (Connection connection = orders.database().rootConnection();
                Statement statement = connection.createStatement();
                ResultSet groups = statement.executeQuery("SELECT status, COUNT(*) FROM orders GROUP BY status")) {
            while (groups.next()) {
                rows.put(groups.getString(1), groups.getLong(2));
            }
        }
        return rows;
    }

    private static void awaitCounts(URI broker, Map<String, Long> expected) throws Exception {
        JsonNode all = JSON.readTree(JSON.writeValueAsString(Map.of("shop.orders", Map.of("status", expected))));
        await("counts").atMost(LIMIT).pollInterval(Duration.ofMillis(200)).untilAsserted(() -> assertThat(
                        retained(broker, "rowcast/counts"))
                .isEqualTo(all));
    }

    private static void awaitSomeCounts(URI broker) {
        await("the rows are counted")
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> retained(broker, "rowcast/counts").has("shop.orders"));
    }

    private static JsonNode retained(URI broker, String topic) throws Exception {
        return JSON.readTree(TestingSubscriber.retained(broker, topic).getOrDefault(topic, "null"));
    }

    /** What a template of ours renders; empty where it leads nowhere. */
    private static String value(String template, JsonNode payload) {
        List<String> names =
                QUOTED.matcher(template).results().map(found -> found.group(1)).toList();
        if (template.contains("selectattr")) {
            for (JsonNode table : payload.get("tables")) {
                // 'schema', 'eq', its name, 'table', 'eq', its name, 'rows'
                if (table.path(names.get(0)).asText().equals(names.get(2))
                        && table.path(names.get(3)).asText().equals(names.get(5))) {
                    return table.path(names.get(6)).asText();
                }
            }
            return "";
        }
        Matcher member = Pattern.compile("\\{\\{ value_json\\.([a-z_]+) }}").matcher(template);
        JsonNode found = member.matches() ? payload.path(member.group(1)) : payload;
        for (String name : names) {
            found = found.path(name);
        }
        return found.asText();
    }
}
