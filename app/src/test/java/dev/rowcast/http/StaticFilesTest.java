package dev.rowcast.http;

import static dev.rowcast.http.OrdersApiTest.assertProblem;
import static dev.rowcast.testing.TestingWeb.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rowcast.testing.TestingWeb;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class StaticFilesTest {
    private TestingWeb web;

    @BeforeAll
    void start() throws BindFailedException {
        web = TestingWeb.start();
    }

    @AfterAll
    void stop() {
        web.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/,text/html;charset=utf-8",
        "/app.css,text/css;charset=utf-8",
        "/main.js,text/javascript;charset=utf-8",
        "/favicon.svg,image/svg+xml"
    })
    void servesThePage(String path, String contentType) throws IOException, InterruptedException {
        HttpResponse<String> response = web.get(path);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue(contentType);
        assertThat(response.body()).isNotEmpty();
        assertThat(web.send("HEAD", path, null).statusCode()).isEqualTo(200);
    }

    @Test
    void browsersAskEachTimeAndAreToldWhenNothingChanged() throws IOException, InterruptedException {
        HttpResponse<String> first = web.get("/app.css");
        String tag = first.headers().firstValue("ETag").orElseThrow();

        HttpResponse<String> second = web.get("/app.css", "If-None-Match", "W/\"other\", " + tag);
        HttpResponse<String> other = web.get("/app.css", "If-None-Match", "\"other\"");

        assertThat(first.headers().firstValue("Cache-Control")).hasValue("no-cache");
        assertThat(second.statusCode()).isEqualTo(304);
        assertThat(second.body()).isEmpty();
        assertThat(second.headers().firstValue("ETag")).hasValue(tag);
        assertThat(other.statusCode()).isEqualTo(200);
    }

    @Test
    void compressesForThoseWhoAsk() throws IOException, InterruptedException {
        HttpResponse<String> compressed = web.get("/app.css", "Accept-Encoding", "br, gzip;q=0.8");
        HttpResponse<String> refused = web.get("/app.css", "Accept-Encoding", "gzip;q=0");

        assertThat(compressed.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(compressed.headers().firstValue("Vary")).hasValue("Accept-Encoding");
        assertThat(refused.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(compressed.headers().firstValue("ETag"))
                .isNotEqualTo(refused.headers().firstValue("ETag"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nothing.js",
                "/vendor",
                "/vendor/",
                "/../web/app.css",
                "/..%2fapp.css",
                "/%2e%2e/logback.xml",
                "/app.css/",
                "//app.css",
                "/app.css%00.js",
                "/.hidden.js",
                "/dev/rowcast/http/WebServer.class",
                "/api/nothing"
            })
    void servesNothingElse(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = web.get(path);

        assertThat(response.statusCode()).isIn(400, 404);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    @Test
    void tellsThePageHowToConnect() throws IOException, InterruptedException {
        JsonNode config = json(web.get("/config.json"));

        assertThat(config.toString())
                .isEqualTo("{\"version\":\"0.1.0\",\"write_api\":true,\"token_needed\":false,"
                        + "\"mqtt\":{\"websocket_url\":null,\"tls\":false,\"websocket_port\":8083,\"websocket_path\":\"/mqtt\","
                        + "\"host\":null,\"port\":1883},"
                        + "\"topics\":{\"state\":\"orders/state/+\","
                        + "\"events\":[\"orders/inserted/+\",\"orders/updated/+\",\"orders/deleted/+\"],"
                        + "\"status\":\"rowcast/status\",\"info\":\"rowcast/info\"}}");
        assertThat(web.get("/config.json").headers().firstValue("Cache-Control"))
                .hasValue("no-store");
    }

    @Test
    void tellsThePageALoginOnlyWhereThereIsOne() throws Exception {
        PageSettings open = TestingWeb.page(8083, 1883);
        PageSettings page = new PageSettings(
                open.productVersion(), open.broker(), open.topics(), new PageSettings.Login("page", "s3cret"));
        try (TestingWeb withLogin = TestingWeb.start(new HttpSettings("127.0.0.1", 0, false, Set.of(), page))) {
            JsonNode mqtt = json(withLogin.get("/config.json")).path("mqtt");

            assertThat(mqtt.path("username").textValue()).isEqualTo("page");
            assertThat(mqtt.path("password").textValue()).isEqualTo("s3cret");
        }
        assertThat(json(web.get("/config.json")).path("mqtt").has("password")).isFalse();
        assertThat(page.toString()).contains("page").doesNotContain("s3cret");
    }

    @Test
    void onlyReads() throws IOException, InterruptedException {
        assertProblem(web.send("POST", "/app.css", "x"), 405, "only GET, HEAD here");
    }
}
