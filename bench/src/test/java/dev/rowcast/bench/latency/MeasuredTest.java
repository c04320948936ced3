package dev.rowcast.bench.latency;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class MeasuredTest {
    private static final Spell SPELL = new Spell(101, 3, 1_000);

    private final WriteTimes times = new WriteTimes(3);
    private final Sightings events = new Sightings(100, 10);
    private final Sightings states = new Sightings(100, 10);

    MeasuredTest() {
        for (int place = 0; place < 3; place++) {
            long sent = 1_000L * place;
            times.made(place, sent, sent + 400);
        }
    }

    @Test
    void takesTimesFromTheAnswerAndFromTheStatement() {
        events.see(101, 500);
        events.see(102, 1_390);
        events.see(103, 2_900);

        Measured measured = Measured.of(SPELL, times, events, null, Duration.ofMillis(6));

        assertThat(measured.events().percentile(0.01)).isEqualTo(Duration.ofNanos(-10));
        assertThat(measured.events().percentile(1)).isEqualTo(Duration.ofNanos(500));
        assertThat(measured.eventsSinceSending().percentile(1)).isEqualTo(Duration.ofNanos(900));
        assertThat(measured.commits().percentile(1)).isEqualTo(Duration.ofNanos(400));
        assertThat(measured.lost()).isZero();
    }

    @Test
    void countsTheFirstSightAlone() {
        events.see(101, 500);
        events.see(101, 900);

        assertThat(Measured.of(SPELL, times, events, null, Duration.ZERO)
                        .events()
                        .percentile(1))
                .isEqualTo(Duration.ofNanos(100));
    }

    @Test
    void countsWhatNeverCame() {
        events.see(101, 500);
        events.see(102, 1_500);
        states.see(101, 450);
        // of no change of the spell
        states.see(99, 450);
        states.see(104, 450);
        states.see(200, 450);

        Measured measured = Measured.of(SPELL, times, events, states, Duration.ZERO);

        assertThat(measured.lost()).isEqualTo(3);
        assertThat(events.hasAll(SPELL)).isFalse();
        assertThat(states.hasAll(new Spell(104, 1, 1))).isTrue();
    }

    @Test
    void plansEachChangeForAMoment() {
        assertThat(SPELL.due(0)).isZero();
        assertThat(SPELL.due(2)).isEqualTo(2_000_000);
        assertThat(SPELL.end()).isEqualTo(104);
    }
}
