package dev.rowcast.page;

import dev.rowcast.http.OrderPatch;
import dev.rowcast.http.OrderRejectedException;
import dev.rowcast.http.OrdersUnavailableException;
import dev.rowcast.testing.TestingFront;
import dev.rowcast.testing.TestingFront.Answer;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The page with what stands beside its table, behind a server that answers some of its requests as a test wants. */
abstract class PanelsFixture extends PageFixture {
    private static final String NOW = "{\"now\":\"%s\",\"commit_time_resolution\":\"%s\"}";

    // Of one test.
    TestingFront front;
    PanelsPageObject panels;

    @BeforeEach
    void startFront() throws IOException {
        front = new TestingFront(web.url());
        databaseClock("microseconds");
        panels = new PanelsPageObject(browser);
    }

    @AfterEach
    void stopFront() {
        browser.driver().get("about:blank");
        front.close();
    }

    @Override
    boolean isWritable() {
        return false;
    }

    /** Opens the page as the server in front gives it, and waits until all is current and the clock is known. */
    @Override
    void open(String rest) {
        page.open(front.url() + "/" + rest);
        page.waitForSignals("live", "streaming");
        await("the database's clock")
                .until(() -> Boolean.TRUE.equals(browser.driver()
                        .executeScript("return document.querySelector('.chart .latency').textContent !== ''")));
    }

    /** The database's clock stands a tenth of a second behind the commits of these orders. */
    void databaseClock(String resolution) {
        Instant now = Instant.parse("2026-11-20T09:12:00.223456Z");
        front.answer("/api/clock", Answer.json(NOW.formatted(now, resolution)));
        front.answer("/events", Answer.events("event: live\ndata: {}\n\n"));
    }

    void create(String customer) throws OrdersUnavailableException, OrderRejectedException {
        create(customer, "Pen");
    }

    void update(long id, OrderPatch patch) throws OrdersUnavailableException, OrderRejectedException {
        orders.update(BigInteger.valueOf(id), patch);
    }
}
