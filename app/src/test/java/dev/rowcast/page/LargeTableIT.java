package dev.rowcast.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.http.OrderStatus;
import java.math.BigInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** A table that is far longer than the screen: what is drawn, what is found, and that nothing jumps. */
final class LargeTableIT extends PageFixture {
    private static final int ORDERS = 100_000;
    private static final int MOST_ELEMENTS = 60;

    @BeforeEach
    void fill() {
        orders.fill(ORDERS);
    }

    @Test
    void onlyWhatIsOnTheScreenIsDrawn() {
        openAll("");
        assertThat(page.rows().get(0).id()).isEqualTo("100000");
        assertThat(rowElements()).isLessThan(MOST_ELEMENTS);

        scrollTo("document.body.scrollHeight");

        page.waitForRow("1", "pending");
        assertThat(rowElements()).isLessThan(MOST_ELEMENTS);
        assertThat(script("return document.getElementById('table').getAttribute('aria-rowcount')"))
                .isEqualTo("100001");
    }

    @Test
    void searchFilterAndSortAreInTheUrl() {
        openAll("");
        page.search("customer 4711");
        await("what is found").until(() -> page.rows().size() == 20);
        page.clickSort("id");
        await("the oldest first").until(() -> page.rows().get(0).id().equals("4711"));
        page.clickFilter("shipped");
        await("the shipped ones")
                .until(() -> page.rows().stream().allMatch(row -> row.status().equals("shipped")));
        int found = page.rows().size();
        assertThat(browser.driver().getCurrentUrl()).endsWith("/?q=customer+4711&status=shipped&sort=id");

        browser.driver().navigate().refresh();

        await("the same again").until(() -> page.rows().size() == found);
        page.clickFilter("all");
        page.search("nobody of this name");
        await("the hint").until(() -> page.shown("no-match").contains("No order matches."));
        script("document.getElementById('no-match-reset').click()");
        await("all of them").until(() -> page.rows().size() > 15);
        assertThat(browser.driver().getCurrentUrl()).endsWith("/?sort=id");
    }

    @Test
    void everyColumnSorts() {
        openAll("?sort=-quantity");
        assertThat(page.rows().get(0).quantity()).isEqualTo("9");
        page.clickSort("quantity");
        await("the least first").until(() -> page.rows().get(0).quantity().equals("1"));
        page.clickSort("total");
        await("the dearest first").until(() -> page.rows().get(0).total().equals("999.00"));
        page.clickSort("status");
        await("the pending first").until(() -> page.rows().get(0).status().equals("pending"));
        page.clickSort("customer_name");
        await("by number within the name")
                .until(() -> page.rows().get(1).customerName().equals("Customer 2"));
    }

    @Test
    void whoReadsFurtherDownSeesHowManyAreNewAndNothingJumps() throws Exception {
        openAll("");
        scrollTo("20000");
        await("rows further down").until(() -> !page.rows().get(0).id().equals("100000"));
        String before = page.rows().get(0).id();
        for (int i = 0; i < 12; i++) {
            create("Ada", "Notebook");
        }
        await("the count").until(() -> page.shown("fresh").equals("+12 new"));
        assertThat(page.rows().get(0).id()).isEqualTo(before);
        assertThat(page.count("all")).isEqualTo("100,012");

        script("document.getElementById('fresh').click()");

        page.waitForRow("100012", "pending");
        assertThat(page.shown("fresh")).isEmpty();
    }

    @Test
    void aPauseHoldsAllAndCountsWhatWaits() throws Exception {
        openAll("");
        page.press("p");
        create("Ada", "Notebook");
        orders.update(BigInteger.valueOf(100_000), patch(OrderStatus.DELIVERED));
        orders.delete(BigInteger.valueOf(99_999));

        await("the count").until(() -> page.shown("pause").equals("Paused, 3 waiting"));
        assertThat(page.rows()).extracting(OrdersPageObject.ShownOrder::id).startsWith("100000", "99999");
        assertThat(page.count("all")).isEqualTo("100,000");
        page.press("p");

        page.waitForRow("100001", "pending");
        page.waitForRow("100000", "delivered");
        page.waitForNoRow("99999");
        assertThat(page.shown("pause")).isEqualTo("Pause");
    }

    @Test
    void theKeyboardMovesThroughRows() {
        openAll("");
        page.press("j");
        page.press("j");
        page.press(Keys.ARROW_DOWN);
        assertThat(focusedRow()).isEqualTo("99998");
        page.press(Keys.END);
        await("the last row").until(() -> "1".equals(focusedRow()));
        page.press(Keys.HOME);
        await("the first row").until(() -> "100000".equals(focusedRow()));
        page.press("/");
        assertThat(script("return document.activeElement.id")).isEqualTo("search");
        page.press("99998", Keys.ENTER);
        await("the row that was found").until(() -> "99998".equals(focusedRow()));
    }

    private void openAll(String query) {
        open(query);
        await("all orders")
                .until(() ->
                        page.count("all").equals("100,000") && page.staleness().isEmpty());
        await("the end of loading").until(() -> script("return document.getElementById('progress').dataset.shown")
                .equals("false"));
    }

    private Object focusedRow() {
        return script("return document.activeElement.dataset.id ?? null");
    }

    private long rowElements() {
        return (Long) script("return document.querySelectorAll('#rows tr').length");
    }

    private void scrollTo(String position) {
        script("scrollTo(0, " + position + ")");
    }
}
