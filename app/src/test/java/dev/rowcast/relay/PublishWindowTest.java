package dev.rowcast.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rowcast.change.GtidSet;
import dev.rowcast.change.Position;
import dev.rowcast.message.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class PublishWindowTest {
    private final ScriptedBroker broker = new ScriptedBroker();
    private final PublishWindow window =
            new PublishWindow(new ProbedConnection(broker, System::nanoTime), 3, new SystemTime());

    @Test
    void aCommitCountsWhenEverythingBeforeItIsAcknowledged() throws Exception {
        window.publish(message("a"));
        window.publish(message("b"));
        window.mark(mark(1));
        window.publish(message("c"));
        window.mark(mark(2));

        assertThat(window.acknowledged()).isEmpty();
        broker.acknowledge(1);
        assertThat(window.acknowledged()).isEmpty();
        broker.acknowledge(1);
        assertThat(offset(window.acknowledged())).isEqualTo(1);
        assertThat(window.acknowledged()).isEmpty();
        broker.acknowledge(1);
        assertThat(offset(window.acknowledged())).isEqualTo(2);
    }

    @Test
    void acknowledgementsOutOfOrderMoveNothingAhead() throws Exception {
        window.publish(message("a"));
        window.mark(mark(1));
        window.publish(message("b"));
        window.mark(mark(2));

        broker.acknowledgeLast();
        assertThat(window.acknowledged()).isEmpty();
        broker.acknowledge(1);
        assertThat(offset(window.acknowledged())).isEqualTo(2);
    }

    @Test
    void aCommitWithoutMessagesCountsAtOnce() throws Exception {
        window.mark(mark(7));

        assertThat(offset(window.acknowledged())).isEqualTo(7);
    }

    @Test
    void publishingWaitsForRoom() throws Exception {
        for (String topic : new String[] {"a", "b", "c"}) {
            window.publish(message(topic));
        }
        CompletableFuture<Void> acknowledging = CompletableFuture.runAsync(() -> {
            await().until(() -> broker.published().size() == 3);
            broker.acknowledge(1);
        });

        window.publish(message("d"));

        acknowledging.join();
        assertThat(broker.published()).extracting(Message::topic).containsExactly("a", "b", "c", "d");
    }

    @Test
    void aLostConnectionShowsAtTheNextCall() throws Exception {
        window.publish(message("a"));
        window.mark(mark(1));
        broker.failAll(new BrokerUnavailableException("the broker is gone"));

        assertThatThrownBy(window::acknowledged)
                .isInstanceOf(BrokerUnavailableException.class)
                .hasMessage("the broker is gone");
        assertThatThrownBy(window::awaitEmpty).isInstanceOf(BrokerUnavailableException.class);
    }

    @Test
    void aRefusedMessageIsForAPersonToMend() throws Exception {
        window.publish(message("a"));
        broker.failAll(new MisconfiguredException("not authorised"));

        assertThatThrownBy(window::acknowledged)
                .isInstanceOf(MisconfiguredException.class)
                .hasMessage("not authorised");
    }

    @Test
    void theOldestMessageTellsWhenOneOfSeveralConnectionsStallsWhileOthersGoOn() throws Exception {
        AtomicLong nanos = new AtomicLong();
        ScriptedBroker stalling = new ScriptedBroker();
        PublishWindow stalled = new PublishWindow(new ProbedConnection(stalling, nanos::get), 3, time(nanos));
        stalled.publish(message("stalls"));
        for (int second = 1; second <= 15; second++) {
            stalled.publish(message("goes on"));
            stalling.acknowledgeLast();
            assertThat(stalled.acknowledged()).isEmpty();
            stalling.returnProbe();
            nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        }
        nanos.incrementAndGet();

        assertThatThrownBy(stalled::acknowledged)
                .isInstanceOf(BrokerUnavailableException.class)
                .hasMessageContaining("has not acknowledged the oldest of 1 messages in flight for 15 s");
    }

    private static RelayTime time(AtomicLong nanos) {
        return new RelayTime() {
            @Override
            public Instant instant() {
                return Instant.EPOCH;
            }

            @Override
            public long nanoTime() {
                return nanos.get();
            }

            @Override
            public void rest(Duration longest) {
                nanos.addAndGet(longest.toNanos());
            }

            @Override
            public void wake() {}
        };
    }

    @Test
    void anewItBeginsWithoutMarks() throws Exception {
        window.publish(message("a"));
        window.mark(mark(1));
        broker.acknowledge(1);

        window.beginAnew();

        assertThat(window.acknowledged()).isEmpty();
    }

    @Test
    void theFarewellWaitIsBounded() throws Exception {
        window.publish(message("a"));

        window.drain(Duration.ofMillis(10));

        assertThat(window.acknowledged()).isEmpty();
    }

    private static Message message(String topic) {
        return new Message(topic, "x".getBytes(UTF_8), false, null, null);
    }

    private static Mark mark(long offset) {
        return new Mark(
                new Position(GtidSet.NONE, "binlog.000001", offset), Instant.EPOCH, Map.of(), List.of(), List.of());
    }

    private static long offset(List<Mark> marks) {
        return marks.get(marks.size() - 1).position().offset();
    }
}
