package dev.rowcast.page;

import static dev.rowcast.page.PanelsPageObject.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.http.BindFailedException;
import dev.rowcast.http.HttpSettings;
import dev.rowcast.http.NewOrder;
import dev.rowcast.http.OrderPatch;
import dev.rowcast.http.OrderRejectedException;
import dev.rowcast.http.OrderStatus;
import dev.rowcast.http.OrdersUnavailableException;
import dev.rowcast.testing.InMemoryOrders;
import dev.rowcast.testing.OrderPublisher;
import dev.rowcast.testing.TestingBrowser;
import dev.rowcast.testing.TestingFront;
import dev.rowcast.testing.TestingFront.Answer;
import dev.rowcast.testing.TestingMosquitto;
import dev.rowcast.testing.TestingWeb;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** What stands beside the table, in a real browser, over a real broker: the events, a followed order, the last minute. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PanelsIT {
    private static final String NOW = "{\"now\":\"%s\",\"commit_time_resolution\":\"%s\"}";

    private TestingBrowser browser;

    // Of one test.
    private TestingMosquitto broker;
    private InMemoryOrders orders;
    private OrderPublisher publisher;
    private TestingWeb web;
    private TestingFront front;
    private OrdersPageObject page;
    private PanelsPageObject panels;

    @BeforeAll
    void startBrowser() throws IOException {
        browser = TestingBrowser.start();
    }

    @AfterAll
    void stopBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void start(@TempDir Path brokerDirectory) throws IOException, InterruptedException, BindFailedException {
        broker = TestingMosquitto.start(brokerDirectory);
        orders = new InMemoryOrders();
        publisher = new OrderPublisher(broker.mqttPort(), orders);
        publisher.online();
        int webSocketPort = broker.webSocketUrl().getPort();
        web = TestingWeb.start(
                new HttpSettings("127.0.0.1", 0, false, Set.of(), TestingWeb.page(webSocketPort, broker.mqttPort())),
                orders);
        front = new TestingFront(web.url());
        databaseClock("microseconds");
        page = new OrdersPageObject(browser);
        panels = new PanelsPageObject(browser);
        browser.complaints();
    }

    @AfterEach
    void stop() {
        browser.driver().get("about:blank");
        front.close();
        web.close();
        publisher.close();
        broker.close();
    }

    @Test
    void anEventOpensToAllThatItSays() throws OrdersUnavailableException, OrderRejectedException {
        create("<b>Ada</b>");
        open("");
        update(1, new OrderPatch("Grace", null, null, new BigDecimal("7.50"), null));
        panels.waitForTopics("orders/updated/1");
        String version = orders.version();

        panels.toggleEvent("orders/updated/1");

        assertThat(panels.differences("#log"))
                .containsExactly(
                        "customer_name was <b>Ada</b> → , now Grace",
                        "total was 19.90 → , now 7.50",
                        "updated_at was 2026-11-20T09:12:00.123Z → , now 2026-11-20T09:15:30.500Z");
        assertThat(panels.details())
                .contains(version, "2026-11-20T09:12:00.123456Z", "binlog.000042 at 604, change 1")
                .contains("  \"op\": \"update\",\n", "    \"customer_name\": \"<b>Ada</b>\",\n");
        await("the latency").until(() -> panels.details().contains("from the commit to this screen"));
        panels.toggleEvent("orders/updated/1");
        assertThat(panels.details()).isEmpty();
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void jsonAndTopicOfAnEventAreCopied() throws OrdersUnavailableException, OrderRejectedException {
        orders.nextId(new BigInteger("18446744073709551615"));
        open("");
        create("Ada");
        panels.waitForTopics("orders/inserted/18446744073709551615");
        panels.toggleEvent("orders/inserted/18446744073709551615");

        panels.click("#log .copy[aria-label='Copy the topic']");
        await("the topic").until(() -> panels.pasted().equals("orders/inserted/18446744073709551615"));
        // As on a page that came over plain HTTP from another machine.
        browser.driver().executeScript("Object.defineProperty(navigator, 'clipboard', { value: undefined })");
        panels.click("#log .copy[aria-label='Copy the JSON']");
        await("the JSON").until(() -> panels.pasted().startsWith("{\"op\":\"insert\""));
        assertThat(panels.pasted())
                .contains("\"key\":{\"id\":18446744073709551615}")
                .endsWith("}");
    }

    @Test
    void allEventsAreCopiedAndExportedAsLinesOfJson(@TempDir Path downloads)
            throws IOException, OrdersUnavailableException, OrderRejectedException {
        browser.driver()
                .executeCdpCommand(
                        "Browser.setDownloadBehavior",
                        Map.of("behavior", "allow", "downloadPath", downloads.toString()));
        open("");
        create("Ada\nLovelace");
        update(1, status(OrderStatus.SHIPPED));
        orders.delete(BigInteger.ONE);
        panels.waitForTopics("orders/deleted/1", "orders/updated/1", "orders/inserted/1");

        panels.click(".bulk .copy");
        await("the lines").until(() -> panels.pasted().lines().count() == 3);
        String copied = panels.pasted();
        panels.click(".bulk .export");

        await("the file").until(() -> !files(downloads).isEmpty());
        Path file = files(downloads).get(0);
        assertThat(file.getFileName().toString()).matches("rowcast-events-2[0-9TZ-]+\\.ndjson");
        await("the file to be whole").until(() -> Files.readString(file).equals(copied));
        assertThat(copied.lines())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith("{\"op\":\"insert\",\"schema\":\"shop\"")
                                .contains("\"Ada\\nLovelace\"")
                                .containsPattern(",\"topic\":\"orders/inserted/1\",\"received_at\":\"2[0-9T:.-]+Z\"}$"),
                        line -> assertThat(line).contains("\"topic\":\"orders/updated/1\""),
                        line -> assertThat(line).contains("\"topic\":\"orders/deleted/1\""));
        panels.click("#log-panel .filters .update");
        panels.click(".bulk .copy");
        await("the filtered lines").until(() -> panels.pasted().lines().count() == 2);
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void theListHoldsStillWhileItIsRead() throws OrdersUnavailableException, OrderRejectedException {
        open("");
        create("Ada");
        panels.waitForTopics("orders/inserted/1");

        panels.pointAt("#log li");
        create("Grace");
        create("Edsger");
        await("two to wait").until(() -> panels.waiting().equals("+2 more"));
        assertThat(panels.loggedTopics()).containsExactly("orders/inserted/1");
        panels.showWaiting();
        panels.waitForTopics("orders/inserted/3", "orders/inserted/2", "orders/inserted/1");

        create("Barbara");
        await("one to wait").until(() -> panels.waiting().equals("+1 more"));
        panels.pointAt("#orders-title");
        await("the list to go on").until(() -> panels.loggedTopics().get(0).equals("orders/inserted/4"));
        assertThat(panels.waiting()).isEmpty();

        panels.toggleEvent("orders/inserted/4");
        panels.pointAt("#orders-title");
        create("Margaret");
        await("one to wait").until(() -> panels.waiting().equals("+1 more"));
        panels.toggleEvent("orders/inserted/4");
        panels.pointAt("#orders-title");
        await("the list to go on").until(() -> panels.loggedTopics().get(0).equals("orders/inserted/5"));
    }

    @Test
    void theKeyboardReachesEveryEvent() throws OrdersUnavailableException, OrderRejectedException {
        open("");
        create("Ada");
        create("Grace");
        panels.waitForTopics("orders/inserted/2", "orders/inserted/1");

        browser.driver().findElement(By.cssSelector(".filters .delete")).sendKeys(Keys.TAB);
        assertThat(panels.hasFocus("#log li:first-child")).isTrue();
        panels.press(Keys.ARROW_DOWN, Keys.ENTER);
        assertThat(panels.details())
                .contains("orders/inserted/1".substring(7, 9))
                .contains("Ada");
        create("Edsger");
        await("one to wait").until(() -> panels.waiting().equals("+1 more"));
        panels.press(Keys.ENTER, Keys.HOME);
        assertThat(panels.hasFocus("#log li:first-child")).isTrue();
        assertThat(panels.waiting()).isEqualTo("+1 more");
        panels.press(Keys.chord(Keys.SHIFT, Keys.TAB), Keys.chord(Keys.SHIFT, Keys.TAB));
        await("the list to go on").until(() -> panels.loggedTopics().size() == 3);
    }

    @Test
    void kindsOfEventsAreHiddenAndAllAreCleared() throws OrdersUnavailableException, OrderRejectedException {
        open("");
        assertThat(panels.text("#log-panel .hint")).contains("What happens from now on");
        create("Ada");
        orders.delete(BigInteger.ONE);
        panels.waitForTopics("orders/deleted/1", "orders/inserted/1");

        panels.click("#log-panel .filters .insert");
        panels.pointAt("#orders-title");
        panels.waitForTopics("orders/deleted/1");
        create("Grace");
        update(2, status(OrderStatus.SHIPPED));
        panels.waitForTopics("orders/updated/2", "orders/deleted/1");
        panels.click("#log-panel .filters .insert");
        panels.waitForTopics("orders/updated/2", "orders/inserted/2", "orders/deleted/1", "orders/inserted/1");

        panels.click("#log-panel .clear");
        assertThat(panels.loggedTopics()).isEmpty();
        assertThat(panels.text("#log-panel .hint")).contains("What happens from now on");
    }

    @Test
    void fiveHundredEventsAreKeptAndAFewAreDrawn() throws OrdersUnavailableException, OrderRejectedException {
        open("");
        for (int id = 1; id <= 620; id++) {
            create("Ada");
        }
        await("the last event").until(() -> panels.text("#log code").equals("orders/inserted/620"));
        assertThat(drawn()).isEqualTo(50);

        panels.pointAt("#log li");
        IntStream.range(0, 3).forEach(i -> panels.click(".older"));
        assertThat(drawn()).isEqualTo(500);
        assertThat(browser.driver()
                        .executeScript("return document.querySelector('#log li:last-child code').textContent"))
                .isEqualTo("orders/inserted/121");
        assertThat(panels.text(".older")).isEmpty();
    }

    @Test
    void anOrderIsFollowedFromBirthToDeath() throws OrdersUnavailableException, OrderRejectedException {
        open("?sort=id#/orders/1");
        panels.waitForOrder("Order 1", "There is no order 1 (yet).");
        assertThat(panels.hasFocus("#order")).isTrue();

        create("Ada");
        create("Grace");
        panels.waitForOrder("Order 1", "As it is now");
        update(1, status(OrderStatus.SHIPPED));
        await("the status").until(() -> panels.value("status").equals("shipped"));
        assertThat(panels.value("created_at")).isEqualTo("2026-11-20T09:12:00.123Z");
        orders.delete(BigInteger.ONE);
        panels.waitForOrder("Order 1", "Deleted at ");

        assertThat(panels.value("status")).isEqualTo("shipped");
        assertThat(panels.timeline())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("deleted: id was 1; customer_name was Ada;"),
                        line -> assertThat(line)
                                .startsWith("updated: status was pending → , now shipped; updated_at was"),
                        line -> assertThat(line).startsWith("inserted: id 1; customer_name Ada;"));
        assertThat(panels.text("#order .version")).isEqualTo("Version " + orders.version());
        assertThat(page.rows()).extracting(OrdersPageObject.ShownOrder::id).containsExactly("2");
    }

    @Test
    void theAddressTheBackButtonAndEscapeLeadInAndOut() throws OrdersUnavailableException, OrderRejectedException {
        open("?sort=id");
        create("Ada");
        create("Grace");
        panels.waitForTopics("orders/inserted/2", "orders/inserted/1");
        panels.toggleEvent("orders/inserted/1");
        browser.driver().findElement(By.cssSelector("#log .event-buttons a")).sendKeys(Keys.ENTER);

        panels.waitForOrder("Order 1", "As it is now");
        // What was seen before is there.
        assertThat(panels.timeline()).hasSize(1);
        panels.press(Keys.ESCAPE);
        panels.waitForNoOrder();
        assertThat(panels.hasFocus("#log .event-buttons a")).isTrue();
        assertThat(browser.driver().getCurrentUrl()).endsWith("/?sort=id");

        browser.driver().navigate().back();
        panels.waitForOrder("Order 1", "As it is now");
        browser.driver().executeScript("location.hash = '#/orders/2'");
        panels.waitForOrder("Order 2", "As it is now");
        update(1, status(OrderStatus.SHIPPED));
        browser.driver().navigate().back();
        panels.waitForOrder("Order 1", "As it is now");
        // It was followed meanwhile.
        await("both events").until(() -> panels.timeline().size() == 2);
        browser.driver().navigate().back();
        panels.waitForNoOrder();
        browser.driver().navigate().forward();
        panels.waitForOrder("Order 1", "As it is now");
        panels.click("#order .close");
        panels.waitForNoOrder();
        assertThat(browser.driver().getCurrentUrl()).endsWith("/?sort=id");
    }

    @Test
    void theLineForATerminalFollowsThisOrderAlone(@TempDir Path directory)
            throws IOException, InterruptedException, OrdersUnavailableException, OrderRejectedException {
        create("Ada");
        create("Grace");
        open("#/orders/2");
        panels.waitForOrder("Order 2", "As it is now");
        List<String> lines = panels.topicLines();
        assertThat(lines)
                .startsWith("orders/state/2", "orders/inserted/2", "orders/updated/2", "orders/deleted/2")
                .hasSize(5);

        Path output = directory.resolve("output");
        Process subscriber = new ProcessBuilder("sh", "-c", "exec " + lines.get(4) + " -C 4")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            await("the retained state").until(() -> Files.readString(output).contains("orders/state/2"));
            update(1, status(OrderStatus.SHIPPED));
            update(2, status(OrderStatus.SHIPPED));
            orders.delete(BigInteger.TWO);
            assertThat(subscriber.waitFor(20, TimeUnit.SECONDS)).isTrue();
        } finally {
            subscriber.destroyForcibly();
        }
        assertThat(Files.readString(output, UTF_8).lines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("orders/state/2 {"),
                        line -> assertThat(line).startsWith("orders/state/2 {"),
                        line -> assertThat(line).startsWith("orders/updated/2 {"),
                        line -> assertThat(line).startsWith("orders/state/2 (null)"));
    }

    @Test
    void whatTheServerRemembersIsMergedByVersion() throws OrdersUnavailableException, OrderRejectedException {
        create("Ada");
        String first = orders.version();
        update(1, status(OrderStatus.SHIPPED));
        String second = orders.version();
        front.answer(
                "/events",
                Answer.events("event: gap\ndata: {}\n\n"
                        + message("updated", first, "{\"op\":\"update\",\"before\":{\"a\":0},\"after\":{\"a\":1},")
                        + message("updated", second, "{\"op\":\"update\",\"before\":{\"a\":1},\"after\":{\"a\":2},")
                        + "event: live\ndata: {}\n\n"
                        + message("updated", "f", "{\"op\":\"update\",\"before\":{\"late\":1},\"after\":{},")));
        open("");
        update(1, status(OrderStatus.DELIVERED));
        panels.waitForTopics("orders/updated/1");
        browser.driver().executeScript("location.hash = '#/orders/1'");

        await("the history").until(() -> panels.timeline().size() == 3);
        assertThat(panels.timeline())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("updated: status was shipped → , now delivered"),
                        line -> assertThat(line).isEqualTo("updated: a was 1 → , now 2"),
                        line -> assertThat(line).isEqualTo("updated: a was 0 → , now 1"));
        assertThat(panels.text("#order .gap")).contains("no longer knows");
        assertThat(front.asked().stream().filter(path -> path.startsWith("/events")))
                .containsExactly("/events?table=orders&key=1&last_event_id=000000000000-00000000-0000000000-00000000");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void aLongTimelineIsDrawnInPartsAndBounded() throws OrdersUnavailableException, OrderRejectedException {
        open("#/orders/1");
        create("Ada");
        for (long quantity = 1; quantity <= 230; quantity++) {
            update(1, new OrderPatch(null, null, quantity, null, null));
        }
        await("the last event").until(() -> panels.value("quantity").equals("230"));
        await("the newest events").until(() -> panels.timeline().size() == 25);
        assertThat(panels.timeline().get(0)).isEqualTo("updated: quantity was 229 → , now 230");

        panels.click("#order .more");
        assertThat(panels.timeline()).hasSize(200).element(199).isEqualTo("updated: quantity was 30 → , now 31");
        assertThat(panels.text("#order .more")).isEmpty();
    }

    @Test
    void aServerWithoutMemoryIsAskedOnce() throws OrdersUnavailableException, OrderRejectedException {
        front.answer("/events", Answer.refusal(404));
        create("Ada");
        create("Grace");
        open("#/orders/1");
        panels.waitForOrder("Order 1", "As it is now");
        await("the refusal").until(() -> browser.complaints().toString().contains("404"));
        browser.driver().executeScript("location.hash = '#/orders/2'");
        panels.waitForOrder("Order 2", "As it is now");
        update(2, status(OrderStatus.SHIPPED));

        await("the event").until(() -> panels.timeline().size() == 1);
        assertThat(front.asked().stream().filter(path -> path.startsWith("/events")))
                .hasSize(1);
    }

    @Test
    void theLastMinuteIsShownInWordsAndBars() throws OrdersUnavailableException, OrderRejectedException {
        open("");
        create("Ada");
        create("Grace");

        await("the latency").until(() -> panels.text(".chart .latency").matches("p50 .+ · p95 .+ \\(±.+\\)"));
        await("the bars").until(() -> !bars().isEmpty());
        assertThat(panels.text(".chart .rate")).matches("[0-9.]+ changes/s");
        await("the chart in words")
                .until(
                        () -> String.valueOf(browser.driver()
                                        .findElement(By.cssSelector(".chart svg"))
                                        .getDomAttribute("aria-label"))
                                .matches(
                                        "Changes per second over the last minute: at most [12], none in 5[89] seconds. Latency: p50 .+"));
    }

    @Test
    void commitTimesInWholeSecondsAreNotClaimedToBeMore() throws OrdersUnavailableException, OrderRejectedException {
        databaseClock("seconds");
        open("");
        create("Ada");

        await("the latency").until(() -> panels.text(".chart .latency").matches("under [0-9.]+ s"));
        panels.toggleEvent("orders/inserted/1");
        assertThat(panels.details()).doesNotContain("to this screen");
    }

    @Test
    void onANarrowScreenThePanelIsAllThereIs() throws OrdersUnavailableException, OrderRejectedException {
        create("W".repeat(100));
        browser.viewport(390, 844);
        try {
            open("#/orders/1");
            panels.waitForOrder("Order 1", "As it is now");
            update(1, new OrderPatch("V".repeat(100), null, null, null, null));
            await("the event").until(() -> panels.timeline().size() == 1);
            assertThat(browser.driver()
                            .executeScript(
                                    "const { width, height } = document.getElementById('order').getBoundingClientRect();"
                                            + " const body = document.querySelector('.order-body');"
                                            + " return [width, height, body.scrollWidth - body.clientWidth,"
                                            + " document.querySelector('main').inert].join()"))
                    .isEqualTo("390,844,0,true");
            browser.viewport(1000, 800);
            await("the rest to be usable")
                    .until(() -> Boolean.FALSE.equals(
                            browser.driver().executeScript("return document.querySelector('main').inert")));
            panels.click("#order .close");
            panels.waitForNoOrder();
        } finally {
            browser.viewport(0, 0);
        }
    }

    private void open(String rest) {
        page.open(front.url() + "/" + rest);
        page.waitForSignals("live", "streaming");
        await("the database's clock")
                .until(() -> Boolean.TRUE.equals(browser.driver()
                        .executeScript("return document.querySelector('.chart .latency').textContent !== ''")));
    }

    /** The database's clock stands a tenth of a second behind the commits of these orders. */
    private void databaseClock(String resolution) {
        Instant now = Instant.parse("2026-11-20T09:12:00.223456Z");
        front.answer("/api/clock", Answer.json(NOW.formatted(now, resolution)));
        front.answer("/events", Answer.events("event: live\ndata: {}\n\n"));
    }

    private void create(String customer) throws OrdersUnavailableException, OrderRejectedException {
        orders.create(new NewOrder(customer, "Pen", 2, new BigDecimal("19.90"), OrderStatus.PENDING));
    }

    private void update(long id, OrderPatch patch) throws OrdersUnavailableException, OrderRejectedException {
        orders.update(BigInteger.valueOf(id), patch);
    }

    private static OrderPatch status(OrderStatus status) {
        return new OrderPatch(null, null, null, null, status);
    }

    private static String message(String type, String version, String json) {
        return "event: " + type + "\nid: " + version + "\ndata: " + json + "\"version\":\"" + version
                + "\",\"committed_at\":\"2026-11-20T09:12:00.123456Z\"}\n\n";
    }

    private int drawn() {
        return browser.driver().findElements(By.cssSelector("#log li")).size();
    }

    private List<?> bars() {
        return (List<?>) browser.driver()
                .executeScript("return [...document.querySelectorAll('.chart .bar')].filter((bar) =>"
                        + " Number(bar.getAttribute('height')) > 0).map((bar) => bar.getAttribute('x'))");
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".ndjson")).toList();
        }
    }
}
