package dev.rowcast.http;

import static dev.rowcast.http.OrdersApiTest.assertProblem;
import static dev.rowcast.testing.TestingWeb.json;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rowcast.testing.TestingWeb;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RequestGuardTest {
    private static final String ADA = "{\"customer_name\":\"Ada\",\"product_name\":\"Pen\",\"quantity\":1,\"total\":1}";

    private static final AccessToken TOKEN = new AccessToken("0123456789abcdef");
    /** Done, or not for another reason: there is no such order, or not all of it was given. */
    private static final String PASSED = "(?s)HTTP/1.1 (2..|404|422) .*";

    private static final String SHOWN = "Authorization: Bearer 0123456789abcdef";

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
                new HttpSettings("0.0.0.0", 0, true, Set.of("orders.example"), TOKEN, TestingWeb.page(8083, 1883));
        try (TestingWeb open = TestingWeb.start(settings)) {
            assertThat(get(open, "/livez", "evil.example")).startsWith("HTTP/1.1 200 ");
            assertThat(post(open, "evil.example", SHOWN)).startsWith("HTTP/1.1 421 ");
            assertThat(post(open, "orders.example:80", SHOWN)).startsWith("HTTP/1.1 201 ");
            assertThat(post(open, "Orders.Example.", SHOWN)).startsWith("HTTP/1.1 201 ");
            assertThat(post(open, "192.0.2.7:8080", SHOWN)).startsWith("HTTP/1.1 201 ");
            assertThat(post(open, "[2001:db8::7]:8080", SHOWN)).startsWith("HTTP/1.1 201 ");
            assertThat(post(open, "192.0.2.7.evil.example", SHOWN)).startsWith("HTTP/1.1 421 ");
            assertThat(post(open, "", SHOWN)).startsWith("HTTP/1.1 4");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "[::1]:8080,http://[::1]:8080,201",
        "[::1]:8080,http://[::1]:8081,403",
        "[::1]:8080,http://localhost:8080,403",
        "localhost:8080,http://LOCALHOST:8080,201",
        "localhost.:8080,http://localhost.:8080,201",
        "localhost.:8080,http://localhost:8080,403",
        "localhost,http://localhost,201",
        "localhost,https://localhost,201",
        "localhost:80,http://localhost,201",
        "localhost:8080,http://localhost.evil.example:8080,403",
        "localhost:8080,http://localhost:8080@evil.example,403"
    })
    void originAndHostMustBeTheSame(String host, String origin, String status) throws IOException {
        assertThat(post(web, host, "Origin: " + origin)).startsWith("HTTP/1.1 " + status + " ");
    }

    /** All that changes anything. */
    private enum Change {
        CREATE("POST", "/api/orders", true),
        PATCH("PATCH", "/api/orders/1", true),
        PUT("PUT", "/api/orders/1", true),
        DELETE("DELETE", "/api/orders/1", false),
        RESYNC("POST", "/admin/resync", false);

        private final String method;
        private final String path;
        private final boolean hasBody;

        Change(String method, String path, boolean hasBody) {
            this.method = method;
            this.path = path;
            this.hasBody = hasBody;
        }

        String send(TestingWeb web, String... headers) throws IOException {
            String body = hasBody ? ADA : "";
            return web.sendRaw(method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + web.port()
                    + "\r\nConnection: close\r\n" + (hasBody ? "Content-Type: application/json\r\n" : "")
                    + "Content-Length: " + body.length() + "\r\n"
                    + Stream.of(headers).map(header -> header + "\r\n").collect(joining()) + "\r\n" + body);
        }
    }

    @ParameterizedTest
    @EnumSource(Change.class)
    void noOtherSiteCanMakeABrowserChangeAnything(Change change) throws IOException, InterruptedException {
        for (String[] headers : new String[][] {
            {"Origin: null"},
            {"Origin: https://evil.example"},
            {"Origin: "},
            {"Sec-Fetch-Site: cross-site"},
            {"Sec-Fetch-Site: same-site"},
            {"Sec-Fetch-Site: anything"},
            {"Origin: null", "Sec-Fetch-Site: same-origin"},
            {"Origin: http://127.0.0.1:" + web.port(), "Sec-Fetch-Site: cross-site"},
            {"User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:60.0) Gecko/20100101 Firefox/60.0"}
        }) {
            assertThat(change.send(web, headers))
                    .as(List.of(headers).toString())
                    .startsWith("HTTP/1.1 403 ")
                    .contains("other-origin");
        }
        assertThat(web.resyncs()).isZero();
        assertThat(json(web.get("/api/orders")).get("orders")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Change.class)
    void beyondLoopbackNothingChangesWithoutAToken(Change change) throws IOException, BindFailedException {
        try (TestingWeb open = TestingWeb.start(TestingWeb.settings("0.0.0.0", true))) {
            assertThat(change.send(open, SHOWN))
                    .startsWith("HTTP/1.1 403 ")
                    .contains("urn:rowcast:problem:no-token", "ROWCAST_HTTP_TOKEN");
        }
    }

    @ParameterizedTest
    @EnumSource(Change.class)
    void aTokenThatIsSetIsNeededEverywhere(Change change) throws IOException, BindFailedException {
        for (String bind : List.of("127.0.0.1", "0.0.0.0")) {
            try (TestingWeb guarded = TestingWeb.start(guarded(bind))) {
                for (String wrong : List.of(
                        "X: no token",
                        "Authorization: Bearer",
                        "Authorization: Bearer 0123456789abcdeF",
                        "Authorization: Bearer 0123456789abcde",
                        "Authorization: Bearer 0123456789abcdef0",
                        "Authorization: Basic 0123456789abcdef",
                        "Authorization: 0123456789abcdef",
                        "Authorization: Bearer 0123456789abcdef 0123456789abcdef")) {
                    assertThat(change.send(guarded, wrong))
                            .as(wrong)
                            .startsWith("HTTP/1.1 401 ")
                            .contains("WWW-Authenticate: Bearer\r\n", "urn:rowcast:problem:token-needed");
                }
                assertThat(change.send(guarded, SHOWN, "Origin: https://evil.example"))
                        .startsWith("HTTP/1.1 403 ");
                assertThat(guarded.resyncs()).isZero();
                assertThat(change.send(guarded, SHOWN)).matches(PASSED);
                assertThat(change.send(guarded, "Authorization: bearer  0123456789abcdef"))
                        .matches(PASSED);
            }
        }
    }

    @Test
    void readingNeedsNoTokenAndThePageIsTold() throws IOException, InterruptedException, BindFailedException {
        try (TestingWeb guarded = TestingWeb.start(guarded("0.0.0.0"));
                TestingWeb without = TestingWeb.start(TestingWeb.settings("0.0.0.0", true))) {
            assertThat(guarded.get("/api/orders").statusCode()).isEqualTo(200);
            HttpResponse<String> config = guarded.get("/config.json");
            assertThat(config.body())
                    .contains("\"write_api\":true,\"token_needed\":true")
                    .doesNotContain(TOKEN.value());
            assertThat(without.get("/config.json").body()).contains("\"write_api\":false,\"token_needed\":false");
            assertThat(web.get("/config.json").body()).contains("\"write_api\":true,\"token_needed\":false");
        }
    }

    @Test
    void aTokenIsLongAndNeverPrinted() {
        assertThat(guarded("0.0.0.0").toString()).doesNotContain(TOKEN.value());
        assertThatThrownBy(() -> new AccessToken("0123456789abcde"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("0123456789abcde");
    }

    private static HttpSettings guarded(String bind) {
        return new HttpSettings(bind, 0, true, Set.of(), TOKEN, TestingWeb.page(8083, 1883));
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

    private static String post(TestingWeb server, String host, String header) throws IOException {
        return server.sendRaw("POST /api/orders HTTP/1.1\r\nHost: " + host + "\r\n" + header
                + "\r\nContent-Type: application/json\r\nContent-Length: " + ADA.length()
                + "\r\nConnection: close\r\n\r\n" + ADA);
    }
}
