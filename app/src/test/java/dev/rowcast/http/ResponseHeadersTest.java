package dev.rowcast.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.testing.TestingWeb;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What browsers are forbidden, with every answer there is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ResponseHeadersTest {
    private static final String REST = "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
            + "require-trusted-types-for 'script'; trusted-types 'none'";

    private TestingWeb web;

    @BeforeAll
    void start() throws BindFailedException {
        web = TestingWeb.start();
        web.orders().beforeFind(() -> {
            throw new AssertionError("an error that is no exception");
        });
    }

    @AfterAll
    void stop() {
        web.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "200 GET /",
                "200 HEAD /",
                "200 GET /main.js",
                "200 GET /vendor/mqtt/mqtt.esm.js",
                "200 GET /schema/event.json",
                "200 GET /config.json",
                "200 GET /api/orders",
                "200 GET /livez",
                "200 GET /metrics",
                "400 GET /api/orders?limit=0",
                "400 GET /api/orders/x",
                "404 GET /nothing/here",
                "405 TRACE /api/orders",
                "405 OPTIONS /api/orders",
                "405 PUT /api/orders",
                "500 GET /api/orders/1",
                "200 GET /api/clock",
                "415 POST /api/orders",
                "404 DELETE /api/orders/1"
            })
    void everyAnswerForbidsWhatThePageDoesNotNeed(String request) throws IOException {
        String answer = web.sendRaw(request.substring(4) + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 " + request.substring(0, 4));
        assertForbids(
                answer,
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'"
                        + " ws://localhost:8083 wss://localhost:8083" + REST);
    }

    @Test
    void filesThatABrowserHasComeWithThemToo() throws Exception {
        String tag = web.get("/main.js").headers().firstValue("ETag").orElseThrow();

        String answer = web.sendRaw(
                "GET /main.js HTTP/1.1\r\nHost: localhost\r\nIf-None-Match: " + tag + "\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 304 ");
        assertForbids(answer, "default-src 'none'; script-src 'self'; ");
    }

    @Test
    void soDoesWhatIsRefusedAtTheDoor() throws IOException {
        assertForbids(
                web.sendRaw("GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"),
                "default-src 'none'; ");
        assertForbids(web.sendRaw("NONSENSE\r\n\r\n"), "default-src 'none'" + REST);
        assertForbids(
                web.sendRaw("GET /%00 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"), "default-src 'none'");
    }

    private static void assertForbids(String answer, String policy) {
        String head = answer.substring(0, answer.indexOf("\r\n\r\n") + 2);
        assertThat(head)
                .contains(
                        "\r\nContent-Security-Policy: " + policy,
                        "\r\nX-Content-Type-Options: nosniff\r\n",
                        "\r\nReferrer-Policy: no-referrer\r\n",
                        "\r\nCross-Origin-Opener-Policy: same-origin\r\n",
                        "\r\nCross-Origin-Resource-Policy: same-origin\r\n",
                        "\r\nCache-Control: no-")
                .doesNotContain("unsafe-", "Access-Control-", "\r\nServer:");
        assertThat(Stream.of(head.split("\r\n")).filter(line -> line.startsWith("Content-Security-Policy:")))
                .hasSize(1);
    }
}
