package dev.rowcast.message;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Times as text in UTC, always of one length, also from servers that log whole seconds. Any thread. */
public final class Timestamps {
    private static final String SHAPE = "0000-00-00T00:00:00.000000Z";
    private static final int MOST_YEARS = 9_999;

    private Timestamps() {}

    /** For instance {@code 2026-11-20T09:12:00.123456Z}; what is below a microsecond is cut off. */
    public static String microseconds(Instant instant) {
        LocalDateTime time = LocalDateTime.ofEpochSecond(instant.getEpochSecond(), instant.getNano(), ZoneOffset.UTC);
        if (time.getYear() < 0 || time.getYear() > MOST_YEARS) {
            throw new IllegalArgumentException("the year has not four digits: " + instant);
        }
        char[] text = SHAPE.toCharArray();
        write(text, 4, time.getYear());
        write(text, 7, time.getMonthValue());
        write(text, 10, time.getDayOfMonth());
        write(text, 13, time.getHour());
        write(text, 16, time.getMinute());
        write(text, 19, time.getSecond());
        write(text, 26, time.getNano() / 1_000);
        return new String(text);
    }

    /** Over the zeros that end there. */
    private static void write(char[] text, int end, int number) {
        int rest = number;
        for (int i = end - 1; rest > 0; i--) {
            text[i] = (char) ('0' + rest % 10);
            rest /= 10;
        }
    }
}
