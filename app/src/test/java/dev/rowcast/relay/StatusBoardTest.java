package dev.rowcast.relay;

import static dev.rowcast.relay.TestingFollowing.at;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** The figures that it makes of what it is told. */
final class StatusBoardTest {
    private final SettableTime time = new SettableTime();
    private final StatusBoard board = new StatusBoard(time);

    @Test
    void theLagGrowsWhileNothingIsAcknowledged() {
        board.enter(Phase.STREAMING, null);
        time.rest(Duration.ofSeconds(3));
        assertThat(lag()).isEqualTo(Duration.ofSeconds(3));

        board.caughtUp();
        assertThat(lag()).isZero();

        board.enter(Phase.RECONNECTING, "MySQL is away");
        time.rest(Duration.ofHours(1));
        assertThat(lag()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void theLagIsThatOfTheLastAcknowledgedCommitThoughItIsOlderThanTheStart() {
        acknowledge(time.instant().minusSeconds(600));
        assertThat(lag()).isEqualTo(Duration.ofMinutes(10));

        acknowledge(time.instant().minusSeconds(60));
        time.rest(Duration.ofSeconds(5));
        assertThat(lag()).isEqualTo(Duration.ofSeconds(65));
    }

    @Test
    void aServerWhoseClockIsAheadDoesNotHideAStall() {
        acknowledge(time.instant().plusSeconds(300));
        assertThat(lag()).isZero();

        time.rest(Duration.ofSeconds(7));
        assertThat(lag()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void whoStandsByHasNoLagAndOneThatTakesOverBeginsWithNone() {
        board.enter(Phase.STANDBY, "another leads");
        time.rest(Duration.ofDays(1));
        assertThat(lag()).isNull();

        board.enter(Phase.STREAMING, null);
        time.rest(Duration.ofSeconds(2));
        assertThat(lag()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void onlyConnectionsThatStoodAreLost() {
        board.database(false);
        board.broker(false);
        board.database(true);
        board.broker(true);
        board.broker(false);
        board.broker(false);
        board.broker(true);
        board.broker(false);
        board.database(false);

        assertThat(board.figures().losses()).isEqualTo(new RelayFigures.Losses(1, 2));
    }

    @Test
    void aResyncCountsOnceUntilItEnds() {
        board.enter(Phase.RESYNC, "asked for");
        board.enter(Phase.RESYNC, "asked for; ALTER TABLE orders");
        board.enter(Phase.STREAMING, null);
        board.enter(Phase.RESYNC, "asked for");

        assertThat(board.figures().resyncs()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "RESYNC")
    void noOtherPhaseIsAResync(Phase phase) {
        board.enter(phase, null);

        assertThat(board.figures().resyncs()).isZero();
    }

    private void acknowledge(Instant committedAt) {
        board.acknowledged(new Mark(at(100), committedAt, Map.of(), List.of(), List.of()));
    }

    private @Nullable Duration lag() {
        return board.figures().lag();
    }
}
