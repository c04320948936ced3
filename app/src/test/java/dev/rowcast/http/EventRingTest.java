package dev.rowcast.http;

import static dev.rowcast.http.TestingEvents.EPOCH;
import static dev.rowcast.http.TestingEvents.LATER_EPOCH;
import static dev.rowcast.http.TestingEvents.LIMITS;
import static dev.rowcast.http.TestingEvents.ORDERS;
import static dev.rowcast.http.TestingEvents.beginning;
import static dev.rowcast.http.TestingEvents.event;
import static dev.rowcast.http.TestingEvents.place;
import static dev.rowcast.http.TestingEvents.position;
import static dev.rowcast.http.TestingEvents.publish;
import static dev.rowcast.http.TestingEvents.version;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.change.GtidSet;
import dev.rowcast.change.MysqlGtidSet;
import dev.rowcast.change.Operation;
import dev.rowcast.change.Position;
import dev.rowcast.change.TableId;
import dev.rowcast.message.Version;
import dev.rowcast.relay.Broadcast;
import dev.rowcast.relay.EventListener.Beginning;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class EventRingTest {
    @Test
    void nothingIsKnownBeforeTheStreamBegins() {
        EventRing ring = new EventRing(LIMITS);

        assertThat(ring.complete()).isNull();
        assertThat(ring.newest()).isEmpty();

        ring.begins(beginning(100, null));

        assertThat(ring.complete()).isEqualTo(place(100));
        assertThat(ring.newest()).isEqualTo(place(100));
        assertThat(versions(ring)).isEmpty();
    }

    @Test
    void keepsTheLastEventsWithinTheirNumber() {
        EventRing ring = TestingEvents.ring();

        publish(ring, 101, 106);

        assertThat(versions(ring)).containsExactly(version(103), version(104), version(105), version(106));
        assertThat(ring.complete()).isEqualTo(version(102));
        assertThat(ring.at(ring.first() - 1)).isNull();
    }

    @Test
    void keepsTheLastEventsWithinTheirBytesAndTheNewestWhateverItHas() {
        EventRing ring = TestingEvents.ring();
        ring.published(ofBytes(101, 400));
        ring.published(ofBytes(102, 400));
        ring.published(ofBytes(103, 300));

        assertThat(versions(ring)).containsExactly(version(102), version(103));

        ring.published(ofBytes(104, 5_000));

        assertThat(versions(ring)).containsExactly(version(104));

        ring.published(ofBytes(105, 1_000));

        assertThat(versions(ring)).containsExactly(version(105));
        assertThat(ring.complete()).isEqualTo(version(104));
    }

    @Test
    void whatIsPublishedAgainIsKeptOnce() {
        EventRing ring = TestingEvents.ring();
        publish(ring, 101, 103);

        ring.begins(beginning(102, null));
        publish(ring, 102, 104);

        assertThat(versions(ring)).containsExactly(version(101), version(102), version(103), version(104));
        assertThat(ring.complete()).isEqualTo(place(100));
    }

    @Test
    void goesOnWhereTheStreamHasComeToWithoutEvents() {
        EventRing ring = TestingEvents.ring();
        publish(ring, 101, 101);
        ring.reached(position(150));

        ring.begins(beginning(150, null));
        publish(ring, 150, 150);

        assertThat(versions(ring)).containsExactly(version(101), version(150));
    }

    @Test
    void notesWhatAnotherLeaderHasPublishedMeanwhile() {
        EventRing ring = TestingEvents.ring();
        publish(ring, 101, 101);

        ring.begins(beginning(150, null));
        publish(ring, 150, 150);

        assertThat(versions(ring)).containsExactly(version(101), place(150), version(150));
        assertThat(ring.at(1)).isEqualTo(new Broadcast.Missing(place(150), "another Rowcast went on meanwhile"));
    }

    @Test
    void notesEventsThatTheDatabaseHasNotAnyMore() {
        EventRing ring = TestingEvents.ring();
        publish(ring, 101, 101);

        ring.begins(
                new Beginning(LATER_EPOCH, position(4), Version.of(LATER_EPOCH, position(4)), "the binlog is purged"));

        assertThat(ring.at(1))
                .isEqualTo(new Broadcast.Missing(Version.of(LATER_EPOCH, position(4)), "the binlog is purged"));
        assertThat(ring.newest()).isEqualTo(Version.of(LATER_EPOCH, position(4)));
    }

    @Test
    void nothingIsMissingOnAnotherServerThatHasAllTransactions() {
        EventRing ring = new EventRing(LIMITS);
        GtidSet two = MysqlGtidSet.parse("3e11fa47-71ca-11e1-9e33-c80aa9429562:1-2");
        GtidSet three = MysqlGtidSet.parse("3e11fa47-71ca-11e1-9e33-c80aa9429562:1-3");
        ring.begins(new Beginning(EPOCH, new Position(two, "binlog.000001", 100), place(100), null));
        ring.published(event(101));
        ring.reached(new Position(three, "binlog.000001", 102));

        Position elsewhere = new Position(two, "binlog.000001", 100).onAnotherServer();
        ring.begins(new Beginning(LATER_EPOCH, elsewhere, place(100), null));

        assertThat(versions(ring)).containsExactly(version(101));

        ring.reached(elsewhere);

        assertThat(ring.newest()).isEqualTo(Version.of(LATER_EPOCH, elsewhere));
    }

    @Test
    void theNewestGrowsWithTheStreamWhereNoEventsCome() {
        EventRing ring = TestingEvents.ring();
        publish(ring, 101, 101);

        assertThat(ring.newest()).isEqualTo(place(102));

        ring.published(event(102));

        assertThat(ring.newest()).isEqualTo(version(102));
    }

    @Test
    @Timeout(30)
    void aReaderBesideTheRelayMissesNothingThatIsKeptAndSeesNothingTwice() throws InterruptedException {
        EventRing ring = TestingEvents.ring(new EventLimits(64, 1L << 20, 1, LIMITS.keepAlive()));
        EventCursor cursor = new EventCursor(ring, EventFilter.of(Map.of()), place(100));
        AtomicBoolean done = new AtomicBoolean();
        Thread relay = new Thread(() -> {
            for (long offset = 101; offset <= 200_000; offset++) {
                publish(ring, offset, offset);
                if (offset % 50 == 0) {
                    LockSupport.parkNanos(1);
                }
            }
            done.set(true);
        });
        relay.start();
        long expected = 101;
        boolean last = false;
        while (!last) {
            last = done.get();
            for (String told : TestingEvents.told(cursor)) {
                long offset = Long.parseLong(told.replaceAll("^\\w+ (\\d+).*", "$1"));
                if (told.startsWith("updated")) {
                    assertThat(offset).isEqualTo(expected);
                    expected++;
                } else if (told.startsWith("gap")) {
                    assertThat(offset).isGreaterThanOrEqualTo(expected);
                    expected = offset + 1;
                }
            }
        }
        relay.join();
        assertThat(expected).isEqualTo(200_001);
    }

    @Test
    void tellsEventsOfAnySizeAsTheyWere() {
        EventRing ring = TestingEvents.ring(new EventLimits(4, 1L << 20, 1, LIMITS.keepAlive()));
        List<Broadcast.Event> told = new ArrayList<>();
        for (int bytes : new int[] {0, 900, 10, 5_000, 100, 2_000, 1_024, 1}) {
            TableId table = new TableId("shop", bytes % 3 == 0 ? "orders" : "größen");
            Operation operation = bytes % 3 == 0 ? Operation.INSERT : Operation.DELETE;
            Broadcast.Event event = event(table, operation, 101 + told.size(), "é".repeat(bytes / 2));
            told.add(event);
            ring.published(event);

            assertThat(ring.at(ring.end() - 1)).usingRecursiveComparison().isEqualTo(event);
        }

        List<Broadcast> kept = LongStream.range(ring.first(), ring.end())
                .mapToObj(place -> requireNonNull(ring.at(place)))
                .toList();
        assertThat(kept).usingRecursiveComparison().isEqualTo(told.subList(4, 8));
        assertThat(ring.complete()).isEqualTo(version(104));
    }

    @Test
    void manyShareALargeEvent() {
        EventRing ring = TestingEvents.ring(new EventLimits(4, 1L << 20, 1, LIMITS.keepAlive()));
        Broadcast.Event large = ofBytes(101, 10_000);
        ring.published(large);

        assertThat(ring.at(0)).isSameAs(large);
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void readersSeeNoMixtureOfTwoEvents() throws Exception {
        EventRing ring = TestingEvents.ring(new EventLimits(2, 1L << 20, 1, LIMITS.keepAlive()));
        AtomicLong seen = new AtomicLong();
        FutureTask<Void> reader = new FutureTask<>(() -> {
            while (seen.get() < 20_000) {
                long place = ring.first();
                if (place < ring.end() && ring.at(place) instanceof Broadcast.Event event) {
                    assertThat(event.version()).isEqualTo(version(101 + place));
                    assertThat(event.key()).isEqualTo(Long.toString(101 + place));
                    assertThat(event.payload()).hasSize(sizeOf(101 + place)).containsOnly((byte)
                            ('a' + (101 + place) % 26));
                    seen.getAndIncrement();
                }
            }
            return null;
        });
        new Thread(reader).start();
        for (long offset = 101; !reader.isDone(); offset++) {
            String letter = Character.toString((int) ('a' + offset % 26));
            ring.published(event(ORDERS, Operation.UPDATE, offset, letter.repeat(sizeOf(offset))));
        }
        reader.get();
    }

    /** Some are larger than what is packed. */
    private static int sizeOf(long offset) {
        return (int) (1 + offset * 37 % 1_500);
    }

    private static Broadcast.Event ofBytes(long offset, int bytes) {
        return event(ORDERS, Operation.INSERT, offset, "x".repeat(bytes));
    }

    private static List<String> versions(EventRing ring) {
        return LongStream.range(ring.first(), ring.end())
                .mapToObj(place -> requireNonNull(ring.at(place)).version())
                .toList();
    }
}
