package dev.rowcast.examples.assistant.ask;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.examples.assistant.TestingChanges;
import dev.rowcast.examples.assistant.orders.Orders;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AskServerTest {
    private static final String TOKEN = "a token of 24 characters";
    private static final String QUESTION = "{\"question\":\"How many?\"}";

    private final Orders orders = new Orders(10);
    private final TestingModel model;
    private @Nullable AskServer server;

    AskServerTest() throws Exception {
        model = new TestingModel().says("One.");
        orders.apply(TestingChanges.state("7", "v1", "pending"));
        orders.complete();
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
        model.close();
    }

    private URI start(@Nullable String token, int perMinute) throws Exception {
        server = AskServer.start(
                new AskSettings(
                        InetAddress.getLoopbackAddress(),
                        0,
                        token,
                        perMinute,
                        List.of("id"),
                        model.settings(Duration.ofSeconds(30))),
                orders);
        return URI.create("http://127.0.0.1:" + server.port() + "/ask");
    }

    private static HttpRequest.Builder question(URI url, String body) {
        return HttpRequest.newBuilder(url)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void aQuestionIsAnswered() throws Exception {
        HttpResponse<String> answer = send(question(start(null, 10), QUESTION));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"answer\":\"One.\"}");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    }

    @Test
    void healthTellsWhetherOrdersWereRead() throws Exception {
        HttpResponse<String> health =
                send(HttpRequest.newBuilder(start(null, 10).resolve("/health")));
        assertThat(health.body()).isEqualTo("{\"ready\":true,\"orders\":1}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"400|{", "400|[]", "400|{\"question\":7}", "400|{\"question\":\" \"}", "400|{}"})
    void whatIsNoQuestionIsRefused(int status, String body) throws Exception {
        assertThat(send(question(start(null, 10), body)).statusCode()).isEqualTo(status);
    }

    @Test
    void longQuestionsAreRefused() throws Exception {
        URI url = start(null, 10);
        assertThat(send(question(url, "{\"question\":\"" + "x".repeat(1001) + "\"}"))
                        .statusCode())
                .isEqualTo(413);
        assertThat(send(question(url, "{\"question\":\"" + "x".repeat(100_000) + "\"}"))
                        .statusCode())
                .isEqualTo(413);
        assertThat(model.requests()).isEmpty();
    }

    @Test
    void pagesOfOtherSitesCanNotAsk() throws Exception {
        URI url = start(null, 10);
        assertThat(send(question(url, QUESTION).header("Origin", "https://evil.example"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(send(HttpRequest.newBuilder(url)
                                .header("Content-Type", "text/plain")
                                .POST(HttpRequest.BodyPublishers.ofString(QUESTION)))
                        .statusCode())
                .isEqualTo(415);
        assertThat(rebound(url)).startsWith("HTTP/1.1 403");
        assertThat(model.requests()).isEmpty();
    }

    /** As a browser asks that was told that a name of the attacker's is here. */
    private static String rebound(URI url) throws Exception {
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            String request = "POST /ask HTTP/1.1\r\nHost: evil.example\r\nContent-Type: application/json\r\n"
                    + "Connection: close\r\nContent-Length: " + QUESTION.length() + "\r\n\r\n" + QUESTION;
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    @Test
    void withATokenOnlyWhoGivesItMayAsk() throws Exception {
        URI url = start(TOKEN, 10);
        assertThat(send(question(url, QUESTION)).statusCode()).isEqualTo(401);
        assertThat(send(question(url, QUESTION).header("Authorization", "Bearer another"))
                        .statusCode())
                .isEqualTo(401);
        assertThat(send(question(url, QUESTION).header("Authorization", "Bearer " + TOKEN))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void whoAsksTooOftenHasToWait() throws Exception {
        URI url = start(null, 2);
        assertThat(send(question(url, QUESTION)).statusCode()).isEqualTo(200);
        assertThat(send(question(url, QUESTION)).statusCode()).isEqualTo(200);
        assertThat(send(question(url, QUESTION)).statusCode()).isEqualTo(429);
    }

    @Test
    void thereIsNothingElse() throws Exception {
        URI url = start(null, 10);
        assertThat(send(question(url.resolve("/other"), QUESTION)).statusCode()).isEqualTo(404);
        assertThat(send(HttpRequest.newBuilder(url)).statusCode()).isEqualTo(405);
    }

    @Test
    void aModelThatFailsIsTold() throws Exception {
        TestingModel failing = model;
        failing.answers(500, "");
        URI url = start(null, 10);
        assertThat(send(question(url, QUESTION)).statusCode()).isEqualTo(200);
        HttpResponse<String> failed = send(question(url, QUESTION));
        assertThat(failed.statusCode()).isEqualTo(502);
        assertThat(failed.body()).isEqualTo("{\"error\":\"the model can not be asked at the moment\"}");
    }

    @Test
    void beforeAllOrdersAreReadNothingIsAnswered() throws Exception {
        try (AskServer early = AskServer.start(
                new AskSettings(
                        InetAddress.getLoopbackAddress(),
                        0,
                        null,
                        10,
                        List.of("id"),
                        model.settings(Duration.ofSeconds(30))),
                new Orders(10))) {
            URI url = URI.create("http://127.0.0.1:" + early.port() + "/ask");
            assertThat(send(question(url, QUESTION)).statusCode()).isEqualTo(503);
        }
    }
}
