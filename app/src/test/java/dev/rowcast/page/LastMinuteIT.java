package dev.rowcast.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.http.OrderRejectedException;
import dev.rowcast.http.OrdersUnavailableException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

/** How many changes there are, and how long they take from the commit to the screen. */
final class LastMinuteIT extends PanelsFixture {

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

    private List<?> bars() {
        return (List<?>) browser.driver()
                .executeScript("return [...document.querySelectorAll('.chart .bar')].filter((bar) =>"
                        + " Number(bar.getAttribute('height')) > 0).map((bar) => bar.getAttribute('x'))");
    }
}
