package dev.rowcast.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A client of Server-Sent Events that reads as browsers do (HTML standard, 9.2.6), and does not come back by itself. */
public final class TestingEventSource implements Closeable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpResponse<InputStream> response;
    private final List<Message> received = new CopyOnWriteArrayList<>();
    private final List<String> comments = new CopyOnWriteArrayList<>();
    private volatile String lastEventId;
    private volatile boolean ended;

    /** A message that was dispatched. */
    public record Message(String event, String id, String data) {
        public JsonNode json() {
            try {
                return JSON.readTree(data);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        public boolean isChange() {
            return event.endsWith("ed");
        }
    }

    private TestingEventSource(HttpResponse<InputStream> response, String lastEventId) {
        this.response = response;
        this.lastEventId = lastEventId;
        Thread reader = new Thread(this::read, "event-source");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Connects, and reads on a thread of its own.
     *
     * @param lastEventId to go on behind; null to begin
     */
    public static TestingEventSource connect(URI url, @Nullable String lastEventId)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(url).header("Accept", "text/event-stream");
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        HttpResponse<InputStream> response = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .send(request.build(), BodyHandlers.ofInputStream());
        if (response.statusCode() != 200) {
            throw new IOException("answered with " + response.statusCode());
        }
        return new TestingEventSource(response, lastEventId == null ? "" : lastEventId);
    }

    private void read() {
        String event = "message";
        String id = lastEventId;
        StringBuilder data = new StringBuilder();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(response.body(), UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty()) {
                    lastEventId = id;
                    if (data.length() > 0) {
                        received.add(new Message(event, id, data.substring(0, data.length() - 1)));
                    }
                    event = "message";
                    data.setLength(0);
                } else if (line.startsWith(":")) {
                    comments.add(line.substring(1).strip());
                } else if (line.startsWith("event: ")) {
                    event = line.substring("event: ".length());
                } else if (line.startsWith("id: ")) {
                    id = line.substring("id: ".length());
                } else if (line.startsWith("data: ")) {
                    data.append(line.substring("data: ".length())).append('\n');
                }
            }
        } catch (IOException e) {
            // Closed by a test, or cut.
        }
        ended = true;
    }

    /** All messages until now. */
    public List<Message> received() {
        return List.copyOf(received);
    }

    /** The changes of rows among them. */
    public List<Message> changes() {
        return received.stream().filter(Message::isChange).toList();
    }

    public List<String> comments() {
        return List.copyOf(comments);
    }

    /** What a browser would come back with; empty if it has none. */
    public String lastEventId() {
        return lastEventId;
    }

    public String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    /** Waits for the first message of the kind. */
    public Message await(String event) {
        return Awaitility.await("a message: " + event)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(
                        () -> received.stream()
                                .filter(message -> message.event().equals(event))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    /** Waits for so many changes. */
    public List<Message> awaitChanges(int count) {
        Awaitility.await(count + " changes")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> changes().size() >= count);
        return changes();
    }

    /** Waits until the server has ended the stream. */
    public void awaitEnd() {
        Awaitility.await("the end of the stream")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> ended);
    }

    /** Cuts the connection. */
    @Override
    public void close() throws IOException {
        response.body().close();
    }
}
