package dev.rowcast.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.http.BindFailedException;
import dev.rowcast.http.NewOrder;
import dev.rowcast.http.OrderPatch;
import dev.rowcast.http.OrderRejectedException;
import dev.rowcast.http.OrderStatus;
import dev.rowcast.http.OrdersUnavailableException;
import dev.rowcast.testing.TestingWeb;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;

/** What the page shows of orders that come, change and go. */
final class OrdersPageIT extends PageFixture {
    private static final List<String> USUAL_CUSTOMERS = List.of(
            "Ada Lovelace",
            "Barbara Liskov",
            "Edsger Dijkstra",
            "Katherine Johnson",
            "Łukasz Żółć 🚚",
            "Margaret Hamilton",
            "Søren Ångström",
            "Yukihiro 松本");
    private static final List<String> USUAL_PRODUCTS = List.of(
            "Espresso cups, set of six",
            "Mechanical keyboard",
            "Nanosecond of wire",
            "Notebook, dotted",
            "Raspberry jam");

    @Test
    void rowsAppearChangeAndVanish() throws OrdersUnavailableException, OrderRejectedException {
        create("Ada Lovelace", "Notebook");
        page.open(web.url());
        page.waitForRow("1", "pending");
        page.waitForSignals("live", "streaming");
        assertThat(page.staleness()).isEmpty();

        create("Grace Hopper", "Fountain pen");
        page.waitForRow("2", "pending");
        assertThat(page.rows()).extracting(OrdersPageObject.ShownOrder::id).containsExactly("2", "1");

        orders.update(BigInteger.ONE, new OrderPatch(null, null, null, new BigDecimal("24.50"), OrderStatus.SHIPPED));
        assertThat(page.waitForRow("1", "shipped").total()).isEqualTo("24.50");
        await("the old value").until(() -> changedTexts().contains("was 19.90"));
        await("the counts")
                .until(() -> page.count("shipped").equals("1")
                        && page.count("pending").equals("1"));

        orders.delete(BigInteger.ONE);
        page.waitForNoRow("1");
        assertThat(page.loggedTopics()).containsExactly("orders/deleted/1", "orders/updated/1", "orders/inserted/2");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void anEmptyTableSaysHowToFillIt() {
        page.open(web.url());

        await("the empty state").until(() -> page.emptyText().contains("No orders yet"));
        assertThat(page.emptyText()).contains("INSERT INTO orders (customer_name, product_name, quantity, total");
        assertThat(page.subscribeLine())
                .isEqualTo("mosquitto_sub -h 127.0.0.1 -p " + broker.mqttPort() + " -t 'orders/#' -v");
    }

    @Test
    void hostileNamesAreText() throws OrdersUnavailableException, OrderRejectedException {
        String name = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>";
        page.open(web.url());
        page.waitForSignals("live", "streaming");
        create(name, "{{7*7}} \u202E </td>");

        assertThat(page.waitForRow("1", "pending").customerName()).isEqualTo(name);
        orders.update(BigInteger.ONE, new OrderPatch("Ada", null, null, null, null));
        await("the event log").until(() -> page.loggedTopics().size() == 2);
        assertThat(browser.driver().findElements(By.cssSelector("#orders td img, #log img, script:not([src])")))
                .isEmpty();
        assertThat(browser.driver().getTitle()).isEqualTo("Rowcast: orders, live");
        assertThat(browser.complaints()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1", "40"})
    void rowsDeletedWhileTheConnectionWasLostVanish(int deleted)
            throws IOException, OrdersUnavailableException, OrderRejectedException {
        for (int i = 0; i < 45; i++) {
            create("Ada", "Notebook " + i);
        }
        page.open(web.url());
        page.waitForRow("45", "pending");
        network.refuse();
        page.waitForSignals("lost", "unknown");
        assertThat(page.staleness()).contains("Not live: as of ").contains("The connection to the broker is lost.");

        for (int id = 1; id <= deleted; id++) {
            orders.delete(BigInteger.valueOf(id));
        }
        orders.update(BigInteger.valueOf(45), patch(OrderStatus.SHIPPED));
        create("Grace", "Pen");
        assertThat(page.count("all")).isEqualTo("45");
        network.admit();

        page.waitForSignals("live", "streaming");
        page.waitForRow("46", "pending");
        page.waitForRow("45", "shipped");
        page.waitForNoRow(Integer.toString(deleted));
        await("all to vanish").until(() -> page.count("all").equals(Integer.toString(46 - deleted)));
        assertThat(page.staleness()).isEmpty();
    }

    @Test
    void rowsStayUntilTheTableItselfSaysTheyAreGone()
            throws IOException, OrdersUnavailableException, OrderRejectedException {
        create("Ada", "Notebook");
        create("Grace", "Pen");
        page.open(web.url());
        page.waitForRow("2", "pending");
        network.refuse();
        page.waitForSignals("lost", "unknown");
        // The broker forgets a row that is there all the same, and one that is not.
        publisher.publish("orders/state/1", "", true, null);
        orders.delete(BigInteger.TWO);
        orders.unavailable("MySQL is away");
        network.admit();
        page.waitForSignals("live", "streaming");
        await("the page to ask").until(() -> browser.complaints().toString().contains("503"));
        assertThat(page.rows()).hasSize(2);
        await("the page to say so").until(() -> page.staleness().contains("The orders can not be listed: "));

        orders.unavailable(null);
        page.waitForNoRow("2");
        assertThat(page.rows()).extracting(OrdersPageObject.ShownOrder::id).containsExactly("1");
    }

    @Test
    void whereTheTableCanNotBeAskedTheRetainedStateIsShown() throws OrdersUnavailableException, OrderRejectedException {
        create("Ada", "Notebook");
        orders.unavailable("MySQL is away");

        page.open(web.url());

        page.waitForRow("1", "pending");
        await("the page to say so").until(() -> page.staleness().contains("What is shown may lack some, or be old."));
        orders.unavailable(null);
        await("the list").until(() -> page.staleness().isEmpty());
    }

    @Test
    void anOlderEventNeverOverwritesANewerOne() throws OrdersUnavailableException, OrderRejectedException {
        create("Ada", "Notebook");
        String old = orders.version();
        page.open(web.url());
        page.waitForSignals("live", "streaming");
        orders.update(BigInteger.ONE, patch(OrderStatus.SHIPPED));
        page.waitForRow("1", "shipped");
        create("Grace", "Pen");
        page.waitForRow("2", "pending");
        String newer = orders.version();
        orders.delete(BigInteger.TWO);
        page.waitForNoRow("2");

        publisher.publish("orders/updated/1", event(1, old), false, old);
        publisher.publish("orders/inserted/2", event(2, newer), false, newer);
        create("Barbara", "Ruler");
        page.waitForRow("3", "pending");

        assertThat(page.rows()).extracting(OrdersPageObject.ShownOrder::id).containsExactly("3", "1");
        assertThat(page.waitForRow("1", "shipped").customerName()).isEqualTo("Ada");
    }

    private static String event(int id, String version) {
        return "{\"op\":\"update\",\"before\":null,\"after\":{\"id\":" + id
                + ",\"customer_name\":\"Nobody\",\"status\":\"pending\"},\"version\":\"" + version + "\"}";
    }

    @Test
    void anOversizedEventMakesThePageAskForTheRow() throws OrdersUnavailableException, OrderRejectedException {
        create("Ada", "Notebook");
        page.open(web.url());
        page.waitForRow("1", "pending");
        page.waitForSignals("live", "streaming");
        orders.onChange((id, before, after) -> {});
        orders.update(BigInteger.ONE, patch(OrderStatus.SHIPPED));

        publisher.publish(
                "orders/updated/1",
                "{\"op\":\"update\",\"before\":null,\"after\":null,\"oversized\":{\"bytes\":9,\"limit\":8},\"version\":\""
                        + orders.version() + "\"}",
                false,
                orders.version());

        page.waitForRow("1", "shipped");
    }

    @Test
    void idsBeyondJavascriptsNumbersAreExact() throws OrdersUnavailableException, OrderRejectedException {
        orders.nextId(new BigInteger("18446744073709551614"));
        create("Ada", "Notebook");
        page.open(web.url());
        page.waitForRow("18446744073709551614", "pending");
        page.waitForSignals("live", "streaming");

        page.clickNextStep("18446744073709551614");

        page.waitForRow("18446744073709551614", "shipped");
    }

    @Test
    void saysThatMysqlIsNotBeingReadAndWhy() throws OrdersUnavailableException, OrderRejectedException {
        create("Ada", "Notebook");
        page.open(web.url());
        page.waitForRow("1", "pending");
        page.waitForSignals("live", "streaming");

        publisher.offline("connection refused");
        page.waitForSignals("live", "reconnecting");
        assertThat(page.staleness()).contains("MySQL is not being read. Reason: connection refused.");

        // The Last Will alone, as when the process is killed.
        publisher.online();
        page.waitForSignals("live", "streaming");
        publisher.publish("rowcast/status", "offline", true, null);
        page.waitForSignals("live", "offline");
    }

    @Test
    void ordersAreAddedShippedDeliveredAndDeleted() {
        page.open(web.url());
        page.waitForSignals("live", "streaming");
        page.addOrder(Map.of("customer_name", " ", "product_name", "Pen", "quantity", "two", "total", "1.999"));
        assertThat(page.waitForFieldProblem("customer_name")).isEqualTo("must not be blank");
        assertThat(page.waitForFieldProblem("quantity")).isEqualTo("must be an integer from 1 to 4294967295");

        page.addOrder(Map.of("customer_name", "Ada", "product_name", "Pen", "quantity", "2", "total", "19.90"));
        assertThat(page.waitForRow("1", "pending").total()).isEqualTo("19.90");
        page.clickNextStep("1");
        page.waitForRow("1", "shipped");
        page.clickNextStep("1");
        page.waitForRow("1", "delivered");
        page.clickDelete("1");
        page.waitForNoRow("1");
    }

    @Test
    void withoutTheWriteApiThereAreNoButtons()
            throws BindFailedException, OrdersUnavailableException, OrderRejectedException {
        create("Ada", "Notebook");
        try (TestingWeb readOnly = TestingWeb.start(settings(false), orders)) {
            page.open(readOnly.url());
            page.waitForRow("1", "pending");

            assertThat(page.canWrite()).isFalse();
            assertThat(browser.driver().findElements(By.cssSelector("#rows button")))
                    .isEmpty();
            browser.driver().get("about:blank");
        }
    }

    @ParameterizedTest
    @CsvSource({"320,700", "390,844", "820,1100", "1440,900"})
    void nothingIsCutOffAtAnyWidth(int width, int height) throws OrdersUnavailableException, OrderRejectedException {
        create("W".repeat(100), "An unbreakable-product-name-".repeat(3));
        browser.viewport(width, height);
        try {
            page.open(web.url());
            page.waitForRow("1", "pending");
            Object overflow = browser.driver()
                    .executeScript(
                            "return document.documentElement.scrollWidth - document.documentElement.clientWidth");
            assertThat(overflow).isEqualTo(0L);
        } finally {
            browser.viewport(0, 0);
        }
    }

    /** What a row or a heading of the table does not show whole, and headings too near to each other; empty when all is well. */
    private static final String CUT_OFF =
            """
            const isCut = (node) =>
              node.clientWidth > 0 && (node.scrollWidth > node.clientWidth || node.scrollHeight > node.clientHeight);
            const isOutside = (inner, outer) => {
              const [a, b] = [inner.getBoundingClientRect(), outer.getBoundingClientRect()];
              return a.width > 0 && (a.left < b.left - 0.5 || a.right > b.right + 0.5);
            };
            const words = (node) => {
              const range = document.createRange();
              range.selectNodeContents(node);
              return range;
            };
            const cells = [...document.querySelectorAll('#rows td')].filter((cell) => cell.clientWidth > 0);
            const heads = [...document.querySelectorAll('#table-head .sort')].filter((head) => head.clientWidth > 0);
            return [
              ...cells.filter((cell) => [cell, ...cell.querySelectorAll('.value')].some(isCut)
                || [...cell.querySelectorAll('.value, button')].some((node) => isOutside(node, cell))),
              ...heads.filter((head, i) => isOutside(words(head), head.closest('th')) || (i > 0
                && words(head).getBoundingClientRect().left - words(heads[i - 1]).getBoundingClientRect().right < 12)),
            ].map((node) => node.textContent);""";

    @ParameterizedTest
    @CsvSource({
        "390,844",
        "767,1024",
        "820,1100",
        "901,800",
        "1024,800",
        "1180,800",
        "1181,800",
        "1280,800",
        "1366,768",
        "1440,900",
        "1920,1080"
    })
    void usualNamesAreShownWholeAtAnyWidth(int width, int height)
            throws OrdersUnavailableException, OrderRejectedException {
        orders.nextId(BigInteger.valueOf(123_450));
        OrderStatus[] statuses = OrderStatus.values();
        for (int i = 0; i < USUAL_CUSTOMERS.size(); i++) {
            String product = USUAL_PRODUCTS.get(i % USUAL_PRODUCTS.size());
            orders.create(new NewOrder(
                    USUAL_CUSTOMERS.get(i), product, 100, new BigDecimal("1290.00"), statuses[i % statuses.length]));
        }
        browser.viewport(width, height);
        try {
            page.open(web.url());
            page.waitForRow("123450", "pending");
            page.waitForSignals("live", "streaming");

            assertThat((List<?>) script(CUT_OFF)).isEmpty();
        } finally {
            browser.viewport(0, 0);
        }
    }

    private String changedTexts() {
        return String.valueOf(browser.driver()
                .executeScript("return [...document.querySelectorAll('.was')].map((was) => was.textContent).join()"));
    }
}
