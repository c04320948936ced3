package dev.rowcast.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.http.HttpSettings;
import dev.rowcast.http.PageSettings;
import dev.rowcast.testing.TestingWeb;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** What the page says when there is nothing to show, or nothing new. */
final class StatesIT extends PageFixture {

    @Test
    void anUnreachableBrokerIsNamedWithLikelyCauses() throws Exception {
        network.refuse();
        page.open(web.url());

        await("the words").until(() -> page.emptyText().contains("The broker can not be reached"));
        assertThat(page.emptyText())
                .contains("Tried ws://127.0.0.1:" + network.port() + "/mqtt.")
                .contains("A proxy in between does not let WebSockets through.");
        network.admit();
        await("the orders").until(() -> page.emptyText().contains("No orders yet"));
    }

    @Test
    void aRefusedSignInIsTold() throws Exception {
        PageSettings plain = TestingWeb.page(network.port(), broker.mqttPort());
        PageSettings withLogin = new PageSettings(
                plain.productVersion(), plain.broker(), plain.topics(), new PageSettings.Login("rowcast", "wrong"));
        try (TestingWeb refused =
                TestingWeb.start(new HttpSettings("127.0.0.1", 0, true, Set.of(), withLogin), orders)) {
            page.open(refused.url());

            page.waitForSignals("refused", "unknown");
            assertThat(page.emptyText())
                    .contains("The broker refuses to let this page sign in")
                    .contains("As user 'rowcast'")
                    .contains("ROWCAST_PAGE_USERNAME");
            browser.driver().get("about:blank");
        }
    }

    @Test
    void aSnapshotShowsItsProgress() {
        publisher.info("snapshot", "first start", "{\"rows\":1200,\"of\":4800,\"percent\":25,\"remaining_s\":9}");
        page.open(web.url());

        await("the progress").until(() -> page.emptyText().contains("1,200 of about 4,800 rows, 9 s left"));
        assertThat(page.feedSignal()).isEqualTo("snapshot");
    }

    @Test
    void aStoppedFeedSaysWhy() {
        publisher.offline("access denied for user 'rowcast'");
        page.open(web.url());

        await("the reason").until(() -> page.emptyText()
                .contains(
                        "MySQL is not being read\nRowcast goes on trying. Reason: access denied for user 'rowcast'."));
    }

    @Test
    void theFeedsReturnMakesThePageListAnew() throws Exception {
        openWithOneOrder();
        publisher.offline("connection refused");
        page.waitForSignals("live", "reconnecting");
        // What happens now no event tells.
        orders.onChange((id, before, after) -> {});
        create("Grace", "Pen");

        publisher.online();

        page.waitForRow("2", "pending");
        assertThat(page.staleness()).isEmpty();
    }

    @Test
    void offlineAndBack() throws Exception {
        openWithOneOrder();
        browser.driver()
                .executeCdpCommand(
                        "Network.emulateNetworkConditions",
                        Map.of("offline", true, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
        network.refuse();
        page.waitForSignals("lost", "unknown");
        create("Grace", "Pen");

        network.admit();
        browser.driver()
                .executeCdpCommand(
                        "Network.emulateNetworkConditions",
                        Map.of("offline", false, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));

        page.waitForSignals("live", "streaming");
        page.waitForRow("2", "pending");
        assertThat(page.staleness()).isEmpty();
    }

    @Test
    void helpShowsTheKeys() {
        open("");
        page.press("?");
        await("the help").until(() -> page.shown("help-dialog").contains("search"));
        page.press(Keys.ESCAPE);
        await("no help").until(() -> page.shown("help-dialog").isEmpty());
        page.press("n");
        await("the dialog").until(() -> page.shown("order-dialog").contains("Add an order"));
    }
}
