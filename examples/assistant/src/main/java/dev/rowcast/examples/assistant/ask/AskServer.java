package dev.rowcast.examples.assistant.ask;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.rowcast.examples.assistant.orders.Orders;
import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /ask} with {@code {"question": "…"}} is answered with {@code {"answer": "…"}}, or with {@code {"error": "…"}} and
 * a status that fits. {@code GET /health} says how many orders there are. A few questions are answered at once.
 */
public final class AskServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_BYTES = 8 << 10;
    private static final int MOST_QUESTION = 1000;
    private static final int AT_ONCE = 4;
    private static final int THREADS = 16;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final Semaphore turns = new Semaphore(AT_ONCE);
    private final RequestGuard guard;
    private final Orders orders;
    private final @Nullable Conversation conversation;

    private AskServer(AskSettings settings, Orders orders) throws IOException {
        this.orders = orders;
        guard = new RequestGuard(settings.token(), new RateLimit(settings.perMinute()));
        ModelSettings model = settings.model();
        conversation = model == null
                ? null
                : new Conversation(new ModelClient(model), new OrderTools(orders, settings.columns()).all());
        server = HttpServer.create(settings.socket(), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> respond(exchange, this::ask));
        server.createContext("/health", exchange -> respond(exchange, this::health));
    }

    /** Answers from now on. */
    public static AskServer start(AskSettings settings, Orders orders) throws IOException {
        AskServer started = new AskServer(settings, orders);
        started.server.start();
        return started;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    @FunctionalInterface
    private interface Answering {
        ObjectNode answer(HttpExchange exchange) throws AskException, IOException, InterruptedException;
    }

    private static void respond(HttpExchange exchange, Answering answering) throws IOException {
        try (exchange) {
            try {
                send(exchange, 200, answering.answer(exchange));
            } catch (AskException e) {
                send(exchange, e.status(), JSON.createObjectNode().put("error", e.getMessage()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void send(HttpExchange exchange, int status, ObjectNode body) throws IOException {
        byte[] bytes = body.toString().getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        if (status == 401) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
        }
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private ObjectNode health(HttpExchange exchange) {
        return JSON.createObjectNode()
                .put("ready", orders.isWhole())
                .put("orders", orders.all().size());
    }

    private ObjectNode ask(HttpExchange exchange) throws AskException, IOException, InterruptedException {
        guard.check(exchange);
        String question = question(exchange);
        if (conversation == null) {
            throw new AskException(503, "there is no model to ask: set MODEL_URL");
        }
        if (!orders.isWhole()) {
            throw new AskException(503, "the orders are still being read");
        }
        if (!turns.tryAcquire()) {
            throw new AskException(503, "others are asking: try again");
        }
        try {
            return JSON.createObjectNode().put("answer", conversation.answer(question));
        } finally {
            turns.release();
        }
    }

    private static String question(HttpExchange exchange) throws AskException, IOException {
        byte[] body = exchange.getRequestBody().readNBytes(MOST_BYTES + 1);
        if (body.length > MOST_BYTES) {
            throw new AskException(413, "a question may have " + MOST_QUESTION + " characters");
        }
        JsonNode question = parsed(body).path("question");
        if (!question.isTextual() || question.textValue().isBlank()) {
            throw new AskException(400, "give {\"question\": \"…\"}");
        }
        if (question.textValue().length() > MOST_QUESTION) {
            throw new AskException(413, "a question may have " + MOST_QUESTION + " characters");
        }
        return question.textValue();
    }

    private static JsonNode parsed(byte[] body) throws AskException {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new AskException(400, "that is no JSON");
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
