package dev.rowcast.bench.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A table in Markdown: names on the left, figures on the right. One thread. */
public final class MarkdownTable {
    private final int columns;
    private final List<String> lines = new ArrayList<>();

    public MarkdownTable(String... headings) {
        columns = headings.length;
        lines.add(line(Arrays.asList(headings)));
        lines.add("|---|" + "---:|".repeat(columns - 1));
    }

    /** Adds a row, of as many cells as there are headings. */
    public MarkdownTable row(List<String> cells) {
        if (cells.size() != columns) {
            throw new IllegalArgumentException(cells + " are not " + columns + " cells");
        }
        lines.add(line(cells));
        return this;
    }

    private static String line(List<String> cells) {
        return cells.stream().map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | ", "| ", " |"));
    }

    /** Without a line break at the end. */
    @Override
    public String toString() {
        return String.join("\n", lines);
    }
}
