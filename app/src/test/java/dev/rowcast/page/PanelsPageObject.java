package dev.rowcast.page;

import static dev.rowcast.page.OrdersPageObject.await;

import dev.rowcast.testing.TestingBrowser;
import java.util.List;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/** What stands beside the table, as people see it and use it: the events, an order that is followed, the last minute. */
final class PanelsPageObject {
    private final TestingBrowser browser;

    PanelsPageObject(TestingBrowser browser) {
        this.browser = browser;
    }

    // The events

    List<String> loggedTopics() {
        return texts("#log li code");
    }

    void waitForTopics(String... topics) {
        await("the events " + List.of(topics)).until(() -> loggedTopics().equals(List.of(topics)));
    }

    /** Opens an event, or closes it. */
    void toggleEvent(String topic) {
        line(topic).click();
    }

    /** What an open event says. */
    String details() {
        return text("#log .event-details");
    }

    /** What an open event says of its columns, line by line, as a screen reader reads it. */
    List<String> differences(String panel) {
        Object lines = browser.driver()
                .executeScript(
                        "return [...document.querySelectorAll(arguments[0] + ' .diff > div')].map((line) =>"
                                + " line.firstChild.textContent + ' ' + line.lastChild.textContent)",
                        panel);
        return ((List<?>) lines).stream().map(String::valueOf).toList();
    }

    /** The button that says how many events wait to be shown; empty if none do. */
    String waiting() {
        return text(".waiting");
    }

    void showWaiting() {
        find(".waiting").click();
    }

    void click(String selector) {
        find(selector).click();
    }

    void pointAt(String selector) {
        new Actions(browser.driver()).moveToElement(find(selector)).perform();
    }

    void press(CharSequence... keys) {
        new Actions(browser.driver()).sendKeys(keys).perform();
    }

    /** What a person would paste now. */
    String pasted() {
        browser.driver()
                .executeScript(
                        "const field = document.createElement('textarea'); field.id = 'pasted'; document.body.append(field);"
                                + " field.focus();");
        new Actions(browser.driver())
                .keyDown(Keys.CONTROL)
                .sendKeys("v")
                .keyUp(Keys.CONTROL)
                .perform();
        return String.valueOf(browser.driver()
                .executeScript("const field = document.getElementById('pasted'); field.remove(); return field.value;"));
    }

    // The order that is followed

    void waitForOrder(String title, String now) {
        await(title + ": " + now)
                .until(() ->
                        text("#order h2").equals(title) && text("#order .now").startsWith(now));
    }

    void waitForNoOrder() {
        await("the panel to be gone").until(() -> !find("#order").isDisplayed());
    }

    /** Its timeline from the top: the operations and what changed. */
    List<String> timeline() {
        Object lines = browser.driver()
                .executeScript(
                        """
                        return [...document.querySelectorAll('.timeline li')].map((item) => {
                          const lines = [...item.querySelectorAll('.diff > div')];
                          const texts = lines.map((line) => `${line.firstChild.textContent} ${line.lastChild.textContent}`);
                          return `${item.querySelector('.word').textContent}: ${texts.join('; ')}`;
                        });""");
        return ((List<?>) lines).stream().map(String::valueOf).toList();
    }

    /** A column of the order as it is now. */
    String value(String column) {
        return String.valueOf(browser.driver()
                .executeScript(
                        "return [...document.querySelectorAll('#order .row > div')].find((line) =>"
                                + " line.firstChild.textContent === arguments[0])?.lastChild.textContent",
                        column));
    }

    /** The topics of the order, then the line for a terminal. */
    List<String> topicLines() {
        return texts("#order .topics code");
    }

    // Anything

    boolean hasFocus(String selector) {
        return Boolean.TRUE.equals(browser.driver()
                .executeScript(
                        "return document.activeElement?.closest(arguments[0])?.contains(document.activeElement) ?? false",
                        selector));
    }

    String text(String selector) {
        List<WebElement> found = browser.driver().findElements(By.cssSelector(selector));
        return found.isEmpty() ? "" : found.get(0).getText();
    }

    List<String> texts(String selector) {
        return browser.driver().findElements(By.cssSelector(selector)).stream()
                .map(WebElement::getText)
                .toList();
    }

    private WebElement line(String topic) {
        return browser.driver().findElements(By.cssSelector("#log .line-button")).stream()
                .filter(button ->
                        button.findElement(By.tagName("code")).getText().equals(topic))
                .findFirst()
                .orElseThrow();
    }

    private WebElement find(String selector) {
        return browser.driver().findElement(By.cssSelector(selector));
    }
}
