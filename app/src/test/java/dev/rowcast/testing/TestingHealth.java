package dev.rowcast.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;

/** Asks {@code /livez} and {@code /readyz} over and over, as an orchestrator does, and remembers all answers. Any thread. */
public final class TestingHealth implements AutoCloseable {
    private static final Duration RECOVERY_LIMIT = Duration.ofSeconds(60);
    /** Readiness is known; whoever waits longer waits for something else. */
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(3);

    private static final Duration INTERVAL = Duration.ofMillis(20);

    private final URI page;
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Integer> live = new CopyOnWriteArrayList<>();
    private final List<Integer> ready = new CopyOnWriteArrayList<>();

    private TestingHealth(URI page) {
        this.page = page;
    }

    public static TestingHealth watch(URI page) {
        return new TestingHealth(page);
    }

    /** Waits for 503 with this line; prints how long it took. */
    public void awaitNotReady(Duration limit, String line) {
        long begun = System.nanoTime();
        Awaitility.await("/readyz says " + line)
                .atMost(limit)
                .pollDelay(Duration.ZERO)
                .pollInterval(INTERVAL)
                .until(() -> {
                    ask();
                    HttpResponse<String> answer = get("/readyz?verbose");
                    return answer.statusCode() == 503 && answer.body().contains(line);
                });
        System.err.printf("/readyz says '%s' after %d ms%n", line, (System.nanoTime() - begun) / 1_000_000);
    }

    public void awaitReady() {
        long begun = System.nanoTime();
        Awaitility.await("/readyz is 200")
                .atMost(RECOVERY_LIMIT)
                .pollDelay(Duration.ZERO)
                .pollInterval(INTERVAL)
                .until(() -> ask() == 200);
        System.err.printf("/readyz is 200 after %d ms%n", (System.nanoTime() - begun) / 1_000_000);
        ready.clear();
    }

    /** Waits for something else, asking all the while. */
    public void awaitWhileAsking(Duration limit, String what, BooleanSupplier condition) {
        Awaitility.await(what).atMost(limit).pollInterval(INTERVAL).until(() -> {
            ask();
            return condition.getAsBoolean();
        });
    }

    /** Asks both once, and returns what readiness is. */
    public int ask() throws IOException, InterruptedException {
        live.add(get("/livez").statusCode());
        int status = get("/readyz").statusCode();
        ready.add(status);
        return status;
    }

    /** Sends requests that the database has to answer, and leaves them waiting. */
    @SuppressWarnings("FutureReturnValueIgnored") // nobody waits for the answers
    public void askForOrders(int count) {
        for (int i = 0; i < count; i++) {
            client.sendAsync(HttpRequest.newBuilder(page.resolve("/api/orders")).build(), BodyHandlers.discarding());
        }
    }

    public void assertAnswersNotReady() throws IOException, InterruptedException {
        assertThat(ask()).isEqualTo(503);
    }

    /** Whenever it was asked. */
    public void assertAlwaysLive() {
        assertThat(live).isNotEmpty().containsOnly(200);
    }

    /** Whenever it was asked since it was first ready. */
    public void assertAlwaysReady() {
        assertThat(ready).isNotEmpty().containsOnly(200);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(page.resolve(path)).timeout(ANSWER_LIMIT).build(), BodyHandlers.ofString());
    }

    @Override
    public void close() {
        // the client's threads end with it
    }
}
