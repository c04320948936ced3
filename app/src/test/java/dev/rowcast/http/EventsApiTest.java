package dev.rowcast.http;

import static dev.rowcast.http.OrdersApiTest.assertProblem;
import static dev.rowcast.http.TestingEvents.LIMITS;
import static dev.rowcast.http.TestingEvents.ORDERS;
import static dev.rowcast.http.TestingEvents.event;
import static dev.rowcast.http.TestingEvents.place;
import static dev.rowcast.http.TestingEvents.position;
import static dev.rowcast.http.TestingEvents.publish;
import static dev.rowcast.http.TestingEvents.version;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.rowcast.change.Operation;
import dev.rowcast.testing.TestingEventSource;
import dev.rowcast.testing.TestingEventSource.Message;
import dev.rowcast.testing.TestingWeb;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class EventsApiTest {
    private static final EventLimits WIDE = new EventLimits(10_000, 4L << 20, 200, Duration.ofSeconds(15));
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void eventsGoOutAsTheyArePublishedWithTheSameBytes() throws Exception {
        EventRing ring = TestingEvents.ring(WIDE);
        try (TestingWeb web = TestingWeb.start(ring);
                TestingEventSource client = connect(web, "", null)) {
            assertThat(client.await("live"))
                    .isEqualTo(new Message("live", place(100), "{\"version\":\"" + place(100) + "\"}"));

            ring.published(event(ORDERS, Operation.INSERT, 101, "{\"name\":\"Łukasz 🚚\"}"));
            ring.published(event(ORDERS, Operation.UPDATE, 102, "{\"n\":2}"));
            ring.published(event(ORDERS, Operation.DELETE, 103, "{\"n\":3}"));

            assertThat(client.awaitChanges(3))
                    .containsExactly(
                            new Message("inserted", version(101), "{\"name\":\"Łukasz 🚚\"}"),
                            new Message("updated", version(102), "{\"n\":2}"),
                            new Message("deleted", version(103), "{\"n\":3}"));
            assertThat(client.header("Content-Type")).isEqualTo("text/event-stream");
            assertThat(client.header("Cache-Control")).isEqualTo("no-store");
            assertThat(client.header("X-Accel-Buffering")).isEqualTo("no");
        }
    }

    @Test
    void resumesBehindAnIdInHeaderOrQuery() throws Exception {
        EventRing ring = TestingEvents.ring(WIDE);
        publish(ring, 101, 104);
        try (TestingWeb web = TestingWeb.start(ring);
                TestingEventSource byHeader = connect(web, "", version(102));
                TestingEventSource byQuery = connect(web, "?last_event_id=" + version(102), null);
                TestingEventSource byBoth = connect(web, "?last_event_id=" + version(101), version(102))) {
            for (TestingEventSource client : List.of(byHeader, byQuery, byBoth)) {
                client.await("live");
                assertThat(client.received())
                        .extracting(Message::event, Message::id)
                        .containsExactly(
                                tuple("updated", version(103)),
                                tuple("updated", version(104)),
                                tuple("live", place(105)));
            }
        }
    }

    @Test
    void whatHasLeftTheRingIsSaidWithWhatToDo() throws Exception {
        EventRing ring = TestingEvents.ring();
        publish(ring, 101, 106);
        try (TestingWeb web = TestingWeb.start(ring);
                TestingEventSource client = connect(web, "", version(101))) {
            Message gap = client.await("gap");

            assertThat(gap.id()).isEqualTo(version(102));
            assertThat(gap.json().get("after").textValue()).isEqualTo(version(101));
            assertThat(gap.json().get("before").textValue()).isEqualTo(version(102));
            assertThat(gap.json().get("reason").textValue()).contains("not kept any more");
            assertThat(gap.json().get("remedy").textValue()).contains("/api/orders");
            client.await("live");
            assertThat(client.changes()).extracting(Message::id).first().isEqualTo(version(103));
        }
    }

    @Test
    void aFilterHoldsForWhatIsKeptAndForWhatComes() throws Exception {
        EventRing ring = TestingEvents.ring(WIDE);
        publish(ring, 101, 104);
        try (TestingWeb web = TestingWeb.start(ring);
                TestingEventSource client = connect(web, "?table=orders&op=updated&key=102,105", version(101))) {
            client.await("live");
            publish(ring, 105, 106);
            ring.published(event(ORDERS, Operation.DELETE, 107, "{}"));

            assertThat(client.awaitChanges(2)).extracting(Message::id).containsExactly(version(102), version(105));
        }
    }

    @Test
    void aStreamStaysOpenUntilTheRelayHasBegun() throws Exception {
        EventRing ring = new EventRing(WIDE);
        try (TestingWeb web = TestingWeb.start(ring);
                TestingEventSource fresh = connect(web, "", null);
                TestingEventSource back = connect(web, "", version(102))) {
            ring.begins(TestingEvents.beginning(102, null));
            fresh.await("live");
            back.await("live");
            publish(ring, 102, 103);

            assertThat(fresh.awaitChanges(2)).extracting(Message::id).containsExactly(version(102), version(103));
            assertThat(back.awaitChanges(1)).extracting(Message::id).containsExactly(version(103));
            assertThat(back.received()).extracting(Message::event).doesNotContain("gap");
        }
    }

    @Test
    void manyMoreClientsThanThreadsHearEverythingWhileTheServerAnswers() throws Exception {
        EventRing ring = TestingEvents.ring(WIDE);
        List<TestingEventSource> clients = new ArrayList<>();
        try (TestingWeb web = TestingWeb.start(ring)) {
            for (int n = 0; n < 100; n++) {
                clients.add(connect(web, "", place(100)));
            }
            publish(ring, 101, 600);

            assertThat(web.get("/livez").statusCode()).isEqualTo(200);
            for (TestingEventSource client : clients) {
                assertThat(client.awaitChanges(500))
                        .extracting(Message::id)
                        .doesNotHaveDuplicates()
                        .isSorted();
                assertThat(client.received()).extracting(Message::event).doesNotContain("gap");
            }
        } finally {
            closeAll(clients);
        }
    }

    @Test
    void clientsThatDoNotReadHoldNobodyUpAndAreDropped() throws Exception {
        EventRing ring = TestingEvents.ring(new EventLimits(100, 1L << 20, 20, Duration.ofMillis(500)));
        List<Socket> deaf = new ArrayList<>();
        List<TestingEventSource> others = new ArrayList<>();
        try (TestingWeb web = TestingWeb.start(ring)) {
            for (int n = 0; n < 18; n++) {
                deaf.add(deafClient(web));
            }
            try (TestingEventSource reader = connect(web, "", null)) {
                reader.await("live");
                String payload = "\"" + "x".repeat(100_000) + "\"";
                for (int n = 1; n <= 100; n++) {
                    ring.published(event(ORDERS, Operation.UPDATE, 100 + n, payload));
                    reader.awaitChanges(n);
                }

                assertThat(reader.changes()).hasSize(100);
                assertThat(web.get("/livez").statusCode()).isEqualTo(200);
                // All places but the reader's are free again.
                Awaitility.await("the deaf are dropped")
                        .atMost(PATIENCE)
                        .ignoreException(IOException.class)
                        .until(() -> others.add(connect(web, "", null)) && others.size() == 19);
                assertThat(reader.received()).extracting(Message::event).doesNotContain("gap");
            }
        } finally {
            closeAll(deaf);
            closeAll(others);
        }
    }

    @Test
    void clientsBeyondTheLimitAreRefusedUntilOneGoes() throws Exception {
        EventRing ring = TestingEvents.ring(new EventLimits(100, 1L << 20, 3, Duration.ofMillis(200)));
        List<TestingEventSource> clients = new ArrayList<>();
        try (TestingWeb web = TestingWeb.start(ring)) {
            for (int n = 0; n < 3; n++) {
                clients.add(connect(web, "", null));
            }

            HttpResponse<String> refused = web.get("/events");

            assertProblem(
                    refused,
                    503,
                    "all 3 places for clients of /events are taken; try again later, or subscribe over MQTT");
            assertThat(refused.headers().firstValue("Retry-After")).contains("1");

            clients.remove(0).close();

            // It is noticed when something is written to it.
            Awaitility.await("a place")
                    .atMost(PATIENCE)
                    .ignoreException(IOException.class)
                    .until(() -> clients.add(connect(web, "", null)));
            clients.get(2).await("live");
        } finally {
            closeAll(clients);
        }
    }

    @Test
    void idleClientsAreKeptAliveAndLearnHowFarTheStreamIs() throws Exception {
        EventRing ring = TestingEvents.ring(new EventLimits(100, 1L << 20, 3, Duration.ofMillis(200)));
        try (TestingWeb web = TestingWeb.start(ring);
                TestingEventSource client = connect(web, "", null)) {
            client.await("live");
            ring.reached(position(500));

            Awaitility.await("the new place").atMost(PATIENCE).until(() -> client.lastEventId()
                    .equals(place(500)));
            assertThat(client.comments()).contains("keep-alive");
            assertThat(client.received()).hasSize(1);
        }
    }

    @Test
    void whenTheServerStopsClientsAreToldHowFarTheStreamWasAndStreamsEnd() throws Exception {
        EventRing ring = TestingEvents.ring(WIDE);
        TestingWeb web = TestingWeb.start(ring);
        try (web;
                TestingEventSource client = connect(web, "", null)) {
            client.await("live");
            ring.reached(position(500));

            web.close();

            client.awaitEnd();
            assertThat(client.lastEventId()).isEqualTo(place(500));
        }
    }

    @Test
    void wrongParametersAreRefusedByName() throws Exception {
        try (TestingWeb web = TestingWeb.start(TestingEvents.ring())) {
            assertProblem(
                    web.get("/events?tabel=orders"),
                    400,
                    "tabel is not known here, but table, op, key, last_event_id; did you mean table?");
            assertThat(web.get("/events?op=changed").body()).contains("\"field\":\"op\"");
            assertThat(web.get("/events?last_event_id=7").body()).contains("\"field\":\"last_event_id\"");
            assertThat(web.get("/events", "Last-Event-ID", "7").body()).contains("\"field\":\"Last-Event-ID\"");
            assertThat(web.send("HEAD", "/events?op=changed", null).statusCode())
                    .isEqualTo(400);
        }
    }

    @Test
    void headAnswersWithoutAStream() throws Exception {
        try (TestingWeb web = TestingWeb.start(TestingEvents.ring(LIMITS))) {
            for (int n = 0; n < 2 * LIMITS.clients(); n++) {
                HttpResponse<String> head = web.send("HEAD", "/events", null);

                assertThat(head.statusCode()).isEqualTo(200);
                assertThat(head.headers().firstValue("Content-Type")).contains("text/event-stream");
                assertThat(head.headers().firstValue("Cache-Control")).contains("no-store");
            }
        }
    }

    @Test
    void sitesOfOthersCanNotReadByRebindingNames() throws Exception {
        try (TestingWeb web = TestingWeb.start(TestingEvents.ring())) {
            assertThat(web.sendRaw("GET /events HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 421 ");
        }
    }

    private static TestingEventSource connect(TestingWeb web, String query, @Nullable String lastEventId)
            throws IOException, InterruptedException {
        return TestingEventSource.connect(URI.create(web.url() + "/events" + query), lastEventId);
    }

    /** One that asks, and does not read more than the answer's beginning. */
    private static Socket deafClient(TestingWeb web) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), web.port()));
        socket.getOutputStream().write("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII));
        assertThat(new String(socket.getInputStream().readNBytes(12), UTF_8)).isEqualTo("HTTP/1.1 200");
        return socket;
    }

    private static void closeAll(List<? extends Closeable> clients) throws IOException {
        for (Closeable client : clients) {
            client.close();
        }
    }
}
