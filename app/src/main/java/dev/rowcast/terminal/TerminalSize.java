package dev.rowcast.terminal;

/**
 * The size of a terminal in characters.
 *
 * @param columns at least 1
 * @param rows at least 1
 */
public record TerminalSize(int columns, int rows) {
    /** What a terminal that does not tell is taken for. */
    public static final TerminalSize USUAL = new TerminalSize(80, 24);

    public TerminalSize {
        if (columns < 1 || rows < 1) {
            throw new IllegalArgumentException("not a size: " + columns + " x " + rows);
        }
    }
}
