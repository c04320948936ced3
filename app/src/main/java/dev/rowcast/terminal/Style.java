package dev.rowcast.terminal;

/** What text looks like, by what it means. */
public enum Style {
    PLAIN("", ""),
    BOLD("1", "1"),
    DIM("2", "2"),
    HEADING("1;4", "1;4"),
    GOOD("32", ""),
    WAITING("33", ""),
    BAD("1;31", "1"),
    /** Has just come. */
    NEW("32", "1"),
    /** Has just changed. */
    CHANGED("1;30;43", "7"),
    /** Has just gone. */
    GONE("9;31", "9");

    private final String coloured;
    private final String colourless;

    /** Parameters of SGR (ECMA-48, 8.3.117), where colours are wanted and where not. */
    Style(String coloured, String colourless) {
        this.coloured = coloured;
        this.colourless = colourless;
    }

    /** The text as a terminal shall get it. */
    String applied(String text, boolean colours) {
        String parameters = colours ? coloured : colourless;
        return parameters.isEmpty() || text.isEmpty() ? text : "\u001b[" + parameters + "m" + text + "\u001b[0m";
    }
}
