package dev.rowcast.selection;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rowcast.change.Value;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A value that has an order: NULL, a number, or a text. */
sealed interface Scalar {
    Pattern DECIMAL = Pattern.compile("-?[0-9]{1,100}(\\.[0-9]{1,100})?");

    /** NULL. */
    enum Null implements Scalar {
        NULL
    }

    /** A number, exact. */
    record Numeral(BigDecimal value) implements Scalar {}

    /** Characters, DECIMAL, dates and times. */
    record Text(Value.Text value) implements Scalar {
        Text(String text) {
            this(new Value.Text(text));
        }
    }

    /** A column's value as one; null if values of its kind have no order. */
    static @Nullable Scalar of(Value value) {
        if (value instanceof Value.Text text) {
            return new Text(text);
        }
        if (value instanceof Value.Int number) {
            return new Numeral(BigDecimal.valueOf(number.value()));
        }
        if (value instanceof Value.Null) {
            return Null.NULL;
        }
        if (value instanceof Value.Bool bool) {
            return new Numeral(bool.value() ? BigDecimal.ONE : BigDecimal.ZERO);
        }
        if (value instanceof Value.BigInt number) {
            return new Numeral(new BigDecimal(number.value()));
        }
        if (value instanceof Value.Float32 number) {
            // As the number that it is published as: 0.1 and not 0.100000001490116….
            return new Numeral(new BigDecimal(Float.toString(number.value())));
        }
        return value instanceof Value.Float64 number ? new Numeral(BigDecimal.valueOf(number.value())) : null;
    }

    /**
     * Numbers by their value, texts by their code points (which is the order of UTF-8's bytes). A text that is compared with a
     * number counts as the number that it reads as, as DECIMAL does; if it reads as none, and where one is NULL, there is no
     * order.
     */
    static OptionalInt compare(Scalar left, Scalar right) {
        if (left instanceof Text one && right instanceof Text other) {
            return OptionalInt.of(compare(one.value(), other.value()));
        }
        BigDecimal number = number(left);
        BigDecimal other = number(right);
        return number == null || other == null ? OptionalInt.empty() : OptionalInt.of(number.compareTo(other));
    }

    private static int compare(Value.Text one, Value.Text other) {
        return Arrays.compareUnsigned(
                one.array(),
                one.start(),
                one.start() + one.length(),
                other.array(),
                other.start(),
                other.start() + other.length());
    }

    private static @Nullable BigDecimal number(Scalar scalar) {
        if (scalar instanceof Numeral number) {
            return number.value();
        }
        if (scalar instanceof Text text) {
            String digits = new String(
                    text.value().array(), text.value().start(), text.value().length(), UTF_8);
            return DECIMAL.matcher(digits).matches() ? new BigDecimal(digits) : null;
        }
        return null;
    }
}
