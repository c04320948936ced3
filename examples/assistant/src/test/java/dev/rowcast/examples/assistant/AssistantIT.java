package dev.rowcast.examples.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.rowcast.examples.assistant.standin.ModelStandIn;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The assistant on a real broker, with a stand-in for the model and a receiver of notices, all over HTTP. */
final class AssistantIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    private Path directory = Path.of("unset");

    private final List<String> notices = new CopyOnWriteArrayList<>();

    @SuppressWarnings("NullAway.Init")
    private TestingShop shop;

    @SuppressWarnings("NullAway.Init")
    private ModelStandIn model;

    @SuppressWarnings("NullAway.Init")
    private HttpServer receiver;

    @BeforeEach
    void start() throws Exception {
        shop = TestingShop.open(directory);
        model = ModelStandIn.start(0);
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            try (exchange) {
                notices.add(
                        new String(exchange.getRequestBody().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
                exchange.sendResponseHeaders(204, -1);
            }
        });
        receiver.start();
    }

    @AfterEach
    void stop() {
        receiver.stop(0);
        model.close();
        shop.close();
    }

    /** One that runs on a thread of its own, until it is closed. */
    private record Running(Assistant assistant, Thread thread) implements AutoCloseable {
        @Override
        public void close() {
            thread.interrupt();
            Awaitility.await("it has ended").atMost(LIMIT).until(() -> !thread.isAlive());
            assistant.close();
        }
    }

    private Running run() throws Exception {
        Assistant assistant = Assistant.start(AssistantSettings.of(Map.of(
                "MQTT_URL",
                shop.mqttUrl().toString(),
                "MODEL_URL",
                model.url().toString(),
                "ASSISTANT_PORT",
                "0",
                "ASSISTANT_QUESTIONS_PER_MINUTE",
                "10000",
                "ASSISTANT_OUTBOX",
                directory.resolve("outbox").toString(),
                "ASSISTANT_WEBHOOK",
                "http://127.0.0.1:" + receiver.getAddress().getPort())));
        Thread thread = new Thread(() -> {
            try {
                assistant.run();
            } catch (InterruptedException e) {
                // closed
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        thread.start();
        Running running = new Running(assistant, thread);
        Awaitility.await("it has read the orders").atMost(LIMIT).until(() -> get(running, "/health")
                .contains("\"ready\":true"));
        return running;
    }

    private static String get(Running running, String path) throws Exception {
        return send(HttpRequest.newBuilder(uri(running, path)));
    }

    private static String ask(Running running, String question) throws Exception {
        return send(HttpRequest.newBuilder(uri(running, "/ask"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"question\":\"" + question + "\"}")));
    }

    private static URI uri(Running running, String path) {
        return URI.create("http://127.0.0.1:" + running.assistant().port() + path);
    }

    private static String send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient()
                .send(request.build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private List<Path> outbox(String name) throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("outbox").resolve(name))) {
            return files.toList();
        }
    }

    private void awaitNotices(int count) {
        Awaitility.await("notices").atMost(LIMIT).until(() -> notices.size() >= count);
    }

    @Test
    void questionsAreAnsweredByWhatIsTrueNow() throws Exception {
        shop.orderWithoutEvent("1", "pending");
        shop.orderWithoutEvent("2", "delivered");
        try (Running assistant = run()) {
            assertThat(ask(assistant, "How many orders are there?"))
                    .contains("The orders say:", "delivered", "pending", ":1");
            assertThat(ask(assistant, "What of order 1?")).contains("Notebook").doesNotContain("Ada");
            shop.order("1", "pending", "shipped");
            Awaitility.await("the change is told").atMost(LIMIT).untilAsserted(() -> assertThat(
                            ask(assistant, "What of order 1?"))
                    .contains("shipped"));
        }
    }

    @Test
    void rulesActOnceAlsoOverRestarts() throws Exception {
        shop.orderWithoutEvent("1", "pending");
        shop.orderWithoutEvent("2", "shipped");
        try (Running assistant = run()) {
            shop.order("3", "pending", "shipped");
            awaitNotices(1);
            Awaitility.await("the draft")
                    .atMost(LIMIT)
                    .until(() -> outbox("drafts").size() == 1);
            Awaitility.await("the position is kept").atMost(LIMIT).until(() -> Files.readString(
                            directory.resolve("outbox/position"))
                    .strip()
                    .equals("v1003"));
            assertThat(get(assistant, "/health")).contains("\"orders\":3");
        }
        // while it is away, the event is missed
        shop.orderWithoutEvent("1", "shipped");
        try (Running assistant = run()) {
            awaitNotices(2);
            shop.order("4", "pending", "shipped");
            awaitNotices(3);
            assertThat(get(assistant, "/health")).contains("\"orders\":4");
        }
        assertThat(notices)
                .satisfiesExactly(
                        first -> assertThat(first).contains("Order 3 (2 × Notebook) was shipped."),
                        second -> assertThat(second).contains("Order 1 "),
                        third -> assertThat(third).contains("Order 4 "));
        assertThat(outbox("drafts"))
                .singleElement()
                .satisfies(draft -> assertThat(draft).content().contains("Dear Ada Lovelace"));
        assertThat(outbox("notices")).isEmpty();
    }
}
