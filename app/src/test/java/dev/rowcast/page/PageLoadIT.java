package dev.rowcast.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

/** What the page costs to load, and that it asks nobody else. */
final class PageLoadIT extends PageFixture {
    private static final int MOST_BYTES = 200_000;
    private static final double LITTLE_SHIFT = 0.02;

    @Test
    void thePageIsSmallAndAsksNobodyElse() throws Exception {
        open("");

        List<?> loaded = (List<?>) script("return performance.getEntriesByType('resource').map(({ name }) => name)");
        assertThat(loaded).hasSizeGreaterThan(20).allSatisfy(url -> assertThat(String.valueOf(url))
                .startsWith(web.url()));
        HttpClient client = HttpClient.newHttpClient();
        long bytes = 0;
        for (Object url : loaded) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(String.valueOf(url)))
                    .header("Accept-Encoding", "gzip")
                    .build();
            bytes += client.send(request, BodyHandlers.ofByteArray()).body().length;
        }
        assertThat(bytes).isLessThan(MOST_BYTES);
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void everyModuleIsAskedForAtOnce() {
        open("");

        Object late = script(
                """
                const early = [...document.querySelectorAll('link[rel=modulepreload], script[src]')].map((node) => node.href || node.src);
                return performance.getEntriesByType('resource').map(({ name }) => name)
                  .filter((name) => name.endsWith('.js') && !early.includes(name));""");

        assertThat((List<?>) late).isEmpty();
    }

    @Test
    void nothingShiftsWhileThePageLoadsAndRowsChange() throws Exception {
        orders.fill(50);
        browser.driver().get("about:blank");
        browser.driver()
                .executeCdpCommand(
                        "Page.addScriptToEvaluateOnNewDocument",
                        Map.of(
                                "source",
                                """
                                // Newer events move the older ones of the log down, and are meant to: what can not be seen does not count.
                                const unseen = new CSSStyleSheet();
                                unseen.replaceSync('#log li { visibility: hidden !important }');
                                document.adoptedStyleSheets.push(unseen);
                                window.shifts = [];
                                const words = ({ node, previousRect, currentRect }) =>
                                  `${node?.id || node?.className || node?.nodeName} ${previousRect.y} to ${currentRect.y}`;
                                new PerformanceObserver((list) => list.getEntries()
                                  .forEach(({ value, sources, startTime }) =>
                                    shifts.push({ value, words: `${startTime} ${value} ${sources.map(words)}` })))
                                  .observe({ type: 'layout-shift', buffered: true });"""));
        open("");
        page.waitForRow("50", "shipped");
        for (int i = 0; i < 20; i++) {
            create("Ada", "Notebook");
        }
        page.waitForRow("70", "pending");
        network.cut();
        page.waitForSignals("live", "streaming");
        page.waitForRow("70", "pending");

        Number shift = (Number) script("return shifts.reduce((sum, { value }) => sum + value, 0)");
        assertThat(shift.doubleValue())
                .as(String.valueOf(script("return shifts.map(({ words }) => words).join('\\n')")))
                .isLessThan(LITTLE_SHIFT);
    }

    @Test
    void thereIsNoInlineScriptOrStyle() throws Exception {
        String html = web.get("/").body();

        assertThat(html)
                .doesNotContainPattern("<script(?![^>]*\\ssrc=)")
                .doesNotContain("<style")
                .doesNotContainPattern("\\s(style|on\\w+)=");
        open("");
        assertThat(browser.driver().findElements(By.cssSelector("script:not([src])")))
                .isEmpty();
    }
}
