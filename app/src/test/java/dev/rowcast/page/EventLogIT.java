package dev.rowcast.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.http.OrderPatch;
import dev.rowcast.http.OrderRejectedException;
import dev.rowcast.http.OrderStatus;
import dev.rowcast.http.OrdersUnavailableException;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** The event log, in a real browser, over a real broker: read, copied, exported. */
final class EventLogIT extends PanelsFixture {

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
        update(1, patch(OrderStatus.SHIPPED));
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
        update(2, patch(OrderStatus.SHIPPED));
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

    private int drawn() {
        return browser.driver().findElements(By.cssSelector("#log li")).size();
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".ndjson")).toList();
        }
    }
}
