package dev.rowcast.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.http.AccessToken;
import dev.rowcast.http.HttpSettings;
import dev.rowcast.http.OrderRejectedException;
import dev.rowcast.testing.TestingWeb;
import java.math.BigInteger;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WindowType;

/** Writes from the page: shown at once, marked until they are true, taken back where they are not. */
final class WritesIT extends PageFixture {

    @Test
    void aWriteIsMarkedUntilItsEventComes() throws Exception {
        openWithOneOrder();
        // The table is written, and the broker is not told.
        orders.onChange((id, before, after) -> {});

        page.clickNextStep("1");

        page.waitForRow("1", "shipped");
        await("the mark").until(() -> page.pending("1").equals("saved"));
        assertThat(page.count("shipped")).isEqualTo("0");
        publisher.publishLast(BigInteger.ONE, orders);
        await("the mark to go").until(() -> page.pending("1").isEmpty());
        await("the count").until(() -> page.count("shipped").equals("1"));
    }

    @Test
    void aRefusedChangeIsTakenBackWithTheReason() throws Exception {
        openWithOneOrder();
        orders.reject(OrderRejectedException.conflict("a shipment refers to it"));

        page.clickNextStep("1");

        assertThat(page.waitForNotice()).isEqualTo("Order 1 was not changed: a shipment refers to it.");
        page.waitForRow("1", "pending");
        assertThat(page.pending("1")).isEmpty();
    }

    @Test
    void aRefusedDeletionIsTakenBackWithTheReason() throws Exception {
        openWithOneOrder();
        orders.reject(OrderRejectedException.conflict("a shipment refers to it"));

        page.clickDelete("1");

        await("the mark").until(() -> page.pending("1").equals("deleting"));
        assertThat(page.waitForNotice()).isEqualTo("Order 1 was not deleted: a shipment refers to it.");
        await("the row as it was").until(() -> page.pending("1").isEmpty());
    }

    @Test
    void aDeletionCanBeTakenBack() throws Exception {
        openWithOneOrder();

        page.clickDelete("1");
        await("the offer").until(() -> page.shown("toasts").contains("Order 1 will be deleted."));
        page.clickUndo("1");

        await("the row as it was").until(() -> page.pending("1").isEmpty());
        assertThat(page.shown("toasts")).isEmpty();
        create("Grace", "Pen");
        page.waitForRow("2", "pending");
        assertThat(orders.find(BigInteger.ONE)).isPresent();
    }

    @Test
    void aDeletionIsSentWhenThePageIsLeft() throws Exception {
        openWithOneOrder();

        page.clickDelete("1");
        await("the mark").until(() -> page.pending("1").equals("deleting"));
        browser.driver().get("about:blank");

        await("the deletion").until(() -> orders.find(BigInteger.ONE).isEmpty());
    }

    @Test
    void anOrderIsEdited() throws Exception {
        openWithOneOrder();

        page.clickEdit("1");
        page.fillOrder(Map.of("customer_name", "Ada King", "total", "1.999"));
        assertThat(page.waitForFieldProblem("total")).isNotEmpty();
        page.fillOrder(Map.of("total", "24.50"));

        await("the change")
                .until(() -> page.waitForRow("1", "pending").customerName().equals("Ada King"));
        assertThat(page.waitForRow("1", "pending").total()).isEqualTo("24.50");
        await("the dialog to close").until(() -> browser.driver()
                .findElements(By.cssSelector("dialog[open]"))
                .isEmpty());
    }

    @Test
    void anEmptyTableOffersASampleOrder() {
        open("");
        await("the offer").until(() -> page.emptyText().contains("Add a sample order"));

        browser.driver().findElement(By.id("sample")).click();

        assertThat(page.waitForRow("1", "pending").customerName()).isEqualTo("Ada Lovelace");
        await("no draft beside it").until(() -> page.rows().size() == 1);
    }

    @Test
    void whereATokenIsNeededThePageAsksForIt() throws Exception {
        create("Ada", "Notebook");
        HttpSettings plain = settings(true);
        HttpSettings guarded =
                new HttpSettings(plain.bind(), 0, true, Set.of(), new AccessToken("a-token-of-the-test"), plain.page());
        try (TestingWeb web = TestingWeb.start(guarded, orders)) {
            page.open(web.url());
            page.waitForRow("1", "pending");
            page.clickNextStep("1");
            await("the question").until(() -> page.shown("token-dialog").contains("Writes need a token here"));
            page.press("a-wrong-one-long-enough", Keys.ENTER);
            await("the question again")
                    .until(() -> page.shown("token-dialog").contains("Writes need a token here")
                            && page.isFieldEmpty("token"));
            page.press("a-token-of-the-test", Keys.ENTER);

            await("the change")
                    .until(() ->
                            page.pending("1").isEmpty() && page.count("shipped").equals("1"));
            page.clickNextStep("1");
            page.waitForRow("1", "delivered");
            browser.driver().get("about:blank");
        }
    }

    @Test
    void twoTabsStayEqual() throws Exception {
        create("Ada", "Notebook");
        open("");
        String first = browser.driver().getWindowHandle();
        browser.driver().switchTo().newWindow(WindowType.TAB);
        String second = browser.driver().getWindowHandle();
        try {
            open("");
            page.clickNextStep("1");
            page.waitForRow("1", "shipped");
            page.addOrder(Map.of("customer_name", "Grace", "product_name", "Pen", "quantity", "2", "total", "19.90"));
            page.waitForRow("2", "pending");
            browser.driver().switchTo().window(first);
            page.waitForRow("1", "shipped");
            page.waitForRow("2", "pending");
            page.clickDelete("2");
            page.waitForNoRow("2");
            browser.driver().switchTo().window(second);
            page.waitForNoRow("2");
        } finally {
            browser.driver().switchTo().window(second).close();
            browser.driver().switchTo().window(first);
        }
    }
}
