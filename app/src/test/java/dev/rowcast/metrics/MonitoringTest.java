package dev.rowcast.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.testing.MonitoringFiles;
import dev.rowcast.testing.MonitoringFiles.Alert;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dashboard, alerts and document fit what is scraped, and each other. */
final class MonitoringTest {
    @TempDir
    private Path dataDir = Path.of("unset");

    @Test
    void theDocumentNamesAllOfRowcastsMetricsAndNoOthers() throws Exception {
        Set<String> own = MonitoringFiles.families(scrape()).stream()
                .filter(name -> name.startsWith("rowcast_"))
                .collect(Collectors.toSet());

        assertThat(MonitoringFiles.documented()).containsExactlyInAnyOrderElementsOf(own);
    }

    @Test
    void dashboardAndAlertsNameOnlyMetricsThatThereAre() throws Exception {
        Set<String> used = MonitoringFiles.used();
        // There is none before the first pause; MetricsIT waits for one.
        used.remove("jvm_gc_pause_seconds_sum");

        assertThat(MonitoringFiles.series(scrape())).containsAll(used);
    }

    @Test
    void everyAlertSaysWhatItIsAboutAndWhatToDo() throws IOException {
        List<Alert> alerts = MonitoringFiles.alerts();

        assertThat(alerts).isNotEmpty().allSatisfy(alert -> assertThat(alert.annotations())
                .containsKeys("summary", "description")
                .containsEntry("runbook", "docs/metrics.md#" + alert.name().toLowerCase(Locale.ROOT)));
        assertThat(alerts).extracting(Alert::name).containsExactlyInAnyOrderElementsOf(MonitoringFiles.runbooks());
    }

    @Test
    void everyPanelFollowsTheChoiceOfAnInstance() throws IOException {
        assertThat(MonitoringFiles.dashboardExpressions())
                .filteredOn(expression -> !expression.equals("rowcast_build_info"))
                .isNotEmpty()
                .allSatisfy(expression -> assertThat(expression).contains("instance=~\"$instance\""));
    }

    @Test
    void namesAreReadOutOfExpressions() {
        assertThat(MonitoringFiles.metrics("histogram_quantile(0.5, sum by (le) (rate(a_bucket{b=~\"c\"}[5m]))) > 3"))
                .containsExactly("a_bucket");
        assertThat(MonitoringFiles.metrics("time() - a_seconds < 60 * 60 and on (instance, job) b_total == 0"))
                .containsExactly("a_seconds", "b_total");
    }

    private String scrape() {
        try (Metrics metrics = TestingMetrics.whole(dataDir)) {
            return metrics.scrape();
        }
    }
}
