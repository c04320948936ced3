package dev.rowcast.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.testing.TestingWeb;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

final class MetricsApiTest {
    @Test
    void servesWhatPrometheusReads() throws Exception {
        try (TestingWeb web = TestingWeb.start()) {
            HttpResponse<String> response = web.get("/metrics");

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type"))
                    .hasValue("text/plain; version=0.0.4; charset=utf-8");
            assertThat(response.body()).isEqualTo("figure 1.0\n");
        }
    }
}
