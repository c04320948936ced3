package dev.rowcast.watch;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which columns are shown, and how wide.
 *
 * @param widths by column, in their order
 * @param hidden how many columns have no room
 */
record ColumnLayout(Map<String, Integer> widths, int hidden) {
    static final int GAP = 2;

    private static final int WIDEST = 40;
    private static final int NARROWEST = 6;

    ColumnLayout {
        widths = Collections.unmodifiableMap(new LinkedHashMap<>(widths));
    }

    /**
     * Gives each column what it needs if all fit; else the widest are narrowed first, and if that is not enough, the last columns
     * are left out.
     *
     * @param needed by column, in their order, from 1
     * @param columns of the terminal
     */
    static ColumnLayout fit(Map<String, Integer> needed, int columns) {
        Map<String, Integer> widths = new LinkedHashMap<>();
        needed.forEach((column, width) -> widths.put(column, Math.min(width, WIDEST)));
        int widest = WIDEST;
        while (total(widths) > columns && widest > NARROWEST) {
            widest--;
            int limit = widest;
            widths.replaceAll((column, width) -> Math.min(width, limit));
        }
        List<String> names = new ArrayList<>(widths.keySet());
        int hidden = 0;
        while (total(widths) > columns && widths.size() > 1) {
            hidden++;
            widths.remove(names.get(names.size() - hidden));
        }
        return new ColumnLayout(widths, hidden);
    }

    private static int total(Map<String, Integer> widths) {
        return widths.values().stream().mapToInt(width -> width + GAP).sum() - GAP;
    }
}
