package dev.rowcast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.Vitals;
import dev.rowcast.change.TableId;
import dev.rowcast.relay.Gaps;
import dev.rowcast.relay.Phase;
import dev.rowcast.relay.RelayStatus;
import dev.rowcast.relay.ScanProgress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class ThroughputTest {
    private static final long SECOND = 1_000_000_000L;

    private final Throughput throughput = new Throughput();

    @Test
    void countsEventsAndRowsOfTables() {
        throughput.sample(vitals(0, 0), 0);
        throughput.sample(vitals(10, 90), SECOND);

        assertThat(throughput.perSecond()).isEqualTo(100);
        assertThat(throughput.rows()).isEqualTo(100);
    }

    @Test
    void goesOnWithTheNextTable() {
        throughput.sample(vitals(0, 0), 0);
        throughput.sample(vitals(0, 1_000), SECOND);
        throughput.sample(vitals(0, 200), 2 * SECOND);

        assertThat(throughput.rows()).isEqualTo(1_200);
        assertThat(throughput.perSecond()).isEqualTo(600);
    }

    private static Vitals vitals(long events, long scanned) {
        ScanProgress scan = new ScanProgress(new TableId("shop", "orders"), scanned, 0, null);
        RelayStatus status = new RelayStatus(
                Phase.SNAPSHOT, null, true, true, Instant.EPOCH, null, null, Map.of(), 0, List.of(scan), Gaps.NONE);
        return new Vitals(status, events, null, OptionalLong.empty());
    }
}
