package dev.rowcast.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.awaitility.Awaitility;

/**
 * What a running Rowcast answers over HTTP. Any thread.
 *
 * @param url of its page
 */
public record TestingPage(URI url) {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);

    /** The body of the answer, whatever its status. */
    public String get(String path) throws IOException, InterruptedException {
        return CLIENT.send(
                        HttpRequest.newBuilder(url.resolve(path))
                                .timeout(ANSWER_LIMIT)
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    /** Waits until the answer has this in it. */
    public void await(String path, String part) {
        Awaitility.await(path + " says " + part)
                .atMost(LIMIT)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> get(path).contains(part));
    }
}
