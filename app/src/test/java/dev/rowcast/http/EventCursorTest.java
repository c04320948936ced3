package dev.rowcast.http;

import static dev.rowcast.http.TestingEvents.LATER_EPOCH;
import static dev.rowcast.http.TestingEvents.LIMITS;
import static dev.rowcast.http.TestingEvents.ORDERS;
import static dev.rowcast.http.TestingEvents.beginning;
import static dev.rowcast.http.TestingEvents.event;
import static dev.rowcast.http.TestingEvents.place;
import static dev.rowcast.http.TestingEvents.position;
import static dev.rowcast.http.TestingEvents.publish;
import static dev.rowcast.http.TestingEvents.told;
import static dev.rowcast.http.TestingEvents.version;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.change.Operation;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class EventCursorTest {
    private static final String NOT_KEPT =
            "events behind this id are not kept any more: only the last ones are, and none from before Rowcast's start";

    private final EventRing ring = TestingEvents.ring();

    @Test
    void whoComesWithoutAnIdIsToldWhatComesNext() {
        publish(ring, 101, 102);
        EventCursor cursor = after(null);

        assertThat(told(cursor)).containsExactly("live 103");

        publish(ring, 103, 104);

        assertThat(told(cursor)).containsExactly("updated 103", "updated 104");
        assertThat(cursor.version()).isEqualTo(place(105));
    }

    @Test
    void whoComesWithAnIdIsToldWhatHappenedSince() {
        publish(ring, 101, 104);

        assertThat(told(after(version(102)))).containsExactly("updated 103", "updated 104", "live 105");
        assertThat(told(after(place(103)))).containsExactly("updated 103", "updated 104", "live 105");
        assertThat(told(after(version(104)))).containsExactly("live 105");
    }

    @Test
    void theLastEventThatHasLeftIsEnoughToMissNothing() {
        publish(ring, 101, 106);

        assertThat(told(after(version(102))))
                .containsExactly("updated 103", "updated 104", "updated 105", "updated 106", "live 107");
    }

    @Test
    void eventsThatHaveLeftAreAGap() {
        publish(ring, 101, 106);

        assertThat(told(after(version(101))))
                .containsExactly(
                        "gap 102, " + NOT_KEPT, "updated 103", "updated 104", "updated 105", "updated 106", "live 107");
    }

    @Test
    void afterARestartWhoHasAllUpToTheCheckpointMissesNothingAndHearsNothingTwice() {
        // 101 to 103 were told by the process before; 102 and 103 were not acknowledged.
        EventRing restarted = new EventRing(LIMITS);
        EventCursor early = new EventCursor(restarted, EventFilter.of(Map.of()), version(103));
        assertThat(told(early)).isEmpty();

        restarted.begins(beginning(102, null));
        EventCursor between = new EventCursor(restarted, EventFilter.of(Map.of()), version(103));
        assertThat(told(early)).containsExactly("live 103");
        publish(restarted, 102, 104);

        assertThat(told(early)).containsExactly("updated 104");
        assertThat(told(between)).containsExactly("updated 104", "live 105");
        assertThat(told(new EventCursor(restarted, EventFilter.of(Map.of()), version(100))))
                .startsWith("gap 102, " + NOT_KEPT, "updated 102", "updated 103");
    }

    @Test
    void anIdOfAHistoryThatIsNotKnownIsAGapAndDoesNotKeepEventsBack() {
        publish(ring, 101, 102);

        EventCursor cursor = after(version(LATER_EPOCH, 7));

        assertThat(told(cursor))
                .containsExactly(
                        "gap 100, this id is of a history that is not known here",
                        "updated 101",
                        "updated 102",
                        "live 103");
    }

    @Test
    void whoIsConnectedWhileAnotherLeadsIsToldOfTheGap() {
        EventCursor cursor = after(null);
        assertThat(told(cursor)).containsExactly("live 100");
        publish(ring, 101, 101);
        assertThat(told(cursor)).containsExactly("updated 101");

        ring.begins(beginning(150, null));
        publish(ring, 150, 150);

        assertThat(told(cursor)).containsExactly("gap 150, another Rowcast went on meanwhile", "updated 150");
        assertThat(told(after(version(101))))
                .containsExactly("gap 150, another Rowcast went on meanwhile", "updated 150", "live 151");
    }

    @Test
    void whoWasToldByTheOtherLeaderMissesNothing() {
        publish(ring, 101, 101);
        ring.begins(beginning(150, null));
        publish(ring, 150, 150);

        assertThat(told(after(version(149)))).contains("gap 150, another Rowcast went on meanwhile");
        assertThat(told(after(place(150)))).containsExactly("updated 150", "live 151");
    }

    @Test
    void whoReadsMoreSlowlyThanEventsComeIsToldOfTheGap() {
        EventCursor cursor = after(null);
        assertThat(told(cursor)).containsExactly("live 100");
        publish(ring, 101, 102);
        assertThat(cursor.next()).isNotNull();
        assertThat(cursor.hasFallenBehind()).isFalse();

        publish(ring, 103, 107);

        assertThat(cursor.hasFallenBehind()).isTrue();
        assertThat(told(cursor))
                .containsExactly(
                        "gap 103, events came faster than they were read",
                        "updated 104",
                        "updated 105",
                        "updated 106",
                        "updated 107");
    }

    @Test
    void whatIsFilteredOutCountsAsTold() {
        EventCursor cursor = new EventCursor(ring, EventFilter.of(Map.of("op", List.of("deleted"))), null);
        assertThat(told(cursor)).containsExactly("live 100");
        publish(ring, 101, 102);

        assertThat(told(cursor)).isEmpty();
        assertThat(cursor.version()).isEqualTo(place(103));

        ring.published(event(ORDERS, Operation.DELETE, 103, "{}"));

        assertThat(told(cursor)).containsExactly("deleted 103");
    }

    @Test
    void theVersionGoesOnWithTheStreamSoThatWhoIsIdleFindsItsPlace() {
        EventCursor cursor = after(null);
        assertThat(cursor.version()).isEmpty();
        assertThat(told(cursor)).containsExactly("live 100");

        ring.reached(position(500));

        assertThat(told(cursor)).isEmpty();
        assertThat(cursor.version()).isEqualTo(place(500));
    }

    private EventCursor after(@Nullable String version) {
        return new EventCursor(ring, EventFilter.of(Map.of()), version);
    }
}
