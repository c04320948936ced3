package dev.rowcast.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A server in front of another one, on a port that the system picks: it answers some paths itself, as a test wants them
 * answered, and hands all other requests on. So the page is seen to bear any answer of the server that it comes from.
 */
public final class TestingFront implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final String behind;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    /** What a path is answered. */
    public record Answer(int status, String contentType, String body) {
        public static Answer json(String body) {
            return new Answer(200, "application/json", body);
        }

        /** Server-Sent Events; the connection is closed behind the last one. */
        public static Answer events(String body) {
            return new Answer(200, "text/event-stream", body);
        }

        public static Answer refusal(int status) {
            return new Answer(status, "application/problem+json", "{}");
        }
    }

    /** @param behind the URL of the server that is asked for all other paths, without a slash at its end */
    public TestingFront(String behind) throws IOException {
        this.behind = behind;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::serve);
        server.setExecutor(threads);
        server.start();
    }

    /** From now on this path is answered so. */
    public void answer(String path, Answer answer) {
        answers.put(path, answer);
    }

    /** The requests for paths that are answered here, in order, with their queries. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer = answers.get(exchange.getRequestURI().getPath());
            if (answer == null) {
                handOn(exchange);
                return;
            }
            asked.add(exchange.getRequestURI().toString());
            exchange.getResponseHeaders().set("Content-Type", answer.contentType());
            send(exchange, answer.status(), answer.body().getBytes(UTF_8));
        }
    }

    private void handOn(HttpExchange exchange) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(behind + exchange.getRequestURI()))
                .timeout(TIMEOUT)
                .build();
        try {
            HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
            for (String name : List.of("Content-Type", "Content-Security-Policy")) {
                response.headers().firstValue(name).ifPresent(value -> exchange.getResponseHeaders()
                        .set(name, value));
            }
            send(exchange, response.statusCode(), response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
