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
    void powersOfTenEncloseAllValues() {
        assertThat(labels(List.of(30.0, 4_000.0, 10.0))).containsExactly("10.0", "100.0", "1000.0", "10000.0");
        assertThat(labels(List.of(0.5, 1.0))).containsExactly("0.1", "1.0");
    }

    @Test
    void oneValueIsEnoughForPowersOfTen() {
        assertThat(labels(List.of(1_000.0))).containsExactly("1000.0", "10000.0");
        assertThat(labels(List.of(20.0))).containsExactly("10.0", "100.0");
    }

    @Test
    void whatHasNoLogarithmIsDrawnAtTheBeginning() {
        Axis axis = Axis.logarithmic("time", List.of(0.0, -1.0, 5.0), Double::toString);

        assertThat(axis.ticks()).extracting(Tick::label).containsExactly("1.0", "10.0");
        assertThat(axis.place(0)).isZero();
        assertThat(axis.place(-1)).isZero();
        assertThatThrownBy(() -> Axis.logarithmic("time", List.of(0.0), Double::toString))
                .hasMessageContaining("no value for the logarithmic axis 'time'");
    }

    @Test
    void roundStepsLeadFromZeroToTheMost() {
        assertThat(Axis.linear("rows", 1_000_000, value -> String.format("%.0f", value))
                        .ticks())
                .extracting(Tick::label)
                .containsExactly("0", "250000", "500000", "750000", "1000000");
        assertThat(Axis.linear("s", 4.2, Double::toString).ticks())
                .extracting(Tick::value)
                .containsExactly(0.0, 1.0, 2.0, 3.0, 4.0, 5.0);
        assertThat(Axis.linear("MB", 270, Double::toString).ticks())
                .extracting(Tick::value)
                .containsExactly(0.0, 50.0, 100.0, 150.0, 200.0, 250.0, 300.0);
        assertThatThrownBy(() -> Axis.linear("s", 0, Double::toString))
                .hasMessageContaining("no value for the axis 's' is above 0");
    }

    private static List<String> labels(List<Double> values) {
        return Axis.logarithmic("time", values, Double::toString).ticks().stream()
                .map(Tick::label)
                .toList();
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
