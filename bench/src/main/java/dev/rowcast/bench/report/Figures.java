package dev.rowcast.bench.report;

import java.time.Duration;
import java.util.Locale;

/** Figures as people read them, alike in every locale. */
public final class Figures {
    private static final double MILLION = 1e6;

    private Figures() {}

    /** In milliseconds, from ten seconds on in seconds; with two to four digits. */
    public static String time(Duration duration) {
        double millis = duration.toNanos() / MILLION;
        if (millis < 10) {
            return String.format(Locale.ROOT, "%.1f ms", millis);
        }
        return millis < 10_000
                ? String.format(Locale.ROOT, "%,.0f ms", millis)
                : String.format(Locale.ROOT, "%.1f s", millis / 1_000);
    }

    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** Bytes in kB or MB, of powers of ten. */
    public static String bytes(long bytes) {
        return bytes < MILLION
                ? String.format(Locale.ROOT, "%,.1f kB", bytes / 1e3)
                : String.format(Locale.ROOT, "%,.1f MB", bytes / MILLION);
    }

    /** Bytes in MiB, of which there are 1,048,576 in one, as {@code -Xmx} counts them; without decimals. */
    public static String mebibytes(long bytes) {
        return String.format(Locale.ROOT, "%,.0f MiB", bytes / (double) (1 << 20));
    }

    /** Without decimals; a dash where there is nothing to take a share of. */
    public static String percent(long part, long whole) {
        return whole == 0 ? "–" : String.format(Locale.ROOT, "%.0f %%", 100.0 * part / whole);
    }
}
