package dev.rowcast.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/**
 * A terminal's second screen, without a cursor, until it is closed; what stood on the first one is there again then. Of a picture
 * only the lines that differ from the last one are sent. One thread.
 */
public final class AlternateScreen implements AutoCloseable {
    private static final String ESCAPE = "\u001b[";
    /** Second screen; no cursor; what is too long is cut and not wrapped. */
    private static final String ENTER = ESCAPE + "?1049h" + ESCAPE + "?25l" + ESCAPE + "?7l" + ESCAPE + "2J";

    private static final String ERASE_REST = ESCAPE + "K";
    private static final String LEAVE = ESCAPE + "?7h" + ESCAPE + "?25h" + ESCAPE + "?1049l";

    private final PrintStream terminal;
    private final boolean colours;
    private TerminalSize size = TerminalSize.USUAL;
    private List<String> drawn = List.of();
    private boolean open = true;

    private AlternateScreen(PrintStream terminal, boolean colours) {
        this.terminal = requireNonNull(terminal, "terminal is null");
        this.colours = colours;
        send(ENTER);
    }

    public static AlternateScreen enter(PrintStream terminal, boolean colours) {
        return new AlternateScreen(terminal, colours);
    }

    /**
     * Shows a picture of the whole screen.
     *
     * @param lines from the top; those that do not fit into the size are left out
     */
    public void draw(List<Line> lines, TerminalSize now) {
        StringBuilder news = new StringBuilder();
        if (!now.equals(size)) {
            size = now;
            drawn = List.of();
            news.append(ESCAPE).append("2J");
        }
        List<String> next = new ArrayList<>();
        for (int row = 0; row < size.rows(); row++) {
            String line = row < lines.size() ? drawing(lines.get(row)) : ERASE_REST;
            String before = row < drawn.size() ? drawn.get(row) : ERASE_REST;
            if (!line.equals(before)) {
                news.append(ESCAPE).append(row + 1).append(";1H").append(line);
            }
            next.add(line);
        }
        drawn = next;
        if (!news.isEmpty()) {
            send(news.toString());
        }
    }

    /** Behind a line that fills its row the cursor is still on its last character, which is not to be erased. */
    private String drawing(Line line) {
        Line fitting = line.cut(size.columns());
        return fitting.ansi(colours) + (fitting.columns() < size.columns() ? ERASE_REST : "");
    }

    private void send(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        terminal.write(bytes, 0, bytes.length);
        terminal.flush();
    }

    /** Also twice. */
    @Override
    public void close() {
        if (open) {
            open = false;
            send(LEAVE);
        }
    }
}
