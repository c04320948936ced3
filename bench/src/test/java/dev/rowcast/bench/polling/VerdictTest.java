package dev.rowcast.bench.polling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rowcast.bench.polling.Write.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(4);

    private final List<Write> writes = new ArrayList<>();
    private Truth truth = new Truth(writes);

    @Test
    void whoSeesAllMissesNothing() {
        write(0, Kind.INSERT, 7);
        write(100, Kind.UPDATE, 7);
        write(200, Kind.DELETE, 7);
        Sightings sightings = new Sightings(committed());
        sightings.row(1);
        sightings.row(2);
        sightings.deletion(7);

        Verdict verdict = verdict(sightings);

        assertThat(verdict.missed()).isZero();
        assertThat(verdict.changes()).isEqualTo(3);
        assertThat(verdict.latencies().count()).isEqualTo(3);
        assertThat(verdict.latencies().percentile(0.01)).isGreaterThan(Duration.ZERO);
    }

    @Test
    void aDeleteThatNobodySawIsMissed() {
        write(0, Kind.DELETE, 7);

        assertThat(verdict(new Sightings(committed())))
                .returns(1, Verdict::deletes)
                .returns(1, Verdict::missed);
    }

    @Test
    void whatStoodTooShortlyWasOverwritten() {
        write(0, Kind.INSERT, 7);
        write(30, Kind.UPDATE, 7);
        write(4_031, Kind.UPDATE, 7);
        Sightings sightings = new Sightings(committed());
        sightings.row(2);
        sightings.row(3);

        assertThat(verdict(sightings)).returns(1, Verdict::overwritten).returns(0, Verdict::lost);
    }

    @Test
    void whatADeleteOverwroteTooSoonWasOverwrittenToo() {
        write(0, Kind.UPDATE, 7);
        write(30, Kind.DELETE, 7);

        assertThat(verdict(new Sightings(committed())))
                .returns(1, Verdict::overwritten)
                .returns(1, Verdict::deletes);
    }

    @Test
    void whatStoodLongEnoughAndWasNotSeenIsLostEvenIfItChangedLater() {
        write(0, Kind.UPDATE, 7);
        write(4_001, Kind.UPDATE, 7);
        Sightings sightings = new Sightings(committed());
        sightings.row(2);

        assertThat(verdict(sightings)).returns(0, Verdict::overwritten).returns(1, Verdict::lost);
    }

    @Test
    void theLastStateOfARowIsLostIfNobodySawIt() {
        write(0, Kind.UPDATE, 7);
        write(1, Kind.UPDATE, 8);

        assertThat(verdict(new Sightings(committed()))).returns(2, Verdict::lost);
    }

    @Test
    void theFirstSightCounts() {
        write(0, Kind.UPDATE, 7);
        Sightings sightings = new Sightings(committed());
        sightings.row(1);
        long first = sightings.of(writes.get(0)).orElseThrow();
        sightings.row(1);

        assertThat(sightings.of(writes.get(0))).hasValue(first);
    }

    @Test
    void rowsFromBeforeAndOrdersThatStayAreNoChanges() {
        write(0, Kind.UPDATE, 7);
        Sightings sightings = new Sightings(committed());
        sightings.row(0);
        sightings.row(2);
        sightings.deletion(7);

        assertThat(verdict(sightings)).returns(1, Verdict::missed);
    }

    @Test
    void judgesOnlyWhatWasCommitted() {
        write(0, Kind.UPDATE, 7);
        Truth uncommitted = new Truth(writes);

        assertThatThrownBy(() -> Verdict.of(uncommitted, new Sightings(uncommitted), LONG_ENOUGH))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("was not committed");
    }

    private void write(int atMillis, Kind kind, long order) {
        writes.add(new Write(writes.size() + 1, kind, order, Duration.ofMillis(atMillis), Duration.ZERO));
    }

    /** Each when it was due, an hour ago. */
    private Truth committed() {
        truth = new Truth(writes);
        long start = System.nanoTime() - Duration.ofHours(1).toNanos();
        writes.forEach(write -> truth.committed(write, start + write.at().toNanos()));
        return truth;
    }

    private Verdict verdict(Sightings sightings) {
        return Verdict.of(truth, sightings, LONG_ENOUGH);
    }
}
