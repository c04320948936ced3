package dev.rowcast.page;

import dev.rowcast.testing.TestingBrowser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ConditionTimeoutException;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;

/** The page as people see it and use it. Each wait ends after {@link #PATIENCE}. */
public final class OrdersPageObject {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final TestingBrowser browser;

    public OrdersPageObject(TestingBrowser browser) {
        this.browser = browser;
    }

    /** A row of the table, as shown. */
    public record ShownOrder(
            String id, String customerName, String productName, String quantity, String total, String status) {}

    /** Opens the page and waits until its scripts run. */
    public void open(String url) {
        browser.open(url);
        try {
            await("the page's scripts to run")
                    .until(() ->
                            browser.number("return document.getElementById('subscribe-code').textContent.length") > 0);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("the page's scripts do not run: " + browser.complaints(), e);
        }
    }

    /** The rows on the screen, from top to bottom, without those that are being struck out. */
    public List<ShownOrder> rows() {
        Object rows = browser.driver()
                .executeScript(
                        """
                        const text = (row, name) => row.querySelector(`[data-column=${name}] .value`).textContent;
                        return [...document.querySelectorAll('#rows tr:not(.leaving)')].map((row) => [
                          row.dataset.id, text(row, 'customer_name'), text(row, 'product_name'),
                          text(row, 'quantity'), text(row, 'total'), row.dataset.status]);""");
        List<ShownOrder> shown = new ArrayList<>();
        for (Object row : (List<?>) rows) {
            List<String> cells = ((List<?>) row).stream().map(String::valueOf).toList();
            shown.add(
                    new ShownOrder(cells.get(0), cells.get(1), cells.get(2), cells.get(3), cells.get(4), cells.get(5)));
        }
        return shown;
    }

    /** Waits until a row is shown with a status, and gives it. */
    public ShownOrder waitForRow(String id, String status) {
        return await("order " + id + " to be shown as " + status)
                .until(
                        () -> rows().stream()
                                .filter(row ->
                                        row.id().equals(id) && row.status().equals(status))
                                .toList(),
                        found -> !found.isEmpty())
                .get(0);
    }

    /** Waits until a row is neither shown nor being struck out. */
    public void waitForNoRow(String id) {
        await("order " + id + " to be gone").until(() -> !isInTable("[data-id='" + id + "']"));
    }

    /** {@code connecting}, {@code live}, {@code lost} or {@code refused}. */
    public String brokerSignal() {
        return signal("broker-signal");
    }

    /** {@code unknown}, {@code streaming}, {@code offline}, or another phase of the relay. */
    public String feedSignal() {
        return signal("feed-signal");
    }

    public void waitForSignals(String broker, String feed) {
        await("the signals " + broker + " and " + feed)
                .until(() -> brokerSignal().equals(broker) && feedSignal().equals(feed));
    }

    /** What the page says about the table being out of date; empty if it is live. */
    public String staleness() {
        WebElement line = browser.driver().findElement(By.id("stale"));
        return "true".equals(line.getDomAttribute("data-shown")) ? line.getText() : "";
    }

    /** What stands in place of an empty table; empty if there are rows. */
    public String emptyText() {
        return text("empty");
    }

    /** The topics in the event log, newest first. */
    public List<String> loggedTopics() {
        return browser.driver().findElements(By.cssSelector("#log li code")).stream()
                .map(WebElement::getText)
                .toList();
    }

    /** How many orders the page counts of a status, or {@code all}. */
    public String count(String status) {
        return chip(status).findElement(By.cssSelector("b")).getText();
    }

    /** Shows orders of this status only, or no longer only those; {@code all} ends every filter. */
    public void clickFilter(String status) {
        chip(status).click();
    }

    private WebElement chip(String status) {
        return browser.driver().findElement(By.cssSelector("#counts .chip." + status));
    }

