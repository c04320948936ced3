package dev.rowcast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.Vitals;
import dev.rowcast.change.TableId;
import dev.rowcast.relay.Gaps;
import dev.rowcast.relay.Phase;
import dev.rowcast.relay.RelayStatus;
import dev.rowcast.relay.ScanProgress;
import dev.rowcast.terminal.Line;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RunStatusTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final ScanProgress SCAN =
            new ScanProgress(new TableId("shop", "orders"), 420_000, 1_000_000, Duration.ofSeconds(72));

    @Test
    void streamingTakesOneLine() {
        Vitals.LastChange change = new Vitals.LastChange("orders", "7", "updated", NOW.minusSeconds(2));

        assertThat(texts(new Vitals(status(Phase.STREAMING, null), 12, change, OptionalLong.of(1)), 1204.4))
                .containsExactly("● streaming  1,204 rows/s  lag 3 ms  1 subscriber  last orders 7 updated 2 s ago");
    }

    @Test
    void externalBrokersHaveNoSubscribersToTell() {
        assertThat(texts(new Vitals(status(Phase.STREAMING, null), 0, null, OptionalLong.empty()), 0))
                .containsExactly("● streaming  0 rows/s  lag 3 ms");
    }

    @Test
    void snapshotHasABar() {
        assertThat(texts(vitals(status(Phase.SNAPSHOT, null, SCAN)), 50_000))
                .containsExactly(
                        "● reading tables  50,000 rows/s  lag 3 ms  2 subscribers",
                        "  shop.orders  ██████████░░░░░░░░░░░░░░ 42 %  420,000 of 1,000,000 rows  1:12 left");
    }

    @Test
    void barIsOverAllTables() {
        ScanProgress waiting = new ScanProgress(new TableId("shop", "customers"), 0, 1_000_000, null);

        assertThat(texts(vitals(status(Phase.RESYNC, "lost", SCAN, waiting)), 0).get(1))
                .startsWith("  shop.orders and 1 more  █████░")
                .contains(" 21 %  420,000 of 2,000,000 rows");
    }

    @Test
    void tableOfUnknownSizeHasNoBar() {
        ScanProgress uncounted = new ScanProgress(new TableId("shop", "orders"), 1_000, 0, null);

        assertThat(texts(vitals(status(Phase.SNAPSHOT, null, uncounted)), 0).get(1))
                .isEqualTo("  shop.orders  1,000 rows");
    }

    @Test
    void saysWhatIsWrong() {
        assertThat(texts(vitals(status(Phase.RECONNECTING, "localhost:3306 is unavailable")), 0))
                .containsExactly(
                        "● reconnecting  0 rows/s  lag 3 ms  2 subscribers", "  localhost:3306 is unavailable");
    }

    @ParameterizedTest
    @CsvSource({"0,0 rows/s", "0.31,0.3 rows/s", "9.94,9.9 rows/s", "12.6,13 rows/s", "1234567,'1,234,567 rows/s'"})
    void ratesAreRounded(double perSecond, String words) {
        assertThat(texts(vitals(status(Phase.STREAMING, null)), perSecond).get(0))
                .contains("  " + words + "  ");
    }

    @ParameterizedTest
    @CsvSource({"0,0 s ago", "59,59 s ago", "60,1 min ago", "3599,59 min ago", "7200,2 h ago", "-5,0 s ago"})
    void agesAreRounded(long seconds, String words) {
        Vitals.LastChange change = new Vitals.LastChange("orders", "7", "updated", NOW.minusSeconds(seconds));

        assertThat(texts(new Vitals(status(Phase.STREAMING, null), 1, change, OptionalLong.of(0)), 0)
                        .get(0))
                .endsWith(words);
    }

    @Test
    void keysCanNotDriveTheTerminal() {
        Vitals.LastChange change = new Vitals.LastChange("orders", "\u001b[2J", "updated", NOW);

        assertThat(texts(new Vitals(status(Phase.STREAMING, null), 1, change, OptionalLong.of(0)), 0)
                        .get(0))
                .contains("␛[2J");
    }

    @Test
    void theLogHasOneLine() {
        assertThat(RunStatus.plain(vitals(status(Phase.STREAMING, null)), 12))
                .isEqualTo("streaming, 12 rows/s, lag 3 ms");
        assertThat(RunStatus.plain(vitals(status(Phase.SNAPSHOT, null, SCAN)), 0))
                .isEqualTo(
                        "reading tables, 0 rows/s, lag 3 ms, shop.orders: 420,000 of 1,000,000 rows, 42 %, 1:12 left");
    }

    private static List<String> texts(Vitals vitals, double rowsPerSecond) {
        return RunStatus.lines(vitals, rowsPerSecond, NOW).stream()
                .map(Line::text)
                .toList();
    }

    private static Vitals vitals(RelayStatus status) {
        return new Vitals(status, 12, null, OptionalLong.of(2));
    }

    private static RelayStatus status(Phase phase, @Nullable String reason, ScanProgress... scans) {
        return new RelayStatus(phase, reason, true, true, NOW, null, null, Map.of(), 3, List.of(scans), Gaps.NONE);
    }
}
