package dev.rowcast.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DurationHistogramTest {
    private final DurationHistogram histogram = new DurationHistogram();

    @Test
    void itsBoundsReachFromAMillisecondToAMinute() {
        assertThat(DurationHistogram.BOUNDS)
                .isSorted()
                .startsWith(Duration.ofMillis(1))
                .endsWith(Duration.ofSeconds(60));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1000000, 0", "1000001, 1", "2500000, 1", "60000000000, 14", "60000000001, 15"})
    void aDurationCountsUpToItsBoundInclusive(long nanos, int range) {
        histogram.record(nanos);

        assertThat(histogram.recorded().ranges().get(range)).isEqualTo(1);
        assertThat(histogram.recorded().count()).isEqualTo(1);
        assertThat(histogram.recorded().sum()).isEqualTo(Duration.ofNanos(nanos));
    }

    @Test
    void whatClocksThatDifferMakeNegativeCountsAsNothing() {
        histogram.record(-5);
        histogram.record(7);

        assertThat(histogram.recorded().ranges().get(0)).isEqualTo(2);
        assertThat(histogram.recorded().sum()).isEqualTo(Duration.ofNanos(7));
    }
}
