package dev.rowcast.bench.report;

import java.util.Arrays;
import java.util.Locale;

/** Collects the lines of an SVG document. One thread. */
final class SvgText {
    private final StringBuilder text = new StringBuilder();

    /** Adds a line: texts among the values are escaped, numbers have points whatever the locale. */
    void line(String format, Object... values) {
        Object[] safe = Arrays.stream(values)
                .map(value -> value instanceof String string ? escaped(string) : value)
                .toArray();
        text.append(String.format(Locale.ROOT, format, safe)).append('\n');
    }

    private static String escaped(String value) {
        return value.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
