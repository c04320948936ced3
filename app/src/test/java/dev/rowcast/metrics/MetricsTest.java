package dev.rowcast.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.change.Operation;
import dev.rowcast.change.TableId;
import dev.rowcast.relay.Phase;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MetricsTest {
    @TempDir
    private Path dataDir = Path.of("unset");

    @Test
    void tellsTheBrokersFiguresAsTheyAre() {
        AtomicLong sent = new AtomicLong(11);
        try (Metrics metrics = new Metrics("1.2.3")) {
            metrics.addBroker(() -> TestingMetrics.broker(sent.get()), () -> 3);

            assertThat(metrics.scrape())
                    .contains(
                            "rowcast_broker_clients 2.0\n",
                            "rowcast_broker_subscriptions 5.0\n",
                            "rowcast_broker_retained_messages 6.0\n",
                            "rowcast_broker_messages_sent_total 11.0\n",
                            "rowcast_broker_messages_dropped_total 0.0\n",
                            "rowcast_broker_sent_bytes_total 13.0\n",
                            "rowcast_broker_slow_clients_closed_total 15.0\n",
                            "rowcast_broker_uptime_seconds 1.0\n",
                            "rowcast_broker_replacements_total 2.0\n",
                            "# TYPE rowcast_broker_clients gauge\n",
                            "# TYPE rowcast_broker_messages_sent_total counter\n");
            sent.set(12);
            System.gc();
            assertThat(metrics.scrape()).contains("rowcast_broker_messages_sent_total 12.0\n");
        }
    }

    @ParameterizedTest
    @CsvSource({"STREAMING, 1.0", "RECONNECTING, 1.0", "STANDBY, 0.0", "STOPPED, 0.0"})
    void tellsWhoLeads(Phase phase, String leading) {
        try (Metrics metrics = new Metrics("1.2.3")) {
            metrics.addRelay(() -> TestingMetrics.status(phase), TestingMetrics::figures);

            assertThat(metrics.scrape()).contains("rowcast_leading " + leading + "\n");
        }
    }

    @Test
    void tellsWhatTheRelayDoesAndHasDone() {
        try (Metrics metrics = TestingMetrics.whole(dataDir)) {
            System.gc();
            assertThat(metrics.scrape())
                    .contains(
                            "rowcast_ready 0.0\n",
                            "rowcast_phase{phase=\"resync\"} 1.0\n",
                            "rowcast_phase{phase=\"streaming\"} 0.0\n",
                            "rowcast_database_reached 1.0\n",
                            "rowcast_broker_reached 0.0\n",
                            "rowcast_lag_seconds 1.5\n",
                            "rowcast_lag_bytes 4096.0\n",
                            "rowcast_in_flight_messages 21.0\n",
                            "rowcast_in_flight_bytes 22.0\n",
                            "rowcast_reconnects_total{to=\"database\"} 23.0\n",
                            "rowcast_reconnects_total{to=\"broker\"} 24.0\n",
                            "rowcast_checkpoint_saves_total 25.0\n",
                            "rowcast_checkpoint_failures_total 26.0\n",
                            "rowcast_checkpoint_unsaved_seconds 27.0\n",
                            "rowcast_resyncs_total 28.0\n",
                            "rowcast_messages_oversized_total 29.0\n",
                            "rowcast_table_rows{schema=\"shop\",table=\"orders\"} 30.0\n",
                            "rowcast_snapshot_tables 2.0\n",
                            "rowcast_snapshot_rows 31.0\n",
                            "rowcast_snapshot_expected_rows 32.0\n",
                            "rowcast_snapshot_remaining_seconds 33.0\n",
                            "rowcast_gaps_total 34.0\n",
                            "rowcast_event_stream_clients 6.0\n",
                            "rowcast_event_stream_clients_limit 200.0\n");
        }
    }

    @Test
    void tellsDurationsInSecondsByRange() {
        try (Metrics metrics = TestingMetrics.whole(dataDir)) {
            assertThat(metrics.scrape())
                    .contains(
                            "# TYPE rowcast_publish_duration_seconds histogram\n",
                            "rowcast_publish_duration_seconds_bucket{le=\"0.001\"} 0\n",
                            "rowcast_publish_duration_seconds_bucket{le=\"0.0025\"} 1\n",
                            "rowcast_publish_duration_seconds_bucket{le=\"60.0\"} 1\n",
                            "rowcast_publish_duration_seconds_bucket{le=\"+Inf\"} 2\n",
                            "rowcast_publish_duration_seconds_count 2\n",
                            "rowcast_publish_duration_seconds_sum 0.002\n",
                            "rowcast_commit_to_acknowledged_seconds_bucket{le=\"0.0025\"} 0\n",
                            "rowcast_commit_to_acknowledged_seconds_bucket{le=\"0.005\"} 1\n",
                            "rowcast_commit_to_acknowledged_seconds_sum 0.009\n");
        }
    }

    @Test
    void countsEventsByTableAndOperationFromZeroOn() {
        try (Metrics metrics = TestingMetrics.whole(dataDir)) {
            assertThat(metrics.scrape())
                    .contains("rowcast_events_total{op=\"insert\",schema=\"shop\",table=\"orders\"} 0.0\n");
            assertThat(metrics.eventsTold()).isZero();

            metrics.events().published(TestingMetrics.event("orders", Operation.INSERT));
            metrics.events().published(TestingMetrics.event("orders", Operation.INSERT));
            metrics.events().published(TestingMetrics.event("orders", Operation.DELETE));
            metrics.events().published(TestingMetrics.event("items", Operation.UPDATE));

            assertThat(metrics.eventsTold()).isEqualTo(4);
            assertThat(metrics.scrape())
                    .contains(
                            "rowcast_events_total{op=\"insert\",schema=\"shop\",table=\"orders\"} 2.0\n",
                            "rowcast_events_total{op=\"update\",schema=\"shop\",table=\"orders\"} 0.0\n",
                            "rowcast_events_total{op=\"delete\",schema=\"shop\",table=\"orders\"} 1.0\n",
                            "rowcast_events_total{op=\"update\",schema=\"shop\",table=\"items\"} 1.0\n");
        }
    }

    @Test
    void tablesBeyondABoundAreCountedTogether() {
        try (Metrics metrics = new Metrics("1.2.3")) {
            Map<TableId, Long> rows = Map.of(TestingMetrics.ORDERS, 5L, new TableId("shop", "late"), 7L);
            metrics.addRelay(
                    () -> TestingMetrics.status(Phase.STREAMING, rows, TestingMetrics.NOW), TestingMetrics::figures);
            metrics.events().published(TestingMetrics.event("orders", Operation.INSERT));
            for (int table = 1; table < 2 * TableLabels.MOST; table++) {
                metrics.events().published(TestingMetrics.event("t" + table, Operation.INSERT));
            }

            String scrape = metrics.scrape();
            assertThat(scrape.lines().filter(line -> line.startsWith("rowcast_events_total{")))
                    .hasSize(3 * (TableLabels.MOST + 1));
            assertThat(scrape)
                    .contains(
                            "rowcast_events_total{op=\"insert\",schema=\"other\",table=\"other\"} "
                                    + (double) TableLabels.MOST + "\n",
                            "rowcast_table_rows{schema=\"shop\",table=\"orders\"} 5.0\n",
                            "rowcast_table_rows{schema=\"other\",table=\"other\"} 7.0\n");
        }
    }

    @Test
    void whatNobodyKnowsIsNoNumber() {
        try (Metrics metrics = new Metrics("1.2.3")) {
            metrics.addRelay(
                    () -> TestingMetrics.status(Phase.STANDBY, Map.of(), null), () -> TestingMetrics.figures(null));
            metrics.addBacklog(OptionalLong::empty);
            metrics.addDataDirectory(dataDir.resolve("missing"));

            assertThat(metrics.scrape())
                    .contains("rowcast_lag_seconds NaN\n", "rowcast_lag_bytes NaN\n", "rowcast_data_free_bytes NaN\n")
                    // A counter that fell when the checkpoint is read would count all gaps once more.
                    .doesNotContain("rowcast_gaps_total ");
        }
    }

    @Test
    void tellsWhatRunsAndWhatItTakes() {
        try (Metrics metrics = TestingMetrics.whole(dataDir)) {
            assertThat(metrics.scrape())
                    .contains("rowcast_build_info{java=\"" + System.getProperty("java.version")
                            + "\",version=\"1.2.3\"} 1\n")
                    .containsPattern("rowcast_data_free_bytes \\d")
                    .containsPattern("rowcast_data_size_bytes \\d")
                    .containsPattern("process_resident_memory_bytes \\d")
                    .containsPattern("process_files_open_files \\d")
                    .containsPattern("process_start_time_seconds \\d")
                    .containsPattern("jvm_buffer_memory_used_bytes\\{id=\"direct\"} \\d")
                    .contains("jvm_memory_used_bytes", "jvm_threads_live_threads");
        }
    }
}