    /** Types into the search field, in place of what is there. */
    public void search(String text) {
        WebElement field = browser.driver().findElement(By.id("search"));
        field.clear();
        field.sendKeys(text);
    }

    /** Sorts by a column, or turns its order round. */
    public void clickSort(String column) {
        browser.driver()
                .findElement(By.cssSelector("button.sort[data-sort='" + column + "']"))
                .click();
    }

    /** What of an order is not true yet: {@code saving}, {@code saved}, {@code deleting}; empty if all is. */
    public String pending(String id) {
        return String.valueOf(browser.driver()
                .findElement(By.cssSelector("#rows tr[data-id='" + id + "']"))
                .getDomAttribute("data-pending"));
    }

    /** Presses keys, where the focus is. */
    public void press(CharSequence... keys) {
        browser.driver().switchTo().activeElement().sendKeys(keys);
    }

    /** The text of an element by its id, as shown. */
    public String shown(String id) {
        return text(id);
    }

    /** The line to subscribe with in a terminal. */
    public String subscribeLine() {
        return text("subscribe-code");
    }

    /** Clicks the button that moves an order on: ship or deliver. */
    public void clickNextStep(String id) {
        button(id, ".step").click();
    }

    /** Clicks delete; the order goes when it can no longer be taken back. */
    public void clickDelete(String id) {
        button(id, ".delete").click();
    }

    /** Takes a deletion back. */
    public void clickUndo(String id) {
        button(id, ".undo").click();
    }

    public void clickEdit(String id) {
        button(id, ".edit").click();
    }

    /** Opens the dialog, fills it and sends it. */
    public void addOrder(Map<String, String> values) {
        if (browser.driver().findElements(By.cssSelector("dialog[open]")).isEmpty()) {
            browser.driver().findElement(By.id("add")).click();
        }
        fillOrder(values);
    }

    /** Fills the dialog that is open, and sends it. */
    public void fillOrder(Map<String, String> values) {
        values.forEach((name, value) -> {
            WebElement input = browser.driver().findElement(By.cssSelector("#order-form [name='" + name + "']"));
            input.clear();
            input.sendKeys(value);
        });
        browser.driver().findElement(By.id("order-submit")).click();
    }

    /** Waits for a problem with a field of the dialog, and gives it in the page's words. */
    public String waitForFieldProblem(String field) {
        return await("a problem with " + field).until(() -> text("error-" + field), problem -> !problem.isEmpty());
    }

    /** Waits for a problem with a write, and gives it in the page's words. */
    public String waitForNotice() {
        return await("a notice").until(() -> text("notice-text"), notice -> !notice.isEmpty());
    }

    public boolean isFieldEmpty(String id) {
        return String.valueOf(browser.driver().findElement(By.id(id)).getDomProperty("value"))
                .isEmpty();
    }

    public boolean canWrite() {
        return browser.driver().findElement(By.id("add")).isDisplayed();
    }

    /** Saves what the browser shows as PNG. */
    public void screenshot(Path path) throws IOException {
        Path parent = path.toAbsolutePath().getParent();
        Files.createDirectories(parent);
        Files.write(path, browser.driver().getScreenshotAs(OutputType.BYTES));
    }

    private WebElement button(String id, String selector) {
        return browser.driver().findElement(By.cssSelector("#rows tr[data-id='" + id + "'] " + selector));
    }

    private boolean isInTable(String selector) {
        return !browser.driver()
                .findElements(By.cssSelector("#rows tr" + selector))
                .isEmpty();
    }

    private String signal(String id) {
        return String.valueOf(browser.driver().findElement(By.id(id)).getDomAttribute("data-state"));
    }

    private String text(String id) {
        return browser.driver().findElement(By.id(id)).getText();
    }

    /** Waits for {@link #PATIENCE}, and looks again where an element has been replaced meanwhile. */
    static ConditionFactory await(String what) {
        return Awaitility.await(what)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .ignoreException(StaleElementReferenceException.class);
    }
}
