package dev.rowcast.bench.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rowcast.bench.report.Point;
import dev.rowcast.bench.scaling.Cost.Growth;
import dev.rowcast.bench.scaling.Cost.Unit;
import org.junit.jupiter.api.Test;

class CurveTest {
    private static final Cost TIME = new Cost("time", Unit.NANOSECONDS, Growth.LINEAR);
    private static final Cost MEMORY = new Cost("memory", Unit.BYTES, Growth.CONSTANT);

    private final Curve curve = new Curve("rows", "Rows", "rows", TIME, MEMORY);

    @Test
    void takesTheMedianOfEachSizeAndCost() {
        curve.add(100, 7, 30);
        curve.add(10, 1, 10);
        curve.add(100, 5, 50);
        curve.add(100, 6, 40);

        assertThat(curve.sizes()).containsExactly(10L, 100L);
        assertThat(curve.points(TIME)).containsExactly(new Point(10, 1), new Point(100, 6));
        assertThat(curve.points(MEMORY)).containsExactly(new Point(10, 10), new Point(100, 40));
    }

    @Test
    void expectsWhatLeadsToTheLastSize() {
        curve.add(10, 3, 10);
        curve.add(1_000, 200, 50);

        assertThat(curve.expected(TIME)).containsExactly(new Point(10, 2), new Point(1_000, 200));
        assertThat(curve.expected(MEMORY)).containsExactly(new Point(10, 50), new Point(1_000, 50));
    }

    @Test
    void tellsThePowerOfTheGrowth() {
        curve.add(10, 1, 7);
        curve.add(1_000, 10_000, 7);

        assertThat(curve.exponent(1_000, TIME)).isCloseTo(2, within(1e-9));
        assertThat(curve.exponent(1_000, MEMORY)).isZero();
    }

    @Test
    void refusesAValueTooFew() {
        assertThatThrownBy(() -> curve.add(10, 1)).hasMessage("1 values of 2 costs");
    }

    @Test
    void sizesArePowersOfTen() {
        assertThat(Sizes.powers(0, 3)).containsExactly(1L, 10L, 100L, 1_000L);
        assertThat(Sizes.powers(3, 3)).containsExactly(1_000L);
        assertThat(Sizes.powers(4, 3)).isEmpty();
    }
}
