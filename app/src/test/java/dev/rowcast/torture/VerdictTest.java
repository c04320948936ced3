package dev.rowcast.torture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.torture.DurableRecorder.Event;
import dev.rowcast.torture.Ledger.Entry;
import dev.rowcast.torture.Verdict.Gap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class VerdictTest {
    private static final List<Entry> LEDGER = List.of(
            new Entry(1, 7, "insert a"),
            new Entry(2, 8, "insert b"),
            new Entry(3, 7, "update c"),
            new Entry(4, 7, "delete c"),
            new Entry(5, 7, "insert d"));

    private static final Event A = new Event(7, "insert a", "1");
    private static final Event B = new Event(8, "insert b", "2");
    private static final Event C = new Event(7, "update c", "3");
    private static final Event GONE = new Event(7, "delete c", "4");
    private static final Event D = new Event(7, "insert d", "5");

    @Test
    void allOfThemInOrderByKeyAreRight() {
        assertThat(problems(B, A, C, GONE, D)).isEmpty();
    }

    @Test
    void repetitionsAreRight() {
        Verdict verdict = Verdict.on(LEDGER, List.of(A, B, C, A, C, GONE, GONE, D), List.of());

        assertThat(verdict.problems()).isEmpty();
        assertThat(verdict.repeated()).isEqualTo(3);
    }

    @Test
    void aRepetitionOfAnotherVersionIsWrong() {
        assertThat(problems(A, B, C, new Event(7, "insert a", "6"), GONE, D)).hasSize(1);
    }

    @Test
    void oneThatIsMissingIsWrong() {
        assertThat(problems(A, C, GONE, D)).containsExactly("missing: " + LEDGER.get(1));
        assertThat(problems(A, B, GONE, D)).containsExactly("missing: " + LEDGER.get(2));
        assertThat(problems(A, B, C, GONE)).containsExactly("missing: " + LEDGER.get(4));
    }

    @Test
    void oneThatWasNeverCommittedIsWrong() {
        assertThat(problems(A, B, C, GONE, D, new Event(7, "update e", "6"))).hasSize(1);
        assertThat(problems(A, B, C, GONE, D, new Event(9, "insert e", "6"))).hasSize(1);
    }

    @Test
    void firstOccurrencesOutOfOrderAreWrong() {
        assertThat(problems(A, B, GONE, C, D)).isNotEmpty();
    }

    @Test
    void aNewEventWhoseVersionDoesNotGrowIsWrong() {
        assertThat(problems(A, B, C, new Event(7, "delete c", "3"), D)).hasSize(1);
    }

    @Test
    void whatWasDeclaredLostMayBeMissing() {
        List<Gap> gaps = List.of(new Gap(2, 4));

        Verdict verdict = Verdict.on(LEDGER, List.of(A, B, D), gaps);
        assertThat(verdict.problems()).isEmpty();
        assertThat(verdict.missing()).isEqualTo(2);
        assertThat(Verdict.on(LEDGER, List.of(A, B, C, D), gaps).problems()).isEmpty();
        assertThat(Verdict.on(LEDGER, List.of(B, D), gaps).problems()).containsExactly("missing: " + LEDGER.get(0));
    }

    @Test
    void aGapHasNoHoles() {
        assertThat(Verdict.on(LEDGER, List.of(A, B, GONE), List.of(new Gap(2, 5)))
                        .problems())
                .hasSize(1);
    }

    @Test
    void rowsFollowFromTheLedger() {
        assertThat(Verdict.marks(Map.of(9L, "z"), LEDGER)).isEqualTo(Map.of(7L, "d", 8L, "b", 9L, "z"));
        assertThat(Verdict.marks(
                        Map.of(9L, "z"),
                        List.of(
                                new Entry(1, 7, "insert a"),
                                new Entry(2, 0, Ledger.TRUNCATE),
                                new Entry(3, 8, "insert b c"))))
                .isEqualTo(Map.of(8L, "b c"));
    }

    private static List<String> problems(Event... received) {
        return Verdict.on(LEDGER, List.of(received), List.of()).problems();
    }
}
