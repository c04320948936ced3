package dev.rowcast.examples.assistant.ask;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** A server in place of a model, that says what a test wants it to say: the last reply again and again. Any thread. */
final class TestingModel implements AutoCloseable {
    static final String KEY = "s3cret-model-key";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch end = new CountDownLatch(1);
    private final Deque<Reply> replies = new ArrayDeque<>();
    private final List<JsonNode> requests = new ArrayList<>();
    private final List<@Nullable String> keys = new ArrayList<>();

    /** @param hangs whether the body never ends */
    private record Reply(int status, String body, boolean hangs) {}

    TestingModel() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/v1/chat/completions", this::respond);
        server.start();
    }

    ModelSettings settings(Duration timeout) {
        URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1/chat/completions");
        return new ModelSettings(url, "testing", KEY, timeout);
    }

    TestingModel says(String answer) {
        return message("{\"role\":\"assistant\",\"content\":" + quoted(answer) + "}");
    }

    TestingModel calls(String tool, String arguments) {
        return message("{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"c1\",\"type\":\"function\","
                + "\"function\":{\"name\":" + quoted(tool) + ",\"arguments\":" + quoted(arguments) + "}}]}");
    }

    private static String quoted(String text) {
        return JSON.getNodeFactory().textNode(text).toString();
    }

    TestingModel message(String message) {
        return answers(200, "{\"choices\":[{\"message\":" + message + "}]}");
    }

    synchronized TestingModel answers(int status, String body) {
        replies.add(new Reply(status, body, false));
        return this;
    }

    /** Begins to answer, and never ends. */
    synchronized TestingModel hangs() {
        replies.add(new Reply(200, "{\"choices\":", true));
        return this;
    }

    private void respond(HttpExchange exchange) throws IOException {
        try (exchange) {
            Reply reply = next(exchange);
            byte[] body = reply.body.getBytes(UTF_8);
            exchange.sendResponseHeaders(reply.status, reply.hangs ? 0 : body.length);
            exchange.getResponseBody().write(body);
            exchange.getResponseBody().flush();
            if (reply.hangs) {
                end.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Reply next(HttpExchange exchange) throws IOException {
        requests.add(JSON.readTree(exchange.getRequestBody()));
        keys.add(exchange.getRequestHeaders().getFirst("Authorization"));
        return replies.size() > 1 ? replies.remove() : replies.element();
    }

    synchronized List<JsonNode> requests() {
        return List.copyOf(requests);
    }

    /** The last message that it was sent. */
    synchronized JsonNode lastMessage() {
        JsonNode messages = requests.get(requests.size() - 1).path("messages");
        return messages.path(messages.size() - 1);
    }

    /** The {@code Authorization} of the last request. */
    synchronized @Nullable String lastKey() {
        return keys.get(keys.size() - 1);
    }

    @Override
    public void close() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
