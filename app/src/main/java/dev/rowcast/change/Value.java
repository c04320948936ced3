package dev.rowcast.change;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One column's value, in the shape that its payload will have. A value read from the binlog and the same value read by a
 * snapshot are equal, so what is published does not depend on how it was read.
 */
public sealed interface Value {

    /** SQL NULL. */
    enum Null implements Value {
        NULL
    }

    /** Integers up to 64 bits signed, and YEAR. */
    record Int(long value) implements Value {
        private static final Int[] SMALL = new Int[1_024];

        static {
            for (int i = 0; i < SMALL.length; i++) {
                SMALL[i] = new Int(i);
            }
        }

        /** As the constructor, but small numbers share one object each. */
        public static Int of(long value) {
            return value >= 0 && value < SMALL.length ? SMALL[(int) value] : new Int(value);
        }
    }

    /** Unsigned integers beyond {@link Long#MAX_VALUE}. */
    record BigInt(BigInteger value) implements Value {
        public BigInt {
            requireNonNull(value, "value is null");
        }
    }

    /** FLOAT; always finite, as MySQL stores no other. */
    record Float32(float value) implements Value {}

    /** DOUBLE; always finite, as MySQL stores no other. */
    record Float64(double value) implements Value {}

    /** BIT(1). */
    record Bool(boolean value) implements Value {}

    /**
     * Characters, DECIMAL with its scale, ENUM's label, UUID and INET, and dates and times in the shape of their type: well-formed
     * UTF-8 in a part of an array. The array may be shared with other values, and is never changed.
     */
    @SuppressWarnings("ArrayRecordComponent") // equality is that of the text
    record Text(byte[] array, int start, int length) implements Value {
        public Text {
            requireNonNull(array, "array is null");
            Objects.checkFromIndexSize(start, length, array.length);
        }

        public Text(String text) {
            this(text.getBytes(UTF_8));
        }

        private Text(byte[] utf8) {
            this(utf8, 0, utf8.length);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Text text
                    && Arrays.equals(array, start, start + length, text.array, text.start, text.start + text.length);
        }

        @Override
        public int hashCode() {
            return ByteBuffer.wrap(array, start, length).hashCode();
        }

        @Override
        public String toString() {
            return new String(array, start, length, UTF_8);
        }
    }

    /** BINARY (padded to its length), VARBINARY and BLOB. The array is shared, never changed. */
    @SuppressWarnings("ArrayRecordComponent") // identity equality is not used: payloads are compared
    record Bytes(byte[] value) implements Value {
        public Bytes {
            requireNonNull(value, "value is null");
        }
    }

    /** SET: the labels in the column's order. */
    record Labels(List<String> value) implements Value {
        public Labels {
            value = List.copyOf(value);
        }
    }

    /** JSON: a document as compact text, its numbers digit for digit as the server prints them. */
    record Json(String text) implements Value {
        public Json {
            requireNonNull(text, "text is null");
        }
    }

    /** GEOMETRY: the spatial reference system's number, and well-known binary, longitude first. Shared, never changed. */
    @SuppressWarnings("ArrayRecordComponent") // payloads are compared
    record Geometry(long srid, byte[] wkb) implements Value {
        public Geometry {
            requireNonNull(wkb, "wkb is null");
        }
    }

    /** VECTOR: finite numbers. Shared, never changed. */
    @SuppressWarnings("ArrayRecordComponent") // payloads are compared
    record Vector(float[] numbers) implements Value {
        public Vector {
            requireNonNull(numbers, "numbers is null");
        }
    }
}
