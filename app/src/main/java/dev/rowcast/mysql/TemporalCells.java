package dev.rowcast.mysql;

import dev.rowcast.change.Value;
import java.time.LocalDate;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Decodes dates and times into text in the shape of their type. Formats: MySQL's mysys/my_time.cc. One thread. */
final class TemporalCells {
    private static final int MAX_FRACTION_DIGITS = 6;
    private static final int SECONDS_PER_DAY = 86_400;
    private static final int PACKED_FRACTION_BITS = 24;
    private static final long PACKED_FRACTION_MASK = (1L << PACKED_FRACTION_BITS) - 1;

    private final AsciiText text;

    TemporalCells(AsciiText text) {
        this.text = text;
    }

    Value date(Cursor cursor) {
        long packed = cursor.littleEndian(3);
        text.begin();
        appendDate(packed >> 9, (packed >> 5) & 15, packed & 31);
        return text.finish();
    }

    /** Seconds since 1970, big-endian, and the fraction; zero stands for the zero date. */
    CellDecoder timestamp(int fractionDigits) {
        int fractionBytes = (fractionDigits + 1) / 2;
        return remembering(4 + fractionBytes, bits -> {
            long seconds = bits >>> (8 * fractionBytes);
            text.begin();
            if (bits == 0) {
                appendDate(0, 0, 0);
            } else {
                LocalDate day = LocalDate.ofEpochDay(seconds / SECONDS_PER_DAY);
                appendDate(day.getYear(), day.getMonthValue(), day.getDayOfMonth());
            }
            long second = seconds % SECONDS_PER_DAY;
            text.append('T');
            appendTime(second / 3600, second / 60 % 60, second % 60);
            appendFraction(micros(bits, fractionBytes), fractionDigits);
            return text.append('Z').finish();
        });
    }

    /** Five bytes, big-endian: 1 bit sign, 17 bits year * 13 + month, 5 day, 5 hour, 6 minute, 6 second; and the fraction. */
    CellDecoder datetime(int fractionDigits) {
        int fractionBytes = (fractionDigits + 1) / 2;
        return remembering(5 + fractionBytes, bits -> {
            text.begin();
            appendDateTime((bits >>> (8 * fractionBytes)) & 0x7f_ffff_ffffL, 'T');
            appendFraction(micros(bits, fractionBytes), fractionDigits);
            return text.finish();
        });
    }

    /** Rows of one statement often share their moment, and an update leaves it as it was: the last text serves again. */
    private static CellDecoder remembering(int width, LongFunction<Value> decoder) {
        return new CellDecoder() {
            private long lastBits;
            private @Nullable Value lastValue;

            @Override
            public Value decode(Cursor cursor) {
                long bits = cursor.bigEndian(width);
                Value value = lastValue;
                if (value == null || bits != lastBits) {
                    value = decoder.apply(bits);
                    lastBits = bits;
                    lastValue = value;
                }
                return value;
            }
        };
    }

    /**
     * Three bytes, big-endian, with an offset, and the fraction: together one number that is negative as a whole, so the
     * sign has to be taken before the parts.
     */
    CellDecoder time(int fractionDigits) {
        int fractionBytes = (fractionDigits + 1) / 2;
        return cursor -> {
            long whole = cursor.bigEndian(3 + fractionBytes) - (0x80_0000L << (8 * fractionBytes));
            long magnitude = Math.abs(whole);
            int micros = micros(magnitude, fractionBytes);
            text.begin();
            appendTime(whole < 0, magnitude >> (8 * fractionBytes));
            appendFraction(micros, fractionDigits);
            return text.finish();
        };
    }

    /** A DATE in the one form that JSON has for dates and times; as the server prints it there. */
    String packedDate(long packed) {
        long parts = packed >> (PACKED_FRACTION_BITS + 17);
        text.begin();
        appendDate((parts >> 5) / 13, (parts >> 5) % 13, parts & 31);
        return text.finish().toString();
    }

    /** A DATETIME or TIMESTAMP in JSON's form. */
    String packedDateTime(long packed) {
        text.begin();
        appendDateTime(packed >> PACKED_FRACTION_BITS, ' ');
        appendFraction((int) (packed & PACKED_FRACTION_MASK), MAX_FRACTION_DIGITS);
        return text.finish().toString();
    }

    /** A TIME in JSON's form. */
    String packedTime(long packed) {
        long magnitude = Math.abs(packed);
        text.begin();
        appendTime(packed < 0, magnitude >> PACKED_FRACTION_BITS);
        appendFraction((int) (magnitude & PACKED_FRACTION_MASK), MAX_FRACTION_DIGITS);
        return text.finish().toString();
    }

    /** The lowest bytes: one holds hundredths, two hold ten-thousandths, three hold millionths. */
    private static int micros(long bits, int width) {
        int stored = (int) (bits & ((1L << (8 * width)) - 1));
        return switch (width) {
            case 0 -> 0;
            case 1 -> stored * 10_000;
            case 2 -> stored * 100;
            default -> stored;
        };
    }

    /** From 17 bits year * 13 + month, 5 day, 5 hour, 6 minute, 6 second. */
    private void appendDateTime(long packed, char separator) {
        long yearMonth = packed >> 22;
        appendDate(yearMonth / 13, yearMonth % 13, (packed >> 17) & 31);
        text.append(separator);
        appendTime((packed >> 12) & 31, (packed >> 6) & 63, packed & 63);
    }

    /** From 10 bits hour, 6 minute, 6 second. */
    private void appendTime(boolean negative, long packed) {
        if (negative) {
            text.append('-');
        }
        appendTime((packed >> 12) & 1023, (packed >> 6) & 63, packed & 63);
    }

    private void appendDate(long year, long month, long day) {
        text.append(year, 4).append('-').appendTwo((int) month).append('-').appendTwo((int) day);
    }

    private void appendTime(long hour, long minute, long second) {
        text.append(hour, 2).append(':').appendTwo((int) minute).append(':').appendTwo((int) second);
    }

    private void appendFraction(int micros, int fractionDigits) {
        if (fractionDigits > 0) {
            text.append('.').append(micros, MAX_FRACTION_DIGITS).drop(MAX_FRACTION_DIGITS - fractionDigits);
        }
    }
}
