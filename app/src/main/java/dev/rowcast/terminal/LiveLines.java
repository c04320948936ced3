package dev.rowcast.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;

/**
 * Lines that stay at the bottom of a terminal, below all that the process prints meanwhile: what is printed goes through {@link
 * #above}, which takes them away and puts them back in one write. Any thread.
 */
public final class LiveLines implements AutoCloseable {
    private static final String ESCAPE = "\u001b[";
    private static final String ERASE_LINE_REST = ESCAPE + "K";
    private static final String ERASE_SCREEN_REST = ESCAPE + "J";

    private final PrintStream terminal;
    private final IntSupplier columns;
    private final boolean colours;

    private List<Line> lines = List.of();
    /** What stands on the screen, the cursor behind it. */
    private List<Line> drawn = List.of();
    /** Whether what was printed ended with a line, so that there is room for ours. */
    private boolean free = true;

    /**
     * No lines yet.
     *
     * @param columns of the terminal, asked for at each drawing
     */
    public LiveLines(PrintStream terminal, IntSupplier columns, boolean colours) {
        this.terminal = requireNonNull(terminal, "terminal is null");
        this.columns = requireNonNull(columns, "columns is null");
        this.colours = colours;
    }

    /** Replaces the lines; those that are too long are cut. */
    public synchronized void show(List<Line> next) {
        lines = List.copyOf(next);
        if (free) {
            List<Line> fitting = fitting();
            if (!fitting.equals(drawn)) {
                byte[] bytes = (toFirst() + drawing(fitting)).getBytes(UTF_8);
                drawn = fitting;
                terminal.write(bytes, 0, bytes.length);
                terminal.flush();
            }
        }
    }

    /** A stream to the same terminal for all that is to be printed above the lines. */
    public OutputStream above(OutputStream target) {
        return new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                write(new byte[] {(byte) octet}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                print(target, bytes, offset, length);
            }

            @Override
            public void flush() throws IOException {
                target.flush();
            }
        };
    }

    private synchronized void print(OutputStream target, byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return;
        }
        boolean ends = bytes[offset + length - 1] == '\n';
        byte[] before = drawn.isEmpty() ? new byte[0] : (toFirst() + ERASE_SCREEN_REST).getBytes(UTF_8);
        drawn = ends ? fitting() : List.of();
        free = ends;
        byte[] after = drawn.isEmpty() ? new byte[0] : drawing(drawn).getBytes(UTF_8);
        byte[] all = new byte[before.length + length + after.length];
        System.arraycopy(before, 0, all, 0, before.length);
        System.arraycopy(bytes, offset, all, before.length, length);
        System.arraycopy(after, 0, all, before.length + length, after.length);
        target.write(all);
        target.flush();
    }

    /** One column short of the full width, beyond which terminals differ in where the cursor is. */
    private List<Line> fitting() {
        int width = Math.max(1, columns.getAsInt() - 1);
        return lines.stream().map(line -> line.cut(width)).toList();
    }

    private String drawing(List<Line> fitting) {
        List<String> rows = new ArrayList<>();
        fitting.forEach(line -> rows.add(line.ansi(colours) + ERASE_LINE_REST));
        return String.join("\r\n", rows) + ERASE_SCREEN_REST;
    }

    /** To the first column of the first line; a terminal that was made narrower meanwhile has wrapped them. */
    private String toFirst() {
        int width = Math.max(1, columns.getAsInt());
        int rows = drawn.stream()
                .mapToInt(line -> Math.max(1, (line.columns() + width - 1) / width))
                .sum();
        return "\r" + (rows > 1 ? ESCAPE + (rows - 1) + "A" : "");
    }

    /** Takes the lines away; what is printed above them is then printed where it comes. */
    @Override
    public synchronized void close() {
        show(List.of());
    }
}
