package dev.rowcast.bench.catchup;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** What Rowcast tells on {@code /metrics}. */
final class RowcastFigures {
    /** One for each message that was acknowledged: states, events, and its few own ones. */
    private static final String MESSAGES = "rowcast_publish_duration_seconds_count ";

    private RowcastFigures() {}

    /** How many messages it has published so far. */
    static long messages(URI page) throws IOException, InterruptedException {
        String metrics = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(page.resolve("metrics")).build(), BodyHandlers.ofString())
                .body();
        return metrics.lines()
                .filter(line -> line.startsWith(MESSAGES))
                .map(line -> (long) Double.parseDouble(line.substring(MESSAGES.length())))
                .findFirst()
                .orElseThrow(() -> new IOException("no " + MESSAGES + "in Rowcast's figures:\n" + metrics));
    }
}
