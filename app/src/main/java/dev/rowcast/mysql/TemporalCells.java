package dev.rowcast.mysql;

import dev.rowcast.change.Value;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Decodes dates and times into text in the shape of their type. Formats: MySQL's mysys/my_time.cc. */
final class TemporalCells {
    private static final int MAX_FRACTION_DIGITS = 6;

    private TemporalCells() {}

    static Value date(Cursor cursor) {
        long packed = cursor.littleEndian(3);
        StringBuilder text = new StringBuilder(10);
        appendDate(text, packed >> 9, (packed >> 5) & 15, packed & 31);
        return new Value.Text(text.toString());
    }

    /** Seconds since 1970, big-endian, and the fraction; zero stands for the zero date. */
    static CellDecoder timestamp(int fractionDigits) {
        return cursor -> {
            long seconds = cursor.bigEndian(4);
            int micros = fraction(cursor, fractionDigits);
            StringBuilder text = new StringBuilder(27);
            if (seconds == 0 && micros == 0) {
                appendDateTime(text, LocalDateParts.ZERO);
            } else {
                appendDateTime(
                        text,
                        LocalDateParts.of(LocalDateTime.ofInstant(Instant.ofEpochSecond(seconds), ZoneOffset.UTC)));
            }
            appendFraction(text, micros, fractionDigits);
            return new Value.Text(text.append('Z').toString());
        };
    }

    /** Five bytes, big-endian: 1 bit sign, 17 bits year * 13 + month, 5 day, 5 hour, 6 minute, 6 second; and the fraction. */
    static CellDecoder datetime(int fractionDigits) {
        return cursor -> {
            long packed = cursor.bigEndian(5) & 0x7f_ffff_ffffL;
            int micros = fraction(cursor, fractionDigits);
            long yearMonth = packed >> 22;
            StringBuilder text = new StringBuilder(26);
            appendDateTime(
                    text,
                    new LocalDateParts(
                            yearMonth / 13,
                            yearMonth % 13,
                            (packed >> 17) & 31,
                            (packed >> 12) & 31,
                            (packed >> 6) & 63,
                            packed & 63));
            appendFraction(text, micros, fractionDigits);
            return new Value.Text(text.toString());
        };
    }

    /**
     * Three bytes, big-endian, with an offset, and the fraction: together one number that is negative as a whole, so the
     * sign has to be taken before the parts.
     */
    static CellDecoder time(int fractionDigits) {
        int fractionBytes = (fractionDigits + 1) / 2;
        return cursor -> {
            long whole = cursor.bigEndian(3 + fractionBytes) - (0x80_0000L << (8 * fractionBytes));
            long magnitude = Math.abs(whole);
            long packed = magnitude >> (8 * fractionBytes);
            int micros = micros((int) (magnitude & ((1L << (8 * fractionBytes)) - 1)), fractionBytes);
            StringBuilder text = new StringBuilder(17);
            text.append(whole < 0 ? "-" : "");
            appendTwo(text, (packed >> 12) & 1023);
            appendTwo(text.append(':'), (packed >> 6) & 63);
            appendTwo(text.append(':'), packed & 63);
            appendFraction(text, micros, fractionDigits);
            return new Value.Text(text.toString());
        };
    }

    private record LocalDateParts(long year, long month, long day, long hour, long minute, long second) {
        static final LocalDateParts ZERO = new LocalDateParts(0, 0, 0, 0, 0, 0);

        static LocalDateParts of(LocalDateTime at) {
            return new LocalDateParts(
                    at.getYear(), at.getMonthValue(), at.getDayOfMonth(), at.getHour(), at.getMinute(), at.getSecond());
        }
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

    private static void appendDateTime(StringBuilder text, LocalDateParts parts) {
        appendDate(text, parts.year, parts.month, parts.day);
        appendTwo(text.append('T'), parts.hour);
        appendTwo(text.append(':'), parts.minute);
        appendTwo(text.append(':'), parts.second);
    }

    private static void appendDate(StringBuilder text, long year, long month, long day) {
        String digits = Long.toString(year);
        text.append("0".repeat(Math.max(0, 4 - digits.length()))).append(digits);
        appendTwo(text.append('-'), month);
        appendTwo(text.append('-'), day);
    }

    private static void appendTwo(StringBuilder text, long number) {
        text.append(number < 10 ? "0" : "").append(number);
    }

    private static void appendFraction(StringBuilder text, int micros, int fractionDigits) {
        if (fractionDigits > 0) {
            String digits = Integer.toString(micros);
            text.append('.')
                    .append("0".repeat(MAX_FRACTION_DIGITS - digits.length()))
                    .append(digits);
            text.setLength(text.length() - (MAX_FRACTION_DIGITS - fractionDigits));
        }
    }
}
