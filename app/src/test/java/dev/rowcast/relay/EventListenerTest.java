package dev.rowcast.relay;

import static dev.rowcast.relay.TestingFollowing.NOW;
import static dev.rowcast.relay.TestingFollowing.at;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.change.Operation;
import dev.rowcast.change.Position;
import dev.rowcast.message.Message;
import dev.rowcast.message.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a listener hears of the loop's steps, and when. */
final class EventListenerTest {
    private final TestingFollowing testing = new TestingFollowing();
    private final Heard heard = new Heard();

    /** Notes all in short, and how much the broker had been handed by then. */
    private final class Heard implements EventListener {
        final List<String> calls = new ArrayList<>();
        final List<Beginning> beginnings = new ArrayList<>();
        final List<Broadcast.Event> events = new ArrayList<>();
        final List<String> lastTopics = new ArrayList<>();

        @Override
        public void begins(Beginning beginning) {
            beginnings.add(beginning);
        }

        @Override
        public void published(Broadcast.Event event) {
            calls.add("event " + event.version().substring(30, 32));
            events.add(event);
            List<String> topics = testing.topics();
            lastTopics.add(topics.get(topics.size() - 1));
        }

        @Override
        public void reached(Position position) {
            calls.add("reached " + position.offset());
        }
    }

    @Test
    void eachEventIsToldInOrderOnceItHasBeenHandedToTheBroker() throws Exception {
        testing.listener = heard;
        try (Following following = testing.settled()) {
            testing.change(0x64, 1, Operation.INSERT, "a");
            testing.change(0x64, 2, Operation.UPDATE, "b");
            testing.commit(0x96);
            testing.change(0x96, 1, Operation.UPDATE, "c");
            TestingFollowing.steps(following, 2);
        }

        assertThat(heard.calls).containsExactly("event 64", "event 64", "reached 150", "event 96");
        assertThat(heard.lastTopics).containsExactly("orders/inserted/1", "orders/updated/2", "orders/updated/1");
        List<Message> published = testing.broker.published().stream()
                .filter(message -> message.topic().matches("orders/\\w+ed/\\d"))
                .toList();
        assertThat(heard.events).hasSameSizeAs(published);
        for (int n = 0; n < published.size(); n++) {
            assertThat(heard.events.get(n).payload()).isSameAs(published.get(n).payload());
        }
        Broadcast.Event first = heard.events.get(0);
        assertThat(first.table()).isEqualTo(TestingFollowing.ORDERS);
        assertThat(first.operation()).isEqualTo(Operation.INSERT);
        assertThat(new String(first.payload(), UTF_8)).contains("\"version\":\"" + first.version() + "\"");
    }

    @Test
    void twoHearTheSame() throws Exception {
        Heard other = new Heard();
        testing.listener = heard.and(other);
        try (Following following = testing.settled()) {
            testing.change(0x64, 1, Operation.INSERT, "a");
            testing.commit(0x96);
            TestingFollowing.steps(following, 2);
        }

        assertThat(heard.calls).containsExactly("event 64", "reached 150");
        assertThat(other.calls).isEqualTo(heard.calls);
        assertThat(other.events).isEqualTo(heard.events);
        assertThat(other.beginnings).isEqualTo(heard.beginnings).isNotEmpty();
    }

    @Test
    void theFirstStartBeginsAtThePresentAndTheNextAtTheCheckpoint() throws Exception {
        testing.listener = heard;
        try (Following following = testing.settled()) {
            testing.change(150, 1, Operation.INSERT, "a");
            testing.commit(200);
            TestingFollowing.steps(following, 2);
        }
        testing.settle();

        assertThat(heard.beginnings)
                .containsExactly(
                        new EventListener.Beginning(NOW, at(100), Version.of(NOW, at(100)), null),
                        new EventListener.Beginning(NOW, at(200), Version.of(NOW, at(200)), null));
    }

    @Test
    void onAnotherServerItBeginsWhereTheFormerHistoryWasReached() throws Exception {
        testing.listener = heard;
        testing.settle();
        testing.source.server = "server-2";

        testing.settle();

        Instant later = NOW.plusMillis(1);
        assertThat(heard.beginnings.get(1))
                .isEqualTo(new EventListener.Beginning(later, at(100), Version.of(NOW, at(100)), null));
    }

    @Test
    void eventsThatAreLostAreToldWithTheReason() throws Exception {
        testing.listener = heard;
        testing.settle();
        testing.source.refusal = "binlogs were purged";
        testing.source.now = at(300);

        testing.settle();

        Instant later = NOW.plusMillis(1);
        assertThat(heard.beginnings.get(1))
                .isEqualTo(
                        new EventListener.Beginning(later, at(300), Version.of(later, at(300)), "binlogs were purged"));
    }
}
