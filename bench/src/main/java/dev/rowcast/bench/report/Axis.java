package dev.rowcast.bench.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.DoubleFunction;

/**
 * From the first tick to the last.
 *
 * @param label what it shows, with the unit
 * @param logarithmic whether equal ratios, and not equal differences, have equal lengths
 * @param ticks ascending, at least two; above 0 on a logarithmic axis
 */
public record Axis(String label, boolean logarithmic, List<Tick> ticks) {

    /** A value and the text beside it. */
    public record Tick(double value, String label) {}

    public Axis {
        ticks = List.copyOf(ticks);
        if (ticks.size() < 2) {
            throw new IllegalArgumentException("an axis has at least two ticks, not " + ticks);
        }
        for (int i = 1; i < ticks.size(); i++) {
            if (ticks.get(i - 1).value() >= ticks.get(i).value()) {
                throw new IllegalArgumentException("ticks do not ascend: " + ticks);
            }
        }
        if (logarithmic && ticks.get(0).value() <= 0) {
            throw new IllegalArgumentException("a logarithmic axis begins above 0: " + ticks);
        }
    }

    /**
     * One with a tick at each power of ten, from the last one that no value is below to the first one that none is above.
     *
     * @param values what is to be shown; those that are not above 0 are drawn at the beginning
     * @param text beside each tick, of its value
     */
    public static Axis logarithmic(String label, Collection<Double> values, DoubleFunction<String> text) {
        List<Double> exponents = values.stream()
                .filter(value -> value > 0)
                .map(Math::log10)
                .sorted()
                .toList();
        if (exponents.isEmpty()) {
            throw new IllegalArgumentException("no value for the logarithmic axis '" + label + "' is above 0");
        }
        int first = (int) Math.floor(exponents.get(0));
        int last = (int) Math.ceil(exponents.get(exponents.size() - 1));
        List<Tick> ticks = new ArrayList<>();
        for (int exponent = first; exponent <= Math.max(last, first + 1); exponent++) {
            double value = Math.pow(10, exponent);
            ticks.add(new Tick(value, text.apply(value)));
        }
        return new Axis(label, true, ticks);
    }

    /**
     * One from 0 in equal, round steps: four to eight of them, to the first that the value is not above.
     *
     * @param most that is to be shown, above 0
     * @param text beside each tick, of its value
     */
    public static Axis linear(String label, double most, DoubleFunction<String> text) {
        if (!(most > 0)) {
            throw new IllegalArgumentException("no value for the axis '" + label + "' is above 0");
        }
        double power = Math.pow(10, Math.floor(Math.log10(most)));
        double digits = most / power;
        double step = digits <= 2 ? power / 4 : digits <= 4 ? power / 2 : digits <= 8 ? power : 2 * power;
        List<Tick> ticks = new ArrayList<>();
        for (int i = 0; i <= (int) Math.ceil(most / step); i++) {
            ticks.add(new Tick(i * step, text.apply(i * step)));
        }
        return new Axis(label, false, ticks);
    }

    /** From 0, the axis' beginning, to 1, its end; what lies beyond them is drawn at them. */
    double place(double value) {
        double from = scaled(ticks.get(0).value());
        double to = scaled(ticks.get(ticks.size() - 1).value());
        return Math.max(0, Math.min(1, (scaled(value) - from) / (to - from)));
    }

    private double scaled(double value) {
        return logarithmic ? Math.log10(Math.max(value, Double.MIN_VALUE)) : value;
    }
}
