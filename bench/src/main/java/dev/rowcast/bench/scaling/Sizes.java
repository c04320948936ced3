package dev.rowcast.bench.scaling;

import java.util.List;
import java.util.stream.IntStream;

/** How much work there is. */
final class Sizes {
    private Sizes() {}

    /** All powers of ten from one to another; none if the first is the greater. */
    static List<Long> powers(int firstExponent, int lastExponent) {
        return IntStream.rangeClosed(firstExponent, lastExponent)
                .mapToObj(exponent -> Math.round(Math.pow(10, exponent)))
                .toList();
    }
}
