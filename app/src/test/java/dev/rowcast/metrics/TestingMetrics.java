package dev.rowcast.metrics;

import dev.rowcast.broker.BrokerFigures;
import dev.rowcast.change.GtidSet;
import dev.rowcast.change.Operation;
import dev.rowcast.change.Position;
import dev.rowcast.change.TableId;
import dev.rowcast.relay.Broadcast;
import dev.rowcast.relay.DurationHistogram;
import dev.rowcast.relay.DurationHistogram.Recorded;
import dev.rowcast.relay.Gap;
import dev.rowcast.relay.Gaps;
import dev.rowcast.relay.Phase;
import dev.rowcast.relay.RelayFigures;
import dev.rowcast.relay.RelayFigures.Checkpoints;
import dev.rowcast.relay.RelayFigures.InFlight;
import dev.rowcast.relay.RelayFigures.Losses;
import dev.rowcast.relay.RelayStatus;
import dev.rowcast.relay.ScanProgress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Figures of a Rowcast that does not run, each of a number of its own. */
final class TestingMetrics {
    static final Instant NOW = Instant.parse("2026-11-20T09:12:00Z");
    static final TableId ORDERS = new TableId("shop", "orders");

    /** Everything that a Rowcast with an embedded broker tells. */
    static Metrics whole(Path dataDir) {
        Metrics metrics = new Metrics("1.2.3");
        metrics.addBroker(() -> broker(11), () -> 3);
        metrics.addDataDirectory(dataDir);
        metrics.addRelay(() -> status(Phase.RESYNC), TestingMetrics::figures);
        metrics.addBacklog(() -> OptionalLong.of(4_096));
        metrics.addEventClients(() -> 6, 200);
        return metrics;
    }

    static BrokerFigures broker(long sent) {
        return new BrokerFigures(Duration.ofSeconds(1), 2, 3, 4, 5, 6, 7, 8, 10, sent, 0, 12, 13, 14, 15);
    }

    static RelayFigures figures() {
        return figures(Duration.ofMillis(1_500));
    }

    static RelayFigures figures(@Nullable Duration lag) {
        return new RelayFigures(
                lag,
                new InFlight(21, 22),
                recorded(1, Duration.ofMillis(2)),
                recorded(2, Duration.ofMillis(9)),
                new Losses(23, 24),
                new Checkpoints(25, 26, Duration.ofSeconds(27)),
                28,
                29);
    }

    /** Two durations, of different ranges. */
    private static Recorded recorded(int range, Duration sum) {
        List<Long> ranges = new ArrayList<>(Collections.nCopies(DurationHistogram.BOUNDS.size() + 1, 0L));
        ranges.set(range, 1L);
        ranges.set(DurationHistogram.BOUNDS.size(), 1L);
        return new Recorded(ranges, sum);
    }

    static RelayStatus status(Phase phase) {
        return status(phase, Map.of(ORDERS, 30L), NOW);
    }

    static RelayStatus status(Phase phase, Map<TableId, Long> rows, @Nullable Instant epoch) {
        Position position = new Position(GtidSet.NONE, "binlog.000001", 100);
        Gap gap = new Gap(NOW, "binlogs were purged", position, position, null);
        List<ScanProgress> scans = List.of(
                new ScanProgress(ORDERS, 31, 32, Duration.ofSeconds(33)),
                new ScanProgress(new TableId("shop", "waits"), 0, 0, null));
        return new RelayStatus(phase, null, true, false, NOW, epoch, position, rows, 0, scans, new Gaps(34, gap));
    }

    static Broadcast.Event event(String table, Operation operation) {
        return new Broadcast.Event(new TableId("shop", table), operation, "1", "v", new byte[0]);
    }

    private TestingMetrics() {}
}
