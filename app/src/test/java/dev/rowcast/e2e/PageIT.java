package dev.rowcast.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.page.OrdersPageObject;
import dev.rowcast.testing.TestingBrowser;
import dev.rowcast.testing.TestingDatabase;
import dev.rowcast.testing.TestingFlavour;
import dev.rowcast.testing.TestingOrders;
import dev.rowcast.testing.TestingRowcast;
import dev.rowcast.testing.TestingSettings;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a commit in the database to the screen, and from a click back to the table. */
final class PageIT {
    @TempDir
    private Path dataDir = Path.of("unset");

    @Test
    void rowsAppearChangeAndVanishAsTheDatabaseChanges() throws Exception {
        TestingOrders orders = new TestingOrders(TestingFlavour.MARIADB.shared());
        orders.clear();
        orders.insert(7, "Ada Lovelace");
        try (TestingBrowser browser = TestingBrowser.start();
                TestingRowcast rowcast = TestingRowcast.start(
                        TestingSettings.embedded(orders.database(), dataDir).with("ROWCAST_WRITE_API", "true"))) {
            OrdersPageObject page = new OrdersPageObject(browser);
            page.open(rowcast.pageUrl().toString());
            page.waitForSignals("live", "streaming");
            page.waitForRow("7", "pending");

            orders.insert(8, "<b>Grace</b>");
            assertThat(page.waitForRow("8", "pending").customerName()).isEqualTo("<b>Grace</b>");
            orders.database().execute("UPDATE orders SET status = 'shipped' WHERE id = 7");
            page.waitForRow("7", "shipped");
            orders.database().execute("DELETE FROM orders WHERE id = 8");
            page.waitForNoRow("8");
            page.clickNextStep("7");
            page.waitForRow("7", "delivered");
            orders.database().execute("TRUNCATE orders");
            page.waitForNoRow("7");

            assertThat(page.loggedTopics()).contains("orders/inserted/8", "orders/updated/7", "orders/deleted/8");
            assertThat(browser.complaints()).allMatch(complaint -> complaint.contains("api/clock"));
        }
    }

    @Test
    void theFeedsSignalTellsWhenTheDatabaseIsAway() throws Exception {
        try (TestingDatabase database = TestingFlavour.MARIADB.fresh();
                TestingBrowser browser = TestingBrowser.start();
                TestingRowcast rowcast = TestingRowcast.start(TestingSettings.embedded(database, dataDir))) {
            OrdersPageObject page = new OrdersPageObject(browser);
            page.open(rowcast.pageUrl().toString());
            page.waitForSignals("live", "streaming");

            database.stop();
            page.waitForSignals("live", "reconnecting");
            database.start();
            page.waitForSignals("live", "streaming");
        }
    }
}
