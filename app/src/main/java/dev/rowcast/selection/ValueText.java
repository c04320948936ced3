package dev.rowcast.selection;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rowcast.change.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A value as one text, by rules that no version of Java changes. */
final class ValueText {
    private ValueText() {}

    /**
     * Texts (DECIMAL, dates and ENUM too) as they are, numbers as decimal digits, exact and without trailing zeros, a SET's
     * labels joined by commas, binary values as they are.
     */
    static byte[] bytes(Value value) {
        if (value instanceof Value.Text text) {
            return Arrays.copyOfRange(text.array(), text.start(), text.start() + text.length());
        }
        if (value instanceof Value.Bytes bytes) {
            return bytes.value();
        }
        if (value instanceof Value.Geometry geometry) {
            return geometry.wkb();
        }
        return text(value).getBytes(UTF_8);
    }

    private static String text(Value value) {
        if (value instanceof Value.Int number) {
            return Long.toString(number.value());
        }
        if (value instanceof Value.BigInt number) {
            return number.value().toString();
        }
        if (value instanceof Value.Float32 number) {
            return exact(number.value());
        }
        if (value instanceof Value.Float64 number) {
            return exact(number.value());
        }
        if (value instanceof Value.Bool bool) {
            return bool.value() ? "1" : "0";
        }
        if (value instanceof Value.Json json) {
            return json.text();
        }
        if (value instanceof Value.Labels labels) {
            return String.join(",", labels.value());
        }
        if (value instanceof Value.Vector vector) {
            List<String> numbers = new ArrayList<>();
            for (float number : vector.numbers()) {
                numbers.add(exact(number));
            }
            return String.join(",", numbers);
        }
        throw new IllegalArgumentException("no text: " + value);
    }

    private static String exact(double number) {
        return number == 0 ? "0" : new BigDecimal(number).stripTrailingZeros().toPlainString();
    }
}
