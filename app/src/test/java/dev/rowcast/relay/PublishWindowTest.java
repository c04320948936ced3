package dev.rowcast.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rowcast.change.GtidSet;
import dev.rowcast.change.Position;
import dev.rowcast.message.Message;
import dev.rowcast.relay.RelayFigures.InFlight;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PublishWindowTest {
    private final ScriptedBroker broker = new ScriptedBroker();
    private final PublishWindow window =
            new PublishWindow(new ProbedConnection(broker, System::nanoTime), 3, new SystemTime(), new RelayMeter());

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
    void aFullWindowIsFilledAgainOnceThereIsRoomForMany() throws Exception {
        SettableTime acknowledging = new SettableTime() {
            @Override
            public void rest(Duration longest) {
                super.rest(longest);
                broker.acknowledge(1);
            }
        };
        PublishWindow wide = new PublishWindow(
                new ProbedConnection(broker, acknowledging::nanoTime), 8, acknowledging, new RelayMeter());
        for (int i = 0; i < 8; i++) {
            wide.publish(message("a"));
        }
        assertThat(wide.inFlight().messages()).isEqualTo(8);

        wide.publish(message("b"));

        assertThat(wide.inFlight().messages()).isEqualTo(7);
    }

    @Test
    void aMessageThatIsLargerThanTheWindowWaitsUntilItIsAlone() throws Exception {
        SettableTime acknowledging = new SettableTime() {
            @Override
            public void rest(Duration longest) {
                super.rest(longest);
                broker.acknowledge(1);
            }
        };
        PublishWindow wide = new PublishWindow(
                new ProbedConnection(broker, acknowledging::nanoTime), 8, acknowledging, new RelayMeter());
        wide.publish(message("a"));
        wide.publish(message("b"));

        wide.publish(new Message("large", new byte[17 << 20], false, null, null));

        assertThat(wide.inFlight().messages()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "3, 2", "20, 10", "1000, 500", "60000, 30000"})
    void aScanHasHalfOfTheWindow(int window, int half) {
        assertThat(PublishWindow.mostRows(window)).isEqualTo(half);
    }

    @Test
    void aChangeGoesOutThoughTheScansHalfIsFull() throws Exception {
        Resting time = new Resting();
        PublishWindow wide = window(6, time);
        for (int i = 0; i < 3; i++) {
            assertThat(wide.hasRoomForRow()).isTrue();
            wide.publishRow(message("row"));
        }
        assertThat(wide.hasRoomForRow()).isFalse();

        wide.publish(message("change"));

        assertThat(time.rests).isZero();
        wide.publishRow(message("row"));
        assertThat(time.rests).as("it waits for the first row").isEqualTo(1);
        assertThat(wide.inFlight().messages()).isEqualTo(4);
    }

    @Test
    void aScanNeverHasMoreThanItsHalfInFlightAndChangesHaveTheWholeWindow() throws Exception {
        Resting time = new Resting();
        PublishWindow wide = window(100, time);
        for (int i = 0; i < 500; i++) {
            wide.publishRow(message("row"));
            assertThat(wide.inFlight().messages()).isLessThanOrEqualTo(50);
        }
        int rests = time.rests;
        for (int i = wide.inFlight().messages(); i < 100; i++) {
            wide.publish(message("change"));
        }
        assertThat(time.rests).isEqualTo(rests);
        assertThat(wide.inFlight().messages()).isEqualTo(100);

        wide.publishRow(message("row"));

        assertThat(time.rests).as("rows wait for changes, too").isGreaterThan(rests);
        assertThat(wide.inFlight().messages()).isLessThanOrEqualTo(100);
    }

    @Test
    void rowsHaveTheWholeWindowWhenNoChangeHasComeForASecond() throws Exception {
        Resting time = new Resting();
        PublishWindow wide = window(100, time);
        for (int i = 0; i < 50; i++) {
            wide.publishRow(message("row"));
        }
        assertThat(wide.hasRoomForRow()).isFalse();

        time.pass(Duration.ofSeconds(1));
        for (int i = 50; i < 100; i++) {
            assertThat(wide.hasRoomForRow()).isTrue();
            wide.publishRow(message("row"));
        }
        assertThat(time.rests).isZero();
        assertThat(wide.hasRoomForRow()).isFalse();

        wide.publish(message("change"));
        wide.publishRow(message("row"));
        assertThat(wide.inFlight().messages())
                .as("the rows' half, a quarter of it free, and what came")
                .isLessThan(50);
    }

    @Test
    void aHalfThatWasFullIsFilledAgainOnceThereIsRoomForMany() throws Exception {
        Resting time = new Resting();
        PublishWindow wide = window(64, time);
        for (int i = 0; i < 33; i++) {
            wide.publishRow(message("row"));
        }

        assertThat(time.rests).as("a quarter of 32").isEqualTo(8);
        assertThat(wide.inFlight().messages()).isEqualTo(25);
    }

    @Test
    void inTheSmallestWindowRowsAndChangesTakeTurns() throws Exception {
        PublishWindow narrow = window(1, new Resting());
        for (int i = 0; i < 3; i++) {
            narrow.publishRow(message("row"));
            narrow.publish(message("change"));
            assertThat(narrow.inFlight().messages()).isEqualTo(1);
        }
    }

    @Test
    void largeRowsFillTheirHalfSooner() throws Exception {
        Resting time = new Resting();
        PublishWindow wide = window(800, time);
        Message large = new Message("large", new byte[5 << 20], false, null, null);
        wide.publishRow(large);
        assertThat(wide.hasRoomForRow()).isTrue();
        wide.publishRow(large);
        assertThat(time.rests).isEqualTo(1);

        wide.publish(large);
        wide.publish(large);

        assertThat(time.rests).isEqualTo(1);
        assertThat(wide.inFlight().messages()).isEqualTo(3);
    }

    /** Time in which the broker acknowledges a message in each rest, and sends probes back. */
    private final class Resting extends SettableTime {
        private int rests;

        void pass(Duration duration) {
            super.rest(duration);
        }

        @Override
        public void rest(Duration longest) {
            super.rest(Duration.ofMillis(1));
            rests++;
            broker.acknowledge(1);
            if (broker.probes() > 0) {
                broker.returnProbe();
            }
        }
    }

    private PublishWindow window(int maxInFlight, RelayTime time) {
        return new PublishWindow(new ProbedConnection(broker, time::nanoTime), maxInFlight, time, new RelayMeter());
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
        SettableTime time = new SettableTime();
        ScriptedBroker stalling = new ScriptedBroker();
        PublishWindow stalled = window(stalling, time, new RelayMeter());
        stalled.publish(message("stalls"));
        for (int second = 1; second <= 15; second++) {
            stalled.publish(message("goes on"));
            stalling.acknowledgeLast();
            assertThat(stalled.acknowledged()).isEmpty();
            stalling.returnProbe();
            time.rest(Duration.ofSeconds(1));
        }
        time.rest(Duration.ofNanos(1));

        assertThatThrownBy(stalled::acknowledged)
                .isInstanceOf(BrokerUnavailableException.class)
                .hasMessageContaining("has not acknowledged the oldest of 1 messages in flight for 15 s");
    }

    @Test
    void messagesAreTimedUntilTheirAcknowledgementAndCommitsUntilThatOfTheirLast() throws Exception {
        SettableTime time = new SettableTime();
        RelayMeter meter = new RelayMeter();
        PublishWindow timed = window(broker, time, meter);
        Instant committedAt = time.instant().minusMillis(20);

        timed.publish(message("a"));
        timed.publish(message("b"));
        timed.mark(mark(1, committedAt));
        assertThat(timed.inFlight()).isEqualTo(new InFlight(2, 4));
        time.rest(Duration.ofMillis(10));
        broker.acknowledgeLast();
        broker.acknowledge(1);
        // Noticed late, which counts for nothing.
        time.rest(Duration.ofMillis(400));
        assertThat(timed.acknowledged()).hasSize(1);

        assertThat(timed.inFlight()).isEqualTo(InFlight.NOTHING);
        assertThat(meter.publishing().count()).isEqualTo(2);
        assertThat(meter.publishing().sum()).isEqualTo(Duration.ofMillis(20));
        assertThat(meter.delivery().count()).isEqualTo(1);
        assertThat(meter.delivery().sum()).isEqualTo(Duration.ofMillis(30));
    }

    @Test
    void aCommitWithoutMessagesIsNotTimedNorAMessageThatWasLost() throws Exception {
        RelayMeter meter = new RelayMeter();
        PublishWindow timed = window(broker, new SettableTime(), meter);
        timed.publish(message("a"));
        broker.acknowledge(1);
        timed.mark(mark(1));
        timed.mark(mark(2));
        timed.mark(new Mark(mark(3).position(), null, Map.of(), List.of(), List.of()));
        assertThat(timed.acknowledged()).hasSize(3);
        timed.publish(message("b"));
        broker.failAll(new BrokerUnavailableException("the broker is gone"));

        assertThat(meter.delivery().count()).isEqualTo(1);
        assertThat(meter.publishing().count()).isEqualTo(1);
    }

    private static PublishWindow window(ScriptedBroker broker, RelayTime time, RelayMeter meter) {
        return new PublishWindow(new ProbedConnection(broker, time::nanoTime), 3, time, meter);
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
        return mark(offset, Instant.EPOCH);
    }

    private static Mark mark(long offset, Instant committedAt) {
        return new Mark(
                new Position(GtidSet.NONE, "binlog.000001", offset), committedAt, Map.of(), List.of(), List.of());
    }

    private static long offset(List<Mark> marks) {
        return marks.get(marks.size() - 1).position().offset();
    }
}
