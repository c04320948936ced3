package dev.rowcast.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.http.OrderStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** For everybody: WCAG 2.2 AA as far as axe-core can judge it, sizes for fingers, little motion where none is wanted. */
final class AccessibilityIT extends PageFixture {
    private static final String AXE = axe();
    private static final String RUN =
            """
            const done = arguments[arguments.length - 1];
            axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
              .then(({ violations }) => done(violations.map(({ id, help, nodes }) =>
                `${id}: ${help}: ${nodes.map(({ html, any }) => html + ' ' + any.map(({ message }) => message)).join('; ')}`)));""";

    @AfterEach
    void asBefore() {
        browser.viewport(0, 0);
        browser.prefer("prefers-color-scheme", "");
        browser.prefer("prefers-reduced-motion", "");
    }

    @ParameterizedTest
    @CsvSource({"light,1440,900", "dark,1440,900", "light,390,844", "dark,390,844"})
    void theTable(String scheme, int width, int height) throws Exception {
        browser.prefer("prefers-color-scheme", scheme);
        browser.viewport(width, height);
        orders.fill(30);
        open("?status=pending,shipped");
        page.waitForRow("29", "shipped");
        assertNoViolations();

        orders.update(BigInteger.valueOf(29), patch(OrderStatus.PENDING));
        page.waitForRow("29", "pending");
        page.press("p");
        create("Ada", "Notebook");
        await("what waits").until(() -> page.shown("pause").contains("1 waiting"));
        assertNoViolations();
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void whatIsNotLive(String scheme) throws Exception {
        browser.prefer("prefers-color-scheme", scheme);
        orders.fill(30);
        open("");
        page.waitForRow("30", "delivered");
        network.refuse();
        page.waitForSignals("lost", "unknown");
        assertNoViolations();
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void theEmptyTableAndTheDialogs(String scheme) {
        browser.prefer("prefers-color-scheme", scheme);
        open("");
        await("the empty table").until(() -> page.emptyText().contains("No orders yet"));
        assertNoViolations();
        page.press("n");
        await("the dialog").until(() -> page.shown("order-dialog").contains("Add an order"));
        assertNoViolations();
    }

    @Test
    void fingersFindEveryButtonOfACard() {
        browser.viewport(390, 844);
        orders.fill(30);
        open("");
        page.waitForRow("30", "delivered");

        Object small = script(
                """
                return [...document.querySelectorAll('main button:not(.sort), main select, .search input')].map((node) => [node, node.getBoundingClientRect()])
                  .filter(([, { width, height }]) => width > 0 && (width < 44 || height < 44))
                  .map(([node, { width, height }]) => `${node.outerHTML} ${width}x${height}`);""");

        assertThat((List<?>) small).isEmpty();
    }

    @Test
    void whoWantsLittleMotionGetsNone() throws Exception {
        browser.prefer("prefers-reduced-motion", "reduce");
        create("Ada", "Notebook");
        open("");
        page.waitForRow("1", "pending");
        orders.update(BigInteger.ONE, patch(OrderStatus.SHIPPED));
        page.waitForRow("1", "shipped");

        Object longest = script(
                """
                return Math.max(0, ...document.getAnimations().map((animation) =>
                  animation.effect.getComputedTiming().activeDuration));""");

        assertThat(((Number) longest).doubleValue()).isLessThanOrEqualTo(1);
    }

    @Test
    void changesAreToldToThoseWhoListen() throws Exception {
        open("");
        script("document.getElementById('pause').click()");

        await("the words").until(() -> "Paused.".equals(script("return document.getElementById('live').textContent")));
        assertThat(script("return document.querySelectorAll('[aria-live], [role=status], [role=alert]').length"))
                .isEqualTo(1L);
    }

    private void assertNoViolations() {
        script(AXE);
        Object violations = browser.driver().executeAsyncScript(RUN);
        assertThat((List<?>) violations).isEmpty();
    }

    private static String axe() {
        try (InputStream stream = AccessibilityIT.class.getResourceAsStream("/axe.min.js")) {
            return new String(requireNonNull(stream, "axe.min.js").readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
