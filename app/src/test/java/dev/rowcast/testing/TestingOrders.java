package dev.rowcast.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rowcast.change.TableId;
import dev.rowcast.message.Payloads;
import dev.rowcast.mysql.MysqlSettings;
import dev.rowcast.mysql.MysqlSource;
import dev.rowcast.relay.TableReader.KeyedRow;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.awaitility.Awaitility;

/** The table {@code orders} of a server, and what the broker has to hold of it. */
public record TestingOrders(TestingDatabase database) {
    private static final TableId ORDERS = new TableId("shop", "orders");
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** No rows left, the table as it was. */
    public void clear() throws SQLException {
        database.execute("DELETE FROM orders");
    }

    /** The table as {@code mysql-conf/init.sql} makes it, whatever has become of it; without rows. */
    public void recreate() throws SQLException {
        String all = resource("/mysql-conf/init.sql");
        int start = all.indexOf("CREATE TABLE");
        database.execute("DROP TABLE IF EXISTS orders", all.substring(start, all.indexOf(';', start)));
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(TestingOrders.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void insert(long id, String customer) throws SQLException {
        database.execute(
                "INSERT INTO orders (id, customer_name, product_name) VALUES (" + id + ", '" + customer + "', 'Lamp')");
    }

    /** Commits one more order and waits for its event: everything before it has been published then. */
    public void insertAndAwait(TestingSubscriber subscriber) throws SQLException {
        String marker = UUID.randomUUID().toString();
        database.execute("INSERT INTO orders (customer_name, product_name) VALUES ('" + marker + "', 'marker')");
        subscriber.await("the marker's event", message -> message.isEvent() && isMarker(message.json(), marker));
    }

    private static boolean isMarker(JsonNode event, String marker) {
        return event.path("after").path("customer_name").asText().equals(marker);
    }

    /** The state that the table as it is now has: topics, and rows in JSON, read by SELECT. */
    public Map<String, String> asState() {
        MysqlSettings.Login login = new MysqlSettings.Login(
                database.host(), database.port(), TestingDatabase.USER, TestingDatabase.PASSWORD);
        MysqlSource source = new MysqlSource(new MysqlSettings(login, 1, List.of(ORDERS)));
        Map<String, String> state = new TreeMap<>();
        try {
            for (KeyedRow row : TestingTables.rows(source, ORDERS)) {
                String id = new String(Payloads.row(row.key()), UTF_8).replaceAll("\\D", "");
                state.put("orders/state/" + id, new String(Payloads.row(row.row()), UTF_8));
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return state;
    }

    /** Waits until a client that has just come gets exactly the table: nothing missing, nothing stale, no ghost. */
    public void awaitStateEqualsTable(URI broker) {
        Awaitility.await("the retained state equals the table")
                .atMost(LIMIT)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> assertThat(TestingSubscriber.retained(broker, "orders/state/+"))
                        .isEqualTo(asState()));
    }
}
