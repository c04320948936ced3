package dev.rowcast.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rowcast.http.BindFailedException;
import dev.rowcast.http.DatabaseClock;
import dev.rowcast.http.EventRing;
import dev.rowcast.http.HttpPorts;
import dev.rowcast.http.HttpSettings;
import dev.rowcast.http.PageSettings;
import dev.rowcast.http.WebServer;
import dev.rowcast.relay.Gaps;
import dev.rowcast.relay.Phase;
import dev.rowcast.relay.RelayStatus;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A real web server on a port that the system picks, over orders in memory, and a client for it. */
public final class TestingWeb implements AutoCloseable {
    public static final PageSettings.Topics TOPICS = new PageSettings.Topics(
            "orders/state/+",
            List.of("orders/inserted/+", "orders/updated/+", "orders/deleted/+"),
            "rowcast/status",
            "rowcast/info");

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final InMemoryOrders orders;
    private final AtomicReference<RelayStatus> status = new AtomicReference<>(status(Phase.STREAMING, null, true));
    private final AtomicInteger resyncs = new AtomicInteger();
    private final WebServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    private TestingWeb(HttpSettings settings, InMemoryOrders orders, DatabaseClock clock, EventRing events)
            throws BindFailedException {
        this.orders = orders;
        this.server = WebServer.start(
                settings,
                new HttpPorts(orders, clock, status::get, () -> "figure 1.0\n", resyncs::incrementAndGet, events));
    }

    /** A server on loopback that allows writes. */
    public static TestingWeb start() throws BindFailedException {
        return start(settings("127.0.0.1", true));
    }

    public static TestingWeb start(HttpSettings settings) throws BindFailedException {
        return start(settings, new InMemoryOrders());
    }

    public static TestingWeb start(HttpSettings settings, InMemoryOrders orders) throws BindFailedException {
        return new TestingWeb(settings, orders, TestingWeb::clock, new EventRing());
    }

    /** A server on loopback that sends the events of a ring. */
    public static TestingWeb start(EventRing events) throws BindFailedException {
        return new TestingWeb(settings("127.0.0.1", true), new InMemoryOrders(), TestingWeb::clock, events);
    }

    /** A server on loopback over this clock. */
    public static TestingWeb start(DatabaseClock clock) throws BindFailedException {
        return new TestingWeb(settings("127.0.0.1", false), new InMemoryOrders(), clock, new EventRing());
    }

    private static Optional<DatabaseClock.Reading> clock() {
        return Optional.of(new DatabaseClock.Reading(Instant.now(), DatabaseClock.Resolution.MICROSECONDS));
    }

    public static HttpSettings settings(String bind, boolean writeApi) {
        return new HttpSettings(bind, 0, writeApi, Set.of(), page(8083, 1883));
    }

    public static PageSettings page(int webSocketPort, int port) {
        return new PageSettings(
                "0.1.0", new PageSettings.Broker(null, false, webSocketPort, "/mqtt", null, port), TOPICS);
    }

    /** What a relay says of itself. */
    public static RelayStatus status(Phase phase, @Nullable String reason, boolean reached) {
        Instant startedAt = Instant.parse("2026-11-20T09:00:00Z");
        return new RelayStatus(phase, reason, reached, true, startedAt, null, null, Map.of(), 3, List.of(), Gaps.NONE);
    }

    public InMemoryOrders orders() {
        return orders;
    }

    /** What the health endpoints will say. */
    public void status(RelayStatus newStatus) {
        status.set(newStatus);
    }

    /** How often a resync was asked for. */
    public int resyncs() {
        return resyncs.get();
    }

    public int port() {
        return server.port();
    }

    public String url() {
        return "http://127.0.0.1:" + port();
    }

    public HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return send("GET", path, null, headers);
    }

    /** An answer as it comes, compressed or not. */
    public HttpResponse<byte[]> getBytes(String path, String... headers) throws IOException, InterruptedException {
        return client.send(request("GET", path, null, headers).build(), BodyHandlers.ofByteArray());
    }

    /** Sends a body as JSON; headers are names and values by turns. */
    public HttpResponse<String> sendJson(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = request(method, path, body, headers);
        return client.send(request.setHeader("Content-Type", "application/json").build(), BodyHandlers.ofString());
    }

    public HttpResponse<String> send(String method, String path, @Nullable String body, String... headers)
            throws IOException, InterruptedException {
        return client.send(request(method, path, body, headers).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String method, String path, @Nullable String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url() + path))
                .timeout(TIMEOUT)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        return headers.length == 0 ? request : request.headers(headers);
    }

    /** Sends bytes as they are, for what a decent client does not send, and gives the whole answer. */
    public String sendRaw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            socket.setSoTimeout((int) TIMEOUT.toMillis());
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            InputStream answer = socket.getInputStream();
            return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    public static JsonNode json(HttpResponse<String> response) throws IOException {
        return JSON.readTree(response.body());
    }

    @Override
    public void close() {
        server.close();
    }
}
