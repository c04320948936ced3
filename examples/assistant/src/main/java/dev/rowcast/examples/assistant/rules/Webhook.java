package dev.rowcast.examples.assistant.rules;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers notices at least once: each is posted until it is answered with 2xx, one after the other. Its file's name is its
 * {@code Idempotency-Key}, by which the receiver knows what it has had. A thread of its own.
 */
public final class Webhook implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Webhook.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final long LOOK_MILLIS = 500;
    private static final long LONGEST_REST_MILLIS = 30_000;
    private static final int AT_ONCE = 100;

    private final Outbox outbox;
    private final URI url;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(TIMEOUT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    public Webhook(Outbox outbox, URI url) {
        this.outbox = outbox;
        this.url = url;
    }

    /** Until it is interrupted. */
    @Override
    public void run() {
        long restMillis = LOOK_MILLIS;
        try {
            while (true) {
                TimeUnit.MILLISECONDS.sleep(restMillis);
                restMillis = deliverAll() ? LOOK_MILLIS : Math.min(2 * restMillis, LONGEST_REST_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops at the first that fails; returns whether none did. */
    boolean deliverAll() throws InterruptedException {
        try {
            for (Path notice : outbox.waiting(AT_ONCE)) {
                int status = post(notice);
                if (status / 100 != 2) {
                    LOG.warn("{} was answered with {}; trying again", url, status);
                    return false;
                }
                outbox.delivered(notice);
            }
            return true;
        } catch (IOException e) {
            LOG.warn("{} can not be reached: {}; trying again", url, e.toString());
            return false;
        }
    }

    private int post(Path notice) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(url)
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", notice.getFileName().toString().replace(".json", ""))
                .POST(HttpRequest.BodyPublishers.ofByteArray(Files.readAllBytes(notice)))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
}
