package dev.rowcast.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.http.OrderPatch;
import dev.rowcast.http.OrderRejectedException;
import dev.rowcast.http.OrderStatus;
import dev.rowcast.http.OrdersUnavailableException;
import dev.rowcast.testing.TestingFront.Answer;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** One order, followed: its row, its timeline, its topics, its address. */
final class FollowedOrderIT extends PanelsFixture {

    @Test
    void anOrderIsFollowedFromBirthToDeath() throws OrdersUnavailableException, OrderRejectedException {
        open("?sort=id#/orders/1");
        panels.waitForOrder("Order 1", "There is no order 1 (yet).");
        assertThat(panels.hasFocus("#order")).isTrue();

        create("Ada");
        create("Grace");
        panels.waitForOrder("Order 1", "As it is now");
        update(1, patch(OrderStatus.SHIPPED));
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
        update(1, patch(OrderStatus.SHIPPED));
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
            update(1, patch(OrderStatus.SHIPPED));
            update(2, patch(OrderStatus.SHIPPED));
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
        update(1, patch(OrderStatus.SHIPPED));
        String second = orders.version();
        front.answer(
                "/events",
                Answer.events("event: gap\ndata: {}\n\n"
                        + message("updated", first, "{\"op\":\"update\",\"before\":{\"a\":0},\"after\":{\"a\":1},")
                        + message("updated", second, "{\"op\":\"update\",\"before\":{\"a\":1},\"after\":{\"a\":2},")
                        + "event: live\ndata: {}\n\n"
                        + message("updated", "f", "{\"op\":\"update\",\"before\":{\"late\":1},\"after\":{},")));
        open("");
        update(1, patch(OrderStatus.DELIVERED));
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
        update(2, patch(OrderStatus.SHIPPED));

        await("the event").until(() -> panels.timeline().size() == 1);
        assertThat(front.asked().stream().filter(path -> path.startsWith("/events")))
                .hasSize(1);
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

    private static String message(String type, String version, String json) {
        return "event: " + type + "\nid: " + version + "\ndata: " + json + "\"version\":\"" + version
                + "\",\"committed_at\":\"2026-11-20T09:12:00.123456Z\"}\n\n";
    }
}
