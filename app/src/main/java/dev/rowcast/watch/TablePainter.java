package dev.rowcast.watch;

import dev.rowcast.config.NearMatch;
import dev.rowcast.terminal.Line;
import dev.rowcast.terminal.Style;
import dev.rowcast.terminal.TerminalSize;
import dev.rowcast.watch.Cell.Kind;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Turns what is known into the lines of a screen: signals, headings, rows, and a line of help. Columns do not get narrower while
 * the terminal keeps its width, so that they do not jump. One thread.
 */
final class TablePainter {
    /** The lines that are no rows. */
    static final int OTHER_LINES = 3;

    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+(\\.\\d+)?");

    private final ZoneId zone;
    private final Map<String, Integer> needed = new LinkedHashMap<>();
    private int columns;

    TablePainter(ZoneId zone) {
        this.zone = zone;
    }

    /**
     * What is to be shown.
     *
     * @param table its name
     * @param rows those that the filter shows, the newest first
     * @param known any of the rows, with the table's columns; empty if none is known
     * @param whole whether all rows of the table are kept
     */
    record Picture(
            String table,
            Signals signals,
            double changesPerSecond,
            List<WatchedRow> rows,
            Optional<WatchedRow> known,
            boolean whole,
            Viewing viewing) {}

    /** How many rows there is room for. */
    static int page(TerminalSize size) {
        return Math.max(1, size.rows() - OTHER_LINES);
    }

    /** As many lines as the screen has, none of them longer than it is wide. */
    List<Line> paint(Picture picture, TerminalSize size) {
        if (columns != size.columns()) {
            columns = size.columns();
            needed.clear();
        }
        int page = page(size);
        List<WatchedRow> shown = picture.rows().stream()
                .skip(picture.viewing().offset())
                .limit(page)
                .toList();
        shown.forEach(this::measure);
        ColumnLayout layout = ColumnLayout.fit(needed, columns);
        List<Line> lines = new ArrayList<>();
        lines.add(signals(picture));
        Set<String> numeric = numeric(layout, shown);
        lines.add(headings(layout, numeric));
        shown.forEach(
                row -> lines.add(line(row, layout, numeric, picture.signals().isLive())));
        if (shown.isEmpty()) {
            lines.add(Line.of(emptiness(picture), Style.DIM));
        }
        while (lines.size() < size.rows() - 1) {
            lines.add(Line.EMPTY);
        }
        lines.add(footer(picture, shown.size(), layout));
        return lines.stream().limit(size.rows()).map(line -> line.cut(columns)).toList();
    }

    private void measure(WatchedRow row) {
        row.cells().forEach((column, cell) -> {
            int width = Math.max(
                    1, Math.max(Line.of(column).columns(), Line.of(cell.shown()).columns()));
            needed.merge(column, width, Math::max);
        });
    }

    private Line signals(Picture picture) {
        String rate = String.format(Locale.ROOT, "%,.0f changes/s", picture.changesPerSecond());
        int count = picture.rows().size();
        String rows = String.format(
                Locale.ROOT, picture.whole() ? "%,d row%s" : "newest %,d row%s", count, count == 1 ? "" : "s");
        return Line.of(picture.table(), Style.BOLD)
                .plus("   ")
                .plus(picture.signals().line())
                .plus("   " + rate + "   " + rows);
    }

    private static Line headings(ColumnLayout layout, Set<String> numeric) {
        Line line = Line.EMPTY;
        for (Map.Entry<String, Integer> column : layout.widths().entrySet()) {
            Line name = Line.of(column.getKey(), Style.HEADING);
            line = line.plus(placed(name, column.getValue(), numeric.contains(column.getKey())))
                    .plus(" ".repeat(ColumnLayout.GAP));
        }
        return line;
    }

    private static Line line(WatchedRow row, ColumnLayout layout, Set<String> numeric, boolean live) {
        Line line = Line.EMPTY;
        for (Map.Entry<String, Integer> column : layout.widths().entrySet()) {
            Cell cell = row.cells().get(column.getKey());
            Line text = cell == null ? Line.EMPTY : Line.of(cell.shown(), style(row, column.getKey(), cell, live));
            line = line.plus(placed(text, column.getValue(), numeric.contains(column.getKey())))
                    .plus(" ".repeat(ColumnLayout.GAP));
        }
        return line;
    }

    private static Style style(WatchedRow row, String column, Cell cell, boolean live) {
        return switch (row.change()) {
            case INSERTED -> Style.NEW;
            case DELETED -> Style.GONE;
            case UPDATED -> row.changed().contains(column) ? Style.CHANGED : usual(cell, live);
            case NONE -> usual(cell, live);
        };
    }

    private static Style usual(Cell cell, boolean live) {
        return cell.kind() == Kind.NULL || !live ? Style.DIM : Style.PLAIN;
    }

    /** Numbers stand to the right. */
    private static Line placed(Line text, int width, boolean numeric) {
        return numeric ? text.fittedRight(width) : text.fitted(width);
    }

    /** The columns that show nothing but numbers, also those that come as text. */
    private static Set<String> numeric(ColumnLayout layout, List<WatchedRow> shown) {
        return layout.widths().keySet().stream()
                .filter(column -> isNumeric(column, shown))
                .collect(Collectors.toSet());
    }

    private static boolean isNumeric(String column, List<WatchedRow> shown) {
        List<Cell> values = shown.stream()
                .map(row -> row.cells().getOrDefault(column, Cell.NULL))
                .filter(cell -> cell.kind() != Kind.NULL)
                .toList();
        return !values.isEmpty()
                && values.stream().allMatch(cell -> NUMBER.matcher(cell.text()).matches());
    }

    private static String emptiness(Picture picture) {
        if (picture.known().isEmpty()) {
            return picture.signals().isLive() ? "The table has no rows." : "No rows yet.";
        }
        Map<String, Cell> row = picture.known().get().cells();
        return picture.viewing()
                .filter()
                .missingColumn(row)
                .map(column -> "There is no column " + column + NearMatch.question(column, row.keySet())
                        + " There are: " + String.join(", ", row.keySet()))
                .orElse("No row meets the filter.");
    }

    private Line footer(Picture picture, int shown, ColumnLayout layout) {
        Viewing viewing = picture.viewing();
        if (viewing.prompt() != null) {
            return Line.of("/" + viewing.prompt())
                    .plus(" ", Style.CHANGED)
                    .plus("  Enter applies, Esc leaves", Style.DIM);
        }
        Line line = viewing.isPaused() ? Line.of("PAUSED  ", Style.WAITING) : Line.EMPTY;
        String stale = picture.signals().staleness(zone);
        if (!stale.isEmpty()) {
            line = line.plus(stale + "  ", Style.BAD);
        }
        if (!viewing.filter().equals(Filter.ALL)) {
            line = line.plus("filter " + viewing.filter() + "  ", Style.BOLD);
        }
        if (shown > 0) {
            line = line.plus(String.format(Locale.ROOT, "%,d-%,d  ", viewing.offset() + 1, viewing.offset() + shown));
        }
        if (layout.hidden() > 0) {
            line = line.plus(layout.hidden() + " columns hidden  ", Style.WAITING);
        }
        return line.plus("q quit  / filter  p pause  ↑ ↓ PgUp PgDn scroll", Style.DIM);
    }
}
