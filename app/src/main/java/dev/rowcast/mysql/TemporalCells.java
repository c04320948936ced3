package dev.rowcast.mysql;

import dev.rowcast.change.Value;
import java.time.LocalDate;

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
        text.clear();
        appendDate(packed >> 9, (packed >> 5) & 15, packed & 31);
        return new Value.Text(text.toString());
    }

    /** Seconds since 1970, big-endian, and the fraction; zero stands for the zero date. */
    CellDecoder timestamp(int fractionDigits) {
        return cursor -> {
            long seconds = cursor.bigEndian(4);
            int micros = fraction(cursor, fractionDigits);
            text.clear();
            if (seconds == 0 && micros == 0) {
                appendDate(0, 0, 0);
            } else {
                LocalDate day = LocalDate.ofEpochDay(seconds / SECONDS_PER_DAY);
                appendDate(day.getYear(), day.getMonthValue(), day.getDayOfMonth());
            }
            long second = seconds % SECONDS_PER_DAY;
            text.append('T');
            appendTime(second / 3600, second / 60 % 60, second % 60);
            appendFraction(micros, fractionDigits);
            return new Value.Text(text.append('Z').toString());
        };
    }

    /** Five bytes, big-endian: 1 bit sign, 17 bits year * 13 + month, 5 day, 5 hour, 6 minute, 6 second; and the fraction. */
    CellDecoder datetime(int fractionDigits) {
        return cursor -> {
            long packed = cursor.bigEndian(5) & 0x7f_ffff_ffffL;
            int micros = fraction(cursor, fractionDigits);
            text.clear();
            appendDateTime(packed, 'T');
            appendFraction(micros, fractionDigits);
            return new Value.Text(text.toString());
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
            int micros = micros((int) (magnitude & ((1L << (8 * fractionBytes)) - 1)), fractionBytes);
            text.clear();
            appendTime(whole < 0, magnitude >> (8 * fractionBytes));
            appendFraction(micros, fractionDigits);
            return new Value.Text(text.toString());
        };
    }

    /** A DATE in the one form that JSON has for dates and times; as the server prints it there. */
    String packedDate(long packed) {
        long parts = packed >> (PACKED_FRACTION_BITS + 17);
        text.clear();
        appendDate((parts >> 5) / 13, (parts >> 5) % 13, parts & 31);
        return text.toString();
    }

    /** A DATETIME or TIMESTAMP in JSON's form. */
    String packedDateTime(long packed) {
        text.clear();
        appendDateTime(packed >> PACKED_FRACTION_BITS, ' ');
        appendFraction((int) (packed & PACKED_FRACTION_MASK), MAX_FRACTION_DIGITS);
        return text.toString();
    }

    /** A TIME in JSON's form. */
    String packedTime(long packed) {
        long magnitude = Math.abs(packed);
        text.clear();
        appendTime(packed < 0, magnitude >> PACKED_FRACTION_BITS);
        appendFraction((int) (magnitude & PACKED_FRACTION_MASK), MAX_FRACTION_DIGITS);
        return text.toString();
    }

    private static int fraction(Cursor cursor, int fractionDigits) {
        int width = (fractionDigits + 1) / 2;
        return micros((int) cursor.bigEndian(width), width);
    }

    /** One byte holds hundredths, two hold ten-thousandths, three hold millionths. */
    private static int micros(int stored, int width) {
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
        text.append(year, 4).append('-').append(month, 2).append('-').append(day, 2);
    }

    private void appendTime(long hour, long minute, long second) {
        text.append(hour, 2).append(':').append(minute, 2).append(':').append(second, 2);
    }

    private void appendFraction(int micros, int fractionDigits) {
        if (fractionDigits > 0) {
            text.append('.').append(micros, MAX_FRACTION_DIGITS).drop(MAX_FRACTION_DIGITS - fractionDigits);
        }
    }
}
