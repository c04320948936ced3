package dev.rowcast.relay;

import static dev.rowcast.relay.TestingFollowing.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.change.Position;
import org.junit.jupiter.api.Test;

final class CatchUpTest {
    private final SettableTime time = new SettableTime();
    private final Position start = at(100);
    private final CatchUp catchUp = new CatchUp(start, time);

    @Test
    void aStreamThatBeginsHasNothingMoreOnlyWhenItIsSilentForLongEnough() {
        catchUp.asked(false);
        assertThat(catchUp.isDone(start)).isFalse();

        time.rest(CatchUp.SILENCE.dividedBy(2));
        catchUp.asked(true);
        time.rest(CatchUp.SILENCE.minusMillis(1));
        catchUp.asked(false);
        assertThat(catchUp.isDone(start)).isFalse();

        time.rest(CatchUp.SILENCE);
        catchUp.asked(false);
        assertThat(catchUp.isDone(start)).isTrue();
    }

    @Test
    void afterwardsItSaysSoAtOnce() {
        time.rest(CatchUp.SILENCE);
        catchUp.asked(false);

        catchUp.asked(true);
        assertThat(catchUp.isDone(start)).isFalse();
        catchUp.asked(false);
        assertThat(catchUp.isDone(start)).isTrue();
    }

    @Test
    void whatIsNotAcknowledgedIsNotDone() {
        Position delivered = at(200);
        time.rest(CatchUp.SILENCE);
        catchUp.asked(false);

        assertThat(catchUp.isDone(delivered)).isFalse();
        catchUp.acknowledged(delivered);
        assertThat(catchUp.isDone(delivered)).isTrue();
    }
}
