package dev.rowcast.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.broker.BrokerFigures;
import dev.rowcast.relay.Gaps;
import dev.rowcast.relay.Phase;
import dev.rowcast.relay.RelayStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MetricsTest {
    @Test
    void tellsTheBrokersFiguresAsTheyAre() {
        AtomicLong sent = new AtomicLong(11);
        try (Metrics metrics = new Metrics()) {
            metrics.addBroker(() -> figures(sent.get()));

            assertThat(metrics.scrape())
                    .contains(
                            "rowcast_broker_clients 2.0\n",
                            "rowcast_broker_subscriptions 5.0\n",
                            "rowcast_broker_retained_messages 6.0\n",
                            "rowcast_broker_messages_sent_total 11.0\n",
                            "rowcast_broker_messages_dropped_total 0.0\n",
                            "rowcast_broker_sent_bytes_total 13.0\n",
                            "rowcast_broker_slow_clients_closed_total 15.0\n",
                            "# TYPE rowcast_broker_clients gauge\n",
                            "# TYPE rowcast_broker_messages_sent_total counter\n",
                            "jvm_memory_used_bytes");
            sent.set(12);
            System.gc();
            assertThat(metrics.scrape()).contains("rowcast_broker_messages_sent_total 12.0\n");
        }
    }

    @ParameterizedTest
    @CsvSource({"STREAMING, 1.0", "RECONNECTING, 1.0", "STANDBY, 0.0", "STOPPED, 0.0"})
    void tellsWhoLeads(Phase phase, String leading) {
        try (Metrics metrics = new Metrics()) {
            metrics.addRelay(() -> status(phase), () -> 0);

            assertThat(metrics.scrape()).contains("rowcast_leading " + leading + "\n");
        }
    }

    private static RelayStatus status(Phase phase) {
        return new RelayStatus(phase, null, true, true, Instant.now(), null, null, Map.of(), 0, List.of(), Gaps.NONE);
    }

    @Test
    void tellsHowManyMessagesWereTooLarge() {
        try (Metrics metrics = new Metrics()) {
            metrics.addRelay(() -> status(Phase.STREAMING), () -> 3);

            System.gc();
            assertThat(metrics.scrape()).contains("rowcast_messages_oversized_total 3.0\n");
        }
    }

    private static BrokerFigures figures(long sent) {
        return new BrokerFigures(Duration.ofSeconds(1), 2, 3, 4, 5, 6, 7, 8, 10, sent, 0, 12, 13, 14, 15);
    }
}
