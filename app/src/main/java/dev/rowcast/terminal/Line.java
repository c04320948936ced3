package dev.rowcast.terminal;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A line for a terminal: text in styles, in which nothing is left that a terminal would obey. */
public record Line(List<Span> spans) {
    public static final Line EMPTY = new Line(List.of());

    public Line {
        spans = List.copyOf(spans);
    }

    /**
     * A piece of it.
     *
     * @param text made {@linkplain Printable printable}
     */
    public record Span(String text, Style style) {
        public Span {
            text = Printable.of(text);
            requireNonNull(style, "style is null");
        }
    }

    public static Line of(String text, Style style) {
        return EMPTY.plus(text, style);
    }

    public static Line of(String text) {
        return of(text, Style.PLAIN);
    }

    public Line plus(String text, Style style) {
        return plus(of(new Span(text, style)));
    }

    public Line plus(String text) {
        return plus(text, Style.PLAIN);
    }

    private static Line of(Span span) {
        return new Line(List.of(span));
    }

    public Line plus(Line more) {
        List<Span> all = new ArrayList<>(spans);
        all.addAll(more.spans);
        return new Line(all);
    }

    /** How many columns it takes. */
    public int columns() {
        return spans.stream().mapToInt(span -> Columns.of(span.text())).sum();
    }

    /** The line, or its beginning where it is longer. */
    public Line cut(int columns) {
        if (columns() <= columns) {
            return this;
        }
        List<Span> kept = new ArrayList<>();
        int left = columns;
        for (Span span : spans) {
            String text = Columns.cut(span.text(), left);
            kept.add(new Span(text, span.style()));
            left -= Columns.of(text);
            if (!text.equals(span.text())) {
                break;
            }
        }
        return new Line(kept);
    }

    /** The line, cut or filled with spaces behind it. */
    public Line fitted(int columns) {
        Line cut = cut(columns);
        return cut.plus(" ".repeat(columns - cut.columns()));
    }

    /** The line, cut or filled with spaces ahead of it. */
    public Line fittedRight(int columns) {
        Line cut = cut(columns);
        return of(" ".repeat(columns - cut.columns())).plus(cut);
    }

    /** Without styles. */
    public String text() {
        return spans.stream().map(Span::text).collect(Collectors.joining());
    }

    /** With escape sequences for its styles, and none else. */
    public String ansi(boolean colours) {
        return spans.stream()
                .map(span -> span.style().applied(span.text(), colours))
                .collect(Collectors.joining());
    }
}
