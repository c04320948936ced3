package dev.rowcast.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rowcast.page.OrdersPageObject;
import dev.rowcast.testing.TestingBrowser;
import dev.rowcast.testing.TestingDatabase;
import dev.rowcast.testing.TestingFlavour;
import dev.rowcast.testing.TestingMosquitto;
import dev.rowcast.testing.TestingOrders;
import dev.rowcast.testing.TestingProxy;
import dev.rowcast.testing.TestingRowcast;
import dev.rowcast.testing.TestingSettings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The page's way to rows that are current, while somebody writes and connections are cut: no change is missed, and none is
 * shown twice. Each order counts its changes in its quantity, and each new order has an id of its own, so what the screen has
 * shown of an order tells.
 */
final class CatchupIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int COUNTERS = 10;
    private static final int CUTS = 8;
    private static final Duration LIMIT = Duration.ofSeconds(60);
    /**
     * Writes down what the screen shows, in the order in which it does: [id, quantity], or [id, null] when it goes. And how the
     * connection is.
     */
    private static final String WATCH =
            """
            window.seen = [];
            window.signals = [];
            const signal = document.getElementById('broker-signal');
            new MutationObserver(() => signals.push(signal.dataset.state)).observe(signal, { attributes: true });
            const note = (row) => seen.push([row.dataset.id, row.querySelector('[data-column=quantity] .value').textContent]);
            new MutationObserver((changes) => {
              for (const { type, target, addedNodes } of changes) {
                if (type === 'attributes' && target.classList.contains('leaving')) {
                  seen.push([target.dataset.id, null]);
                }
                addedNodes.forEach((node) => node.dataset?.id && note(node));
                const cell = (target.nodeType === 1 ? target : target.parentElement)?.closest('td[data-column=quantity]');
                if (cell && type !== 'attributes') {
                  note(cell.closest('tr'));
                }
              }
            }).observe(document.getElementById('rows'), {
              childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: ['class'] });""";

    @TempDir
    private Path directory = Path.of("unset");

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void noChangeIsMissedAndNoneShownTwice(TestingFlavour flavour) throws Exception {
        // Where XA is used, as other tests do on the shared server, MariaDB can not say exactly what a list shows.
        try (TestingDatabase database = flavour.fresh();
                TestingMosquitto broker = TestingMosquitto.start(directory);
                TestingProxy network = new TestingProxy(broker.webSocketUrl().getPort());
                TestingRowcast rowcast = TestingRowcast.start(TestingSettings.external(database, directory, broker)
                        .with("MQTT_URL", "ws://127.0.0.1:" + network.port() + "/mqtt"));
                TestingBrowser browser = TestingBrowser.start();
                Writer writer = Writer.startOn(database)) {
            OrdersPageObject page = new OrdersPageObject(browser);
            // Oldest first, for those that count to stay on the screen.
            page.open(rowcast.pageUrl() + "?sort=id");
            browser.driver().executeScript(WATCH);
            page.waitForSignals("live", "streaming");

            listAheadOfEvents(network, network.connections(), writer, browser);
            for (int cut = 0; cut < CUTS; cut++) {
                writer.awaitMore(60);
                // The page's connection alone, or Rowcast's too, which then sends again what was not acknowledged.
                if (cut % 2 == 0) {
                    network.cutOne(network.connections());
                } else {
                    network.cut();
                }
                writer.awaitMore(20);
                page.waitForSignals("live", "streaming");
            }
            writer.stop();

            Map<String, String> table = quantities(database);
            await("the page to show the table").untilAsserted(() -> {
                assertThat(page.staleness()).isEmpty();
                assertThat(shown(page)).isEqualTo(table);
            });
            assertNoneShownTwice(browser);
            assertThat(String.valueOf(browser.driver().executeScript("return String(seen.length)")))
                    .satisfies(changes -> assertThat(Integer.parseInt(changes)).isGreaterThan(100));
        }
    }

    /** The page lists what Rowcast has not told yet: those events come late, and the rows have them already. */
    private static void listAheadOfEvents(
            TestingProxy network, int connectionOfPage, Writer writer, TestingBrowser browser) {
        network.freezeOne(1);
        writer.awaitMore(20);
        network.cutOne(connectionOfPage);
        // It may be connected again before anybody looks.
        await("the page to notice and to list anew")
                .until(() -> Boolean.TRUE.equals(browser.driver()
                        .executeScript("return signals.includes('lost') && signals.at(-1) === 'live'")));
        writer.awaitMore(20);
        network.thaw();
    }

    private static Map<String, String> shown(OrdersPageObject page) {
        Map<String, String> shown = new TreeMap<>();
        page.rows().forEach(row -> shown.put(row.id(), row.quantity().replace(",", "")));
        return shown;
    }

    private static Map<String, String> quantities(TestingDatabase database) throws SQLException {
        Map<String, String> quantities = new TreeMap<>();
        try (Connection connection = database.connection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT id, quantity FROM orders")) {
            while (rows.next()) {
                quantities.put(rows.getString(1), rows.getString(2));
            }
        }
        return quantities;
    }

    private static void assertNoneShownTwice(TestingBrowser browser) throws Exception {
        Map<String, Integer> last = new TreeMap<>();
        Set<String> gone = new HashSet<>();
        List<String> wrong = new ArrayList<>();
        JsonNode seen =
                JSON.readTree(String.valueOf(browser.driver().executeScript("return JSON.stringify(window.seen)")));
        for (JsonNode each : seen) {
            String id = each.get(0).textValue();
            if (each.get(1).isNull()) {
                gone.add(id);
                continue;
            }
            int quantity = Integer.parseInt(each.get(1).textValue().replace(",", ""));
            Integer before = last.put(id, quantity);
            if (gone.contains(id)) {
                wrong.add("order " + id + " was shown again after it had gone");
            } else if (before != null && quantity < before) {
                wrong.add("order " + id + " went back from " + before + " to " + quantity);
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** Counts up in some orders, and adds and deletes others. */
    private static final class Writer implements AutoCloseable {
        private final AtomicBoolean stopped = new AtomicBoolean();
        private final AtomicInteger changes = new AtomicInteger();
        private final CompletableFuture<Void> writing;

        private Writer(TestingDatabase database) {
            this.writing = CompletableFuture.runAsync(() -> write(database));
        }

        static Writer startOn(TestingDatabase database) throws SQLException {
            new TestingOrders(database).clear();
            for (int id = 1; id <= COUNTERS; id++) {
                database.execute(
                        "INSERT INTO orders (id, customer_name, product_name) VALUES (" + id + ", 'Ada', 'Pen')");
            }
            return new Writer(database);
        }

        private void write(TestingDatabase database) {
            RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
            try (Connection connection = database.connection();
                    Statement statement = connection.createStatement()) {
                int next = COUNTERS + 1;
                while (!stopped.get()) {
                    int choice = random.nextInt(10);
                    if (choice == 0) {
                        statement.executeUpdate("INSERT INTO orders (id, customer_name, product_name) VALUES (" + next++
                                + ", 'New', 'Pen')");
                    } else if (choice == 1) {
                        statement.executeUpdate("DELETE FROM orders WHERE id > " + COUNTERS + " ORDER BY id LIMIT 1");
                    } else {
                        statement.executeUpdate("UPDATE orders SET quantity = quantity + 1 WHERE id = "
                                + random.nextInt(1, COUNTERS + 1));
                    }
                    changes.getAndIncrement();
                }
                statement.executeUpdate("DELETE FROM orders WHERE id > " + (COUNTERS + 5));
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        void awaitMore(int count) {
            int wanted = changes.get() + count;
            await("the writer").until(() -> changes.get() >= wanted || writing.isDone());
        }

        void stop() {
            stopped.set(true);
            writing.join();
        }

        @Override
        public void close() {
            stopped.set(true);
            await("the writer to stop").until(writing::isDone);
        }
    }

    private static ConditionFactory await(String what) {
        return Awaitility.await(what).atMost(LIMIT).pollInterval(Duration.ofMillis(50));
    }
}
