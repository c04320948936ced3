package dev.rowcast.page;

import dev.rowcast.testing.TestingBrowser;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** One browser for all tests of a class. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BrowserFixture {
    TestingBrowser browser;

    @BeforeAll
    void startBrowser() throws IOException {
        browser = TestingBrowser.start();
    }

    @AfterAll
    void stopBrowser() {
        if (browser != null) {
            browser.close();
        }
    }
}
