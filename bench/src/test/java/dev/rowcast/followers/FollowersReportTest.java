package dev.rowcast.followers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.bench.report.Distribution;
import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FollowersReportTest {
    @Test
    void tellsWhatEachClientCostsAndHowLongChangesTake() {
        FollowersReport report = new FollowersReport(
                "Measured here",
                10_000,
                Duration.ofSeconds(7),
                93_000_000,
                280_000_000,
                Distribution.of(LongStream.of(4_400_000, 13_600_000)),
                1_000,
                Distribution.of(LongStream.of(43_000_000)));

        assertThat(report.markdown())
                .startsWith("Measured here.\n\n")
                .contains("| 10,000 clients connected, subscribed and served | 7,000 ms |")
                .contains("| memory of Rowcast per client | 9.3 kB of heap, 28.0 kB resident |")
                .contains("| a change to its one follower (2 changes) | p50 4.4 ms, p99 14 ms |")
                .contains("| a change to the last of 1,000 followers (1 changes) | p50 43 ms, p99 43 ms |");
    }
}
