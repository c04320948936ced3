package dev.rowcast.page;

import dev.rowcast.http.BindFailedException;
import dev.rowcast.http.HttpSettings;
import dev.rowcast.http.NewOrder;
import dev.rowcast.http.OrderPatch;
import dev.rowcast.http.OrderRejectedException;
import dev.rowcast.http.OrderStatus;
import dev.rowcast.http.OrdersUnavailableException;
import dev.rowcast.testing.InMemoryOrders;
import dev.rowcast.testing.OrderPublisher;
import dev.rowcast.testing.TestingMosquitto;
import dev.rowcast.testing.TestingProxy;
import dev.rowcast.testing.TestingWeb;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Set;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page in a real browser, over a real broker behind a proxy; the relay's messages come from orders in memory. One
 * browser for all tests of a class, everything else for each.
 */
abstract class PageFixture extends BrowserFixture {
    // Of one test.
    TestingMosquitto broker;
    TestingProxy network;
    InMemoryOrders orders;
    OrderPublisher publisher;
    TestingWeb web;
    OrdersPageObject page;

    @BeforeEach
    void start(@TempDir Path brokerDirectory) throws IOException, InterruptedException, BindFailedException {
        broker = TestingMosquitto.start(brokerDirectory);
        network = new TestingProxy(broker.webSocketUrl().getPort());
        orders = new InMemoryOrders();
        publisher = new OrderPublisher(broker.mqttPort(), orders);
        publisher.online();
        web = TestingWeb.start(settings(isWritable()), orders);
        page = new OrdersPageObject(browser);
        browser.complaints();
    }

    @AfterEach
    void stop() throws IOException {
        browser.driver().get("about:blank");
        web.close();
        publisher.close();
        network.close();
        broker.close();
    }

    /** Whether the page may change orders. */
    boolean isWritable() {
        return true;
    }

    /** Opens the page, and waits until all is current. */
    void open(String query) {
        page.open(web.url() + "/" + query);
        page.waitForSignals("live", "streaming");
    }

    HttpSettings settings(boolean writeApi) {
        return new HttpSettings("127.0.0.1", 0, writeApi, Set.of(), TestingWeb.page(network.port(), broker.mqttPort()));
    }

    void create(String customer, String product) throws OrdersUnavailableException, OrderRejectedException {
        orders.create(new NewOrder(customer, product, 2, new BigDecimal("19.90"), OrderStatus.PENDING));
    }

    static OrderPatch patch(OrderStatus status) {
        return new OrderPatch(null, null, null, null, status);
    }

    Object script(String script, Object... arguments) {
        return browser.driver().executeScript(script, arguments);
    }

    /** Opens the page over one order, of id 1, and waits until it is shown. */
    void openWithOneOrder() throws OrdersUnavailableException, OrderRejectedException {
        create("Ada", "Notebook");
        open("");
        page.waitForRow("1", "pending");
    }

    static ConditionFactory await(String what) {
        return OrdersPageObject.await(what);
    }
}
