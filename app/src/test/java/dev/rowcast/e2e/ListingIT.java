package dev.rowcast.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rowcast.change.MysqlGtidSet;
import dev.rowcast.testing.TestingDatabase;
import dev.rowcast.testing.TestingFlavour;
import dev.rowcast.testing.TestingOrders;
import dev.rowcast.testing.TestingRowcast;
import dev.rowcast.testing.TestingSettings;
import dev.rowcast.testing.TestingSubscriber;
import dev.rowcast.testing.TestingSubscriber.Received;
import dev.rowcast.testing.TestingTraffic;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A list of the orders and the events that go on where it ends, as the page puts them together. */
final class ListingIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int WRITERS = 4;
    private static final int LISTS = 60;

    @TempDir
    private Path directory = Path.of("unset");

    private final HttpClient client = HttpClient.newHttpClient();

    /** Whether a list shows an event, by what the answer says. */
    private enum Shown {
        YES,
        PERHAPS,
        NO
    }

    /**
     * An answer of {@code /api/orders}.
     *
     * @param above all its ids are above this one
     * @param below and below this one
     * @param exact whether the answer says all of what it shows
     */
    private record Page(JsonNode json, long above, long below, boolean exact) {
        boolean covers(long key) {
            return above < key && key < below;
        }

        @Nullable
        JsonNode row(long key) {
            for (JsonNode order : json.get("orders")) {
                if (order.get("id").longValue() == key) {
                    return order;
                }
            }
            return null;
        }

        Shown shows(JsonNode event) {
            JsonNode gtids = json.get("gtids");
            if (gtids.isNull()) {
                boolean within = event.get("version")
                                .textValue()
                                .compareTo(json.get("version").textValue())
                        <= 0;
                return within ? Shown.YES : exact ? Shown.NO : Shown.PERHAPS;
            }
            String gtid = event.get("source").get("gtid").textValue();
            if (MysqlGtidSet.parse(gtids.get("executed").textValue()).contains(gtid)) {
                return Shown.YES;
            }
            return MysqlGtidSet.parse(gtids.get("committing").textValue()).contains(gtid) ? Shown.PERHAPS : Shown.NO;
        }
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void itsRowsAndTheEventsItDoesNotShowAreTheTable(TestingFlavour flavour) throws Exception {
        // As many operators set it; a view has to be one moment's all the same.
        try (TestingDatabase database = flavour.fresh("--transaction-isolation=READ-COMMITTED")) {
            assertThatTheyAreTheTable(database, true);
            if (flavour == TestingFlavour.MARIADB) {
                // From the first XA COMMIT on a view's place is a lower bound.
                database.execute(
                        "XA START 'x'",
                        "INSERT INTO orders (customer_name, product_name) VALUES ('Ada', 'Lamp')",
                        "XA END 'x'",
                        "XA PREPARE 'x'",
                        "XA COMMIT 'x'");
                assertThatTheyAreTheTable(database, false);
            }
        }
    }

    private void assertThatTheyAreTheTable(TestingDatabase database, boolean exact) throws Exception {
        TestingOrders orders = new TestingOrders(database);
        orders.clear();
        List<Page> pages = new ArrayList<>();
        try (TestingRowcast rowcast = TestingRowcast.start(TestingSettings.embedded(database, directory));
                TestingSubscriber subscriber = TestingSubscriber.connect(
                        rowcast.mqttUrl(), "orders/inserted/+", "orders/updated/+", "orders/deleted/+");
                TestingTraffic traffic = TestingTraffic.start(database, WRITERS, System.nanoTime())) {
            traffic.awaitCommits(20);
            for (int i = 0; i < LISTS; i++) {
                // As somebody would who subscribes only now, and will not hear of them again.
                List<JsonNode> heard =
                        subscriber.events().stream().map(Received::json).toList();
                for (Page page : list(rowcast.pageUrl(), i % 2 == 0 ? 2000 : 5, exact)) {
                    pages.add(page);
                    assertThat(heard).allSatisfy(event -> assertShown(page, event));
                }
                traffic.awaitCommits(3);
            }
            traffic.stop();
            orders.insertAndAwait(subscriber);
            Map<Long, List<JsonNode>> events = byKey(subscriber.events());
            Page end = list(rowcast.pageUrl(), 2000, exact).get(0);
            pages.forEach(page -> assertFits(page, events, end));
            System.err.println("Lists of " + database + ": " + pages.size() + " pages, uncertain in "
                    + pages.stream().filter(ListingIT::isUncertain).count());
        }
    }

    private static void assertShown(Page page, JsonNode event) {
        if (page.exact && page.covers(event.get("key").get("id").longValue())) {
            assertThat(page.shows(event)).as("%s in %s", event, page.json).isEqualTo(Shown.YES);
        }
    }

    private static boolean isUncertain(Page page) {
        return !page.json.get("gtids").path("committing").asText().isEmpty();
    }

    /** All orders, from the last to the first. */
    private List<Page> list(URI base, int limit, boolean exact) throws IOException, InterruptedException {
        List<Page> pages = new ArrayList<>();
        long below = Long.MAX_VALUE;
        while (below > 0) {
            String from = below == Long.MAX_VALUE ? "order=desc" : "before=" + below;
            HttpRequest request = HttpRequest.newBuilder(base.resolve("/api/orders?limit=" + limit + "&" + from))
                    .build();
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            JsonNode json = JSON.readTree(response.body());
            long next = json.get("next").asLong(0);
            pages.add(new Page(json, Math.max(next - 1, 0), below, exact));
            below = next;
        }
        return pages;
    }

    private static Map<Long, List<JsonNode>> byKey(List<Received> events) {
        Map<Long, List<JsonNode>> byKey = new TreeMap<>();
        for (Received event : TestingSubscriber.withoutRepetitions(events)) {
            JsonNode json = event.json();
            byKey.computeIfAbsent(json.get("key").get("id").longValue(), ignored -> new ArrayList<>())
                    .add(json);
        }
        return byKey;
    }

    private static void assertFits(Page page, Map<Long, List<JsonNode>> events, Page end) {
        Set<Long> keys = new HashSet<>(events.keySet());
        page.json.get("orders").forEach(order -> keys.add(order.get("id").longValue()));
        keys.removeIf(key -> !page.covers(key));
        for (long key : keys) {
            List<JsonNode> ofKey = events.getOrDefault(key, List.of());
            assertRowIsThatOfTheEventsItShows(page, key, ofKey);
            JsonNode replayed = page.row(key);
            for (JsonNode event : ofKey) {
                if (page.shows(event) != Shown.YES) {
                    replayed = after(event);
                }
            }
            assertThat(replayed).as("order %d after %s", key, page.json).isEqualTo(end.row(key));
        }
    }

    private static void assertRowIsThatOfTheEventsItShows(Page page, long key, List<JsonNode> events) {
        List<@Nullable JsonNode> possible = new ArrayList<>();
        possible.add(null);
        Shown before = Shown.YES;
        for (JsonNode event : events) {
            Shown shown = page.shows(event);
            assertThat(shown)
                    .as("%s behind one %s in %s", event, before, page.json)
                    .isGreaterThanOrEqualTo(before);
            before = shown;
            if (shown == Shown.YES) {
                possible.clear();
            }
            if (shown != Shown.NO) {
                possible.add(after(event));
            }
        }
        assertThat(possible).as("order %d of %s", key, page.json).contains(page.row(key));
    }

    private static @Nullable JsonNode after(JsonNode event) {
        return event.get("after").isNull() ? null : event.get("after");
    }
}
