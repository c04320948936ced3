package dev.rowcast.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rowcast.bench.report.Axis.Tick;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class AxisTest {

    @Test
    void equalDifferencesHaveEqualLengths() {
        Axis axis = new Axis("share", false, ticks(0, 100));

        assertThat(axis.place(25)).isCloseTo(0.25, within(1e-9));
        assertThat(axis.place(75)).isCloseTo(0.75, within(1e-9));
    }

    @Test
    void equalRatiosHaveEqualLengthsOnALogarithmicOne() {
        Axis axis = new Axis("time", true, ticks(1, 10, 100));

        assertThat(axis.place(1)).isZero();
        assertThat(axis.place(10)).isCloseTo(0.5, within(1e-9));
        assertThat(axis.place(100)).isEqualTo(1);
    }

    @Test
    void whatLiesBeyondIsDrawnAtTheEnds() {
        Axis axis = new Axis("time", true, ticks(1, 10));

        assertThat(axis.place(0)).isZero();
        assertThat(axis.place(0.5)).isZero();
        assertThat(axis.place(1_000)).isEqualTo(1);
    }

    @Test
    void refusesTicksThatMakeNoAxis() {
        assertThatThrownBy(() -> new Axis("x", false, ticks(1))).hasMessageContaining("at least two ticks");
        assertThatThrownBy(() -> new Axis("x", false, ticks(2, 1))).hasMessageContaining("do not ascend");
        assertThatThrownBy(() -> new Axis("x", true, ticks(0, 1))).hasMessageContaining("above 0");
    }

    private static List<Tick> ticks(double... values) {
        return Arrays.stream(values)
                .mapToObj(value -> new Tick(value, Double.toString(value)))
                .toList();
    }
}
