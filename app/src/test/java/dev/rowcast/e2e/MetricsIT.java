package dev.rowcast.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.testing.MonitoringFiles;
import dev.rowcast.testing.TestingFlavour;
import dev.rowcast.testing.TestingOrders;
import dev.rowcast.testing.TestingProxy;
import dev.rowcast.testing.TestingRowcast;
import dev.rowcast.testing.TestingSettings;
import dev.rowcast.testing.TestingSubscriber;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The figures of a Rowcast that runs, and how they follow what happens. */
final class MetricsIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    private Path dataDir = Path.of("unset");

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void haveAllThatDashboardAndAlertsAskForAndFollowWhatHappens(TestingFlavour flavour) throws Exception {
        TestingOrders orders = new TestingOrders(flavour.shared());
        orders.clear();
        try (TestingRowcast rowcast = TestingRowcast.start(TestingSettings.embedded(orders.database(), dataDir));
                TestingSubscriber subscriber = TestingSubscriber.connect(rowcast.mqttUrl(), "orders/#")) {
            orders.insertAndAwait(subscriber);
            rowcast.resync();
            // Pauses show once there was one.
            System.gc();
            await(rowcast, "caught up", "rowcast_lag_seconds", 0, 1);
            await(rowcast, "its binlog read", "rowcast_lag_bytes", 0, 0);
            await(rowcast, "published anew", "rowcast_resyncs_total", 1, 1);
            await(rowcast, "all acknowledged", "rowcast_in_flight_messages", 0, 0);

            String scrape = scrape(rowcast);
            assertThat(MonitoringFiles.series(scrape)).containsAll(MonitoringFiles.used());
            assertThat(value(scrape, "rowcast_events_total{op=\"insert\",schema=\"shop\",table=\"orders\"}"))
                    .isEqualTo(1);
            assertThat(value(scrape, "rowcast_commit_to_acknowledged_seconds_count"))
                    .isGreaterThanOrEqualTo(1);
            assertThat(value(scrape, "rowcast_publish_duration_seconds_count")).isGreaterThanOrEqualTo(2);
            assertThat(value(scrape, "rowcast_checkpoint_saves_total")).isGreaterThanOrEqualTo(1);
            assertThat(value(scrape, "rowcast_ready")).isEqualTo(1);
        }
    }

    @Test
    void theLagGrowsWhileTheDatabaseIsSilentAndNobodyWaitsForIt() throws Exception {
        TestingOrders orders = new TestingOrders(TestingFlavour.MARIADB.shared());
        try (TestingProxy way = new TestingProxy(orders.database().port());
                TestingRowcast rowcast = TestingRowcast.start(TestingSettings.embedded(orders.database(), dataDir)
                        .with("MYSQL_PORT", Integer.toString(way.port())))) {
            await(rowcast, "caught up", "rowcast_lag_seconds", 0, 1);

            way.freeze();
            await(rowcast, "behind", "rowcast_lag_seconds", 5, 60);
            String silent = scrape(rowcast);
            assertThat(value(silent, "rowcast_ready")).isZero();
            assertThat(value(silent, "rowcast_reconnects_total{to=\"database\"}"))
                    .isEqualTo(1);
            await(rowcast, "nothing known of the binlog", "rowcast_lag_bytes", Double.NaN, Double.NaN);
            way.thaw();

            await(rowcast, "caught up again", "rowcast_lag_seconds", 0, 1);
            await(rowcast, "its binlog read again", "rowcast_lag_bytes", 0, 0);
        }
    }

    private void await(TestingRowcast rowcast, String what, String series, double least, double most) {
        Awaitility.await(what).atMost(LIMIT).until(() -> {
            double value = value(scrape(rowcast), series);
            return Double.isNaN(least) ? Double.isNaN(value) : value >= least && value <= most;
        });
    }

    private String scrape(TestingRowcast rowcast) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(rowcast.pageUrl().resolve("/metrics")).build();
        return client.send(request, BodyHandlers.ofString()).body();
    }

    private static double value(String scrape, String series) {
        Matcher line =
                Pattern.compile("(?m)^" + Pattern.quote(series) + " (\\S+)$").matcher(scrape);
        assertThat(line.find()).as(series).isTrue();
        return Double.parseDouble(line.group(1));
    }
}
