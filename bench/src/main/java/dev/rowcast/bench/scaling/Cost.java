package dev.rowcast.bench.scaling;

import dev.rowcast.bench.report.Figures;
import java.time.Duration;
import java.util.Locale;

/**
 * What is paid.
 *
 * @param growth that it should not exceed
 */
record Cost(String name, Unit unit, Growth growth) {

    /** What values of a cost are. */
    enum Unit {
        NANOSECONDS,
        BYTES;

        /** In tables. */
        String text(double value) {
            if (this == BYTES) {
                return Figures.mebibytes(Math.round(value));
            }
            return value < 1e6 ? micros(value) : Figures.time(Duration.ofNanos(Math.round(value)));
        }

        private static String micros(double nanos) {
            return String.format(Locale.ROOT, "%,.1f µs", nanos / 1e3);
        }

        /** Beside a tick, as short as it can be. */
        String tick(double value) {
            if (this == BYTES) {
                return brief(value / (1 << 20)) + " MiB";
            }
            if (value < 1e6) {
                return brief(value / 1e3) + " µs";
            }
            return value < 1e9 ? brief(value / 1e6) + " ms" : brief(value / 1e9) + " s";
        }

        /** What a tick's value is a power of ten of. */
        double one() {
            return this == BYTES ? 1 << 20 : 1;
        }

        private static String brief(double value) {
            return value < 1 ? Double.toString(value) : String.format(Locale.ROOT, "%,.0f", value);
        }
    }

    /** How a cost grows with the work. */
    enum Growth {
        LINEAR("linear"),
        CONSTANT("constant");

        private final String words;

        Growth(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }

        /** What is to be had at one size, from what was had at another. */
        double expected(double value, long size, long otherSize) {
            return this == LINEAR ? value * otherSize / size : value;
        }
    }
}
