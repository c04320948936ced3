package dev.rowcast.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.demo.Traffic;
import dev.rowcast.mysql.ConnectionPool;
import dev.rowcast.mysql.MysqlSettings.Login;
import dev.rowcast.mysql.Servers;
import dev.rowcast.page.OrdersPageObject;
import dev.rowcast.testing.TestingBrowser;
import dev.rowcast.testing.TestingDatabase;
import dev.rowcast.testing.TestingFlavour;
import dev.rowcast.testing.TestingOrders;
import dev.rowcast.testing.TestingRowcast;
import dev.rowcast.testing.TestingSettings;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import javax.imageio.ImageIO;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The pictures of the page that the README shows, of the real pipeline with the demo's traffic. {@code docs/screenshots} keeps
 * them; a test run only sees that they can be made.
 */
final class ScreenshotsIT {
    private static final Path PICTURES = Path.of(System.getProperty("rowcast.screenshots", "target/screenshots"));
    private static final int ORDERS = Integer.getInteger("rowcast.screenshots.orders", 12);
    private static final int CHANGES_PER_SECOND = 6;
    private static final long SEED = 7;
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir
    private Path directory = Path.of("unset");

    @Test
    void ofAllStates() throws Exception {
        TestingDatabase database = TestingFlavour.MARIADB.shared();
        new TestingOrders(database).clear();
        Login login = new Login(database.host(), database.port(), TestingDatabase.USER, TestingDatabase.PASSWORD);
        try (TestingRowcast rowcast = TestingRowcast.start(
                        TestingSettings.embedded(database, directory).with("ROWCAST_WRITE_API", "true"));
                TestingBrowser browser = TestingBrowser.start();
                ConnectionPool pool = ConnectionPool.open(new Servers(login))) {
            OrdersPageObject page = new OrdersPageObject(browser);
            browser.viewport(1440, 900);
            page.open(rowcast.pageUrl().toString());
            Awaitility.await("the empty table").atMost(LIMIT).until(() -> page.emptyText()
                    .contains("No orders yet"));
            take(browser, page, "light", "empty", 1440, 900);
            try (Traffic traffic = Traffic.start(pool.statements(), CHANGES_PER_SECOND, SEED)) {
                Awaitility.await("orders").atMost(LIMIT).until(() -> Integer.parseInt(page.count("all")) >= ORDERS);
                take(browser, page, "light", "light", 1440, 900);
                take(browser, page, "dark", "dark", 1440, 900);
                take(browser, page, "light", "mobile", 390, 844);
                browser.viewport(1440, 900);
                String id = page.rows().get(page.rows().size() / 2).id();
                browser.driver().executeScript("location.hash = '#/orders/' + arguments[0]", id);
                Awaitility.await("the order").atMost(LIMIT).until(() -> page.shown("order")
                        .contains("orders/state/" + id));
                take(browser, page, "light", "order", 1440, 900);
                assertThat(traffic).isNotNull();
            }
        }
    }

    private static void take(
            TestingBrowser browser, OrdersPageObject page, String scheme, String name, int width, int height)
            throws IOException {
        browser.viewport(width, height);
        browser.prefer("prefers-color-scheme", scheme);
        page.waitForSignals("live", "streaming");
        Path picture = PICTURES.resolve("page-" + name + ".png");
        page.screenshot(picture);
        BufferedImage image = ImageIO.read(picture.toFile());
        assertThat(image.getWidth()).isEqualTo(width);
        assertThat(image.getHeight()).isEqualTo(height);
    }
}
