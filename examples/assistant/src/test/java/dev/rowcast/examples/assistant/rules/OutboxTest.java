package dev.rowcast.examples.assistant.rules;

import static dev.rowcast.examples.assistant.TestingChanges.CREATED;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OutboxTest {
    private static final Action DRAFT = new Action(Action.Kind.FOLLOW_UP, "../7", CREATED, "v1", "Dear Ada");
    private static final Action NOTICE = new Action(Action.Kind.SHIPPED, "7", CREATED, "v1", "Shipped.");

    @TempDir
    private Path directory = Path.of("unset");

    private List<Path> files(String name) throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve(name))) {
            return files.toList();
        }
    }

    @Test
    void anActionIsWrittenOnce() throws Exception {
        assertThat(new Outbox(directory).put(DRAFT)).isTrue();
        assertThat(new Outbox(directory).put(DRAFT)).isFalse();
        assertThat(files("drafts")).singleElement().satisfies(file -> {
            assertThat(file.getFileName().toString()).startsWith("follow_up-___7-");
            assertThat(file).content().contains("Dear Ada", "\"order\" : \"../7\"");
        });
    }

    @Test
    void whatPeopleHaveDealtWithIsNotMadeAgain() throws Exception {
        Outbox outbox = new Outbox(directory);
        outbox.put(DRAFT);
        Path draft = files("drafts").get(0);
        Files.move(draft, directory.resolve("done").resolve(draft.getFileName()));
        assertThat(outbox.put(DRAFT)).isFalse();
    }

    @Test
    void anotherOrderOfTheSameKeyIsAnother() throws Exception {
        Outbox outbox = new Outbox(directory);
        outbox.put(NOTICE);
        assertThat(outbox.put(new Action(Action.Kind.SHIPPED, "7", "2027-01-01T00:00:00Z", "v9", "Shipped.")))
                .isTrue();
        assertThat(outbox.put(new Action(Action.Kind.SHIPPED, "8", CREATED, "v9", "Shipped.")))
                .isTrue();
    }

    @Test
    void thePositionIsKept() throws Exception {
        assertThat(new Outbox(directory).position()).isNull();
        new Outbox(directory).savePosition("v1");
        new Outbox(directory).savePosition("v2");
        assertThat(new Outbox(directory).position()).isEqualTo("v2");
    }

    @Test
    void aNoticeIsPostedUntilItIsTaken() throws Exception {
        List<String> keys = new CopyOnWriteArrayList<>();
        HttpServer receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            try (exchange) {
                keys.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
                exchange.sendResponseHeaders(keys.size() == 1 ? 503 : 204, -1);
            }
        });
        receiver.start();
        try {
            Outbox outbox = new Outbox(directory);
            outbox.put(NOTICE);
            outbox.put(DRAFT);
            Webhook webhook = new Webhook(
                    outbox,
                    URI.create("http://127.0.0.1:" + receiver.getAddress().getPort()));

            assertThat(webhook.deliverAll()).isFalse();
            assertThat(files("notices")).hasSize(1);
            assertThat(webhook.deliverAll()).isTrue();
            assertThat(webhook.deliverAll()).isTrue();

            assertThat(keys).hasSize(2).allMatch(key -> key.startsWith("shipped-7-"));
            assertThat(keys.get(0)).isEqualTo(keys.get(1));
            assertThat(files("notices")).isEmpty();
            assertThat(files("drafts")).hasSize(1);
            assertThat(outbox.put(NOTICE)).isFalse();
        } finally {
            receiver.stop(0);
        }
    }
}
