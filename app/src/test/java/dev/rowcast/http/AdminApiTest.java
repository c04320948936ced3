package dev.rowcast.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.testing.TestingWeb;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

final class AdminApiTest {

    @Test
    void aResyncIsAskedFor() throws Exception {
        try (TestingWeb web = TestingWeb.start()) {
            HttpResponse<String> response = web.send("POST", "/admin/resync", null);

            assertThat(response.statusCode()).isEqualTo(202);
            assertThat(response.body()).isEqualTo("{\"status\":\"accepted\"}");
            assertThat(web.resyncs()).isEqualTo(1);
        }
    }

    @Test
    void otherSitesCanNotAskForIt() throws Exception {
        try (TestingWeb web = TestingWeb.start()) {
            assertRefused(web, "Origin", "https://evil.example");
            assertRefused(web, "Sec-Fetch-Site", "cross-site");
            assertThat(web.get("/admin/resync").statusCode()).isEqualTo(404);
            assertThat(web.resyncs()).isZero();
        }
    }

    @Test
    void otherMachinesCanNotAskForItWithoutAToken() throws Exception {
        try (TestingWeb web = TestingWeb.start(TestingWeb.settings("0.0.0.0", true))) {
            assertRefused(web);
            assertThat(web.resyncs()).isZero();
        }
    }

    private static void assertRefused(TestingWeb web, String... headers) throws IOException, InterruptedException {
        assertThat(web.send("POST", "/admin/resync", null, headers).statusCode())
                .isEqualTo(403);
    }
}
