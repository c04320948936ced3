package dev.rowcast.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DistributionTest {
    private static final Distribution HUNDRED =
            Distribution.of(LongStream.rangeClosed(1, 100).map(n -> 101 - n));

    @Test
    void percentilesAreValuesThatWereMeasured() {
        assertThat(HUNDRED.percentile(0.5)).isEqualTo(Duration.ofNanos(50));
        assertThat(HUNDRED.percentile(0.99)).isEqualTo(Duration.ofNanos(99));
        assertThat(HUNDRED.percentile(0.991)).isEqualTo(Duration.ofNanos(100));
        assertThat(HUNDRED.percentile(1)).isEqualTo(Duration.ofNanos(100));
        assertThat(HUNDRED.percentile(0.001)).isEqualTo(Duration.ofNanos(1));
    }

    @Test
    void allPercentilesOfOneValueAreThatValue() {
        Distribution one = Distribution.of(LongStream.of(7));

        assertThat(one.percentile(0.01)).isEqualTo(Duration.ofNanos(7));
        assertThat(one.percentile(1)).isEqualTo(Duration.ofNanos(7));
    }

    @Test
    void theMedianOfTwoIsTheLesser() {
        assertThat(Distribution.of(LongStream.of(9, 3)).percentile(0.5)).isEqualTo(Duration.ofNanos(3));
    }

    @Test
    void refusesSharesThatAreNone() {
        for (double share : new double[] {0, -0.1, 1.01, Double.NaN}) {
            assertThatThrownBy(() -> HUNDRED.percentile(share))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("share");
        }
    }

    @Test
    void saysThatNothingWasMeasured() {
        assertThatThrownBy(() -> Distribution.of(LongStream.empty()).percentile(0.5))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("nothing was measured");
    }

    @Test
    void theLineEndsBelowTheTopWhereSomeNeverCame() {
        Distribution two = Distribution.of(LongStream.of(3_000_000, 1_000_000));

        assertThat(two.cumulative(4, 10)).containsExactly(new Point(1, 0.25), new Point(3, 0.5));
        assertThat(Distribution.of(LongStream.empty()).cumulative(4, 10)).isEmpty();
    }

    @Test
    void theLineHasAboutAsManyPointsAsAskedForAndTheLastValue() {
        List<Point> line = HUNDRED.cumulative(100, 9);

        assertThat(line).hasSizeBetween(9, 12);
        assertThat(line.get(line.size() - 1)).isEqualTo(new Point(100 / 1e6, 1));
    }

    @Test
    void noLineHasMoreValuesThanThereShouldBe() {
        assertThatThrownBy(() -> HUNDRED.cumulative(99, 10)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void mergesWhatWasMeasuredApart() {
        Distribution merged =
                Distribution.merged(List.of(Distribution.of(LongStream.of(5, 1)), Distribution.of(LongStream.of(3))));

        assertThat(merged.count()).isEqualTo(3);
        assertThat(merged.percentile(0.5)).isEqualTo(Duration.ofNanos(3));
    }
}
