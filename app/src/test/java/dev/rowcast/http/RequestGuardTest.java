package dev.rowcast.http;

import static dev.rowcast.http.OrdersApiTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.testing.TestingWeb;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RequestGuardTest {
    private static final String ADA = "{\"customer_name\":\"Ada\",\"product_name\":\"Pen\",\"quantity\":1,\"total\":1}";

    private TestingWeb web;

    @BeforeEach
    void start() throws BindFailedException {
        web = TestingWeb.start();
    }

    @AfterEach
    void stop() {
        web.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/x-www-form-urlencoded",
                "text/plain",
                "multipart/form-data; boundary=x",
                "application/jsonp"
            })
    void writesMustBeJson(String contentType) throws IOException, InterruptedException {
        HttpResponse<String> response = web.send("POST", "/api/orders", ADA, "Content-Type", contentType);

        assertProblem(response, 415, "the content type must be application/json");
    }

    @Test
    void theContentTypeMayHaveParametersAndMustBeThere() throws IOException, InterruptedException {
        assertThat(web.send("POST", "/api/orders", ADA, "Content-Type", "Application/JSON; charset=utf-8")
                        .statusCode())
                .isEqualTo(201);
        assertThat(web.send("POST", "/api/orders", ADA).statusCode()).isEqualTo(415);
    }

    @Test
    void bodiesAreBounded() throws IOException, InterruptedException {
        String body = "{\"customer_name\":\"" + "x".repeat(16 * 1024) + "\"}";

        assertProblem(web.sendJson("POST", "/api/orders", body), 413, "the body must have at most 16384 bytes");
    }

    @Test
    void chunkedBodiesAreBoundedToo() throws IOException {
        String chunk = "4000\r\n" + " ".repeat(0x4000) + "\r\n";
        String answer = web.sendRaw("POST /api/orders HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n" + chunk + chunk + "0\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 413 ").contains("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "null", "http://127.0.0.1:1", "http://localhost", "file://", "::"})
    void pagesOfOtherOriginsCanNotWrite(String origin) throws IOException, InterruptedException {
        String detail = "pages of other sites can not write here";

        assertProblem(web.sendJson("POST", "/api/orders", ADA, "Origin", origin), 403, detail);
        assertProblem(web.send("DELETE", "/api/orders/1", null, "Origin", origin), 403, detail);
    }

    @Test
    void pagesOfThisOriginCanWrite() throws IOException, InterruptedException {
        assertThat(web.sendJson("POST", "/api/orders", ADA, "Origin", web.url()).statusCode())
                .isEqualTo(201);
        assertThat(web.sendJson("POST", "/api/orders", ADA, "Sec-Fetch-Site", "same-origin")
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void browsersThatTellTheSiteAreBelieved() throws IOException, InterruptedException {
        assertThat(web.sendJson("POST", "/api/orders", ADA, "Sec-Fetch-Site", "cross-site")
                        .statusCode())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "127.0.0.1.evil.example", "localhost.evil.example:80", "[::2]", "", "a b"})
    void answersOnlyUnderLoopbackNames(String host) throws IOException {
        for (String path : new String[] {"/", "/api/orders", "/config.json", "/livez"}) {
            assertThat(get(web, path, host))
                    .matches("(?s)HTTP/1.1 (421|400) .*")
                    .contains("application/problem+json");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:8080", "localhost.", "127.0.0.1", "127.8.9.1:80", "[::1]:8080"})
    void knowsLoopbackNames(String host) throws IOException {
        assertThat(get(web, "/livez", host)).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void beyondLoopbackWritesNeedANameThatIsKnown() throws IOException, BindFailedException {
        HttpSettings settings =
                new HttpSettings("0.0.0.0", 0, true, Set.of("orders.example"), TestingWeb.page(8083, 1883));
        try (TestingWeb open = TestingWeb.start(settings)) {
            assertThat(get(open, "/livez", "evil.example")).startsWith("HTTP/1.1 200 ");
            assertThat(post(open, "evil.example")).startsWith("HTTP/1.1 421 ");
            assertThat(post(open, "orders.example:80")).startsWith("HTTP/1.1 201 ");
            assertThat(post(open, "192.0.2.7:8080")).startsWith("HTTP/1.1 201 ");
        }
    }

    @Test
    void everyAnswerForbidsWhatThePageDoesNotNeed() throws IOException, InterruptedException {
        for (String path : new String[] {"/", "/api/orders", "/api/orders/x", "/nothing/here", "/livez"}) {
            HttpResponse<String> response = web.get(path);
            assertThat(response.headers().firstValue("Content-Security-Policy"))
                    .hasValue("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
                            + "connect-src 'self' ws://127.0.0.1:8083 wss://127.0.0.1:8083; base-uri 'none'; "
                            + "form-action 'none'; frame-ancestors 'none'");
            assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
            assertThat(response.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
            assertThat(response.headers().firstValue("Access-Control-Allow-Origin"))
                    .isEmpty();
            assertThat(response.headers().firstValue("Server")).isEmpty();
        }
    }

    @Test
    void thePolicyNamesTheBrokerThatBrowsersAreSentTo() throws IOException, InterruptedException, BindFailedException {
        PageSettings.Broker broker =
                new PageSettings.Broker(URI.create("wss://broker.example:8884/mqtt"), true, 8083, "/mqtt", null, 1883);
        PageSettings page = new PageSettings("0.1.0", broker, TestingWeb.TOPICS);
        try (TestingWeb external = TestingWeb.start(new HttpSettings("127.0.0.1", 0, false, Set.of(), page))) {
            assertThat(external.get("/")
                            .headers()
                            .firstValue("Content-Security-Policy")
                            .orElseThrow())
                    .contains("connect-src 'self' wss://broker.example:8884;");
        }
        assertThat(get(web, "/", "[::1]")).contains("connect-src 'self' ws://*:8083 wss://*:8083;");
    }

    private static String get(TestingWeb server, String path, String host) throws IOException {
        return server.sendRaw("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
    }

    private static String post(TestingWeb server, String host) throws IOException {
        return server.sendRaw("POST /api/orders HTTP/1.1\r\nHost: " + host
                + "\r\nContent-Type: application/json\r\nContent-Length: " + ADA.length()
                + "\r\nConnection: close\r\n\r\n" + ADA);
    }
}
