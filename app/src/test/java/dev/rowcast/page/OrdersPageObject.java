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
        browser.driver().get(url);
        await("the page's scripts to run").until(() -> !browser.driver()
                .findElement(By.id("subscribe-code"))
                .getText()
                .isEmpty());
    }

    /** The rows from top to bottom, without those that are being struck out. */
    public List<ShownOrder> rows() {
        Object rows = browser.driver()
                .executeScript(
                        """
                        const text = (row, name) => row.querySelector(`[data-column=${name}] .value`).textContent;
                        return [...document.querySelectorAll('#rows tr[data-id]')].map((row) => [
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
        await("order " + id + " to be struck out and gone").until(() -> !isInTable("[data-leaving='" + id + "']"));
    }

    /** {@code connecting}, {@code live} or {@code lost}. */
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
        return text("stale");
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

    /** How many orders the page counts of a status. */
    public String count(String status) {
        return browser.driver()
                .findElement(By.cssSelector("#counts [data-status='" + status + "'] b"))
                .getText();
    }

    /** The line to subscribe with in a terminal. */
    public String subscribeLine() {
        return text("subscribe-code");
    }

    /** Clicks the button that moves an order on: ship or deliver. */
    public void clickNextStep(String id) {
        button(id, ".step").click();
    }

    /** Clicks delete, and once more to confirm. */
    public void clickDelete(String id) {
        button(id, ".delete").click();
        button(id, ".delete.sure").click();
    }

    /** Opens the dialog, fills it and sends it. */
    public void addOrder(Map<String, String> values) {
        if (browser.driver().findElements(By.cssSelector("dialog[open]")).isEmpty()) {
            browser.driver().findElement(By.id("add")).click();
        }
        values.forEach((name, value) -> {
            WebElement input = browser.driver().findElement(By.cssSelector("#add-form [name='" + name + "']"));
            input.clear();
            input.sendKeys(value);
        });
        browser.driver().findElement(By.id("add-submit")).click();
    }

    /** Waits for a problem with a field of the dialog, and gives it in the page's words. */
    public String waitForFieldProblem(String field) {
        return await("a problem with " + field).until(() -> text("error-" + field), problem -> !problem.isEmpty());
    }

    /** Waits for a problem with a write, and gives it in the page's words. */
    public String waitForNotice() {
        return await("a notice").until(() -> text("notice-text"), notice -> !notice.isEmpty());
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

    private static ConditionFactory await(String what) {
        return Awaitility.await(what)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .ignoreException(StaleElementReferenceException.class);
    }
}
