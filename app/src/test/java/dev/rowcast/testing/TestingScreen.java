package dev.rowcast.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a terminal makes of the bytes that it is sent: as much of ECMA-48 and xterm as Rowcast uses. Anything else fails, for it
 * must have come from elsewhere. All characters are one column wide. Any thread.
 */
public final class TestingScreen {
    private static final Pattern SEQUENCE = Pattern.compile("\u001b\\[(\\??[0-9;]*)([A-Za-z])");

    private final int columns;
    private final int rows;
    private final Set<String> modes = new HashSet<>();
    private final StringBuilder unread = new StringBuilder();
    private char[][] cells;
    private char[][] first = new char[0][0];
    private String[][] styles;
    private String style = "";
    private int row;
    private int column;
    private int[] cursorOfFirst = {0, 0};

    public TestingScreen(int columns, int rows) {
        this.columns = columns;
        this.rows = rows;
        cells = blank();
        styles = new String[rows][columns];
    }

    /** Whole characters only. */
    public synchronized void feed(byte[] bytes) {
        unread.append(new String(bytes, UTF_8));
        int place = 0;
        while (place < unread.length()) {
            char next = unread.charAt(place);
            if (next == 0x1b) {
                Matcher matcher = SEQUENCE.matcher(unread);
                if (!matcher.region(place, unread.length()).lookingAt()) {
                    if (unread.length() - place > 16) {
                        throw new AssertionError("no sequence: " + unread.substring(place, place + 16));
                    }
                    break;
                }
                obey(matcher.group(1), matcher.group(2).charAt(0));
                place = matcher.end();
            } else {
                print(next);
                place++;
            }
        }
        unread.delete(0, place);
    }

    private void print(char character) {
        switch (character) {
            case '\r' -> column = 0;
            case '\n' -> {
                if (row == rows - 1) {
                    System.arraycopy(cells, 1, cells, 0, rows - 1);
                    System.arraycopy(styles, 1, styles, 0, rows - 1);
                    cells[row] = blankRow();
                    styles[row] = new String[columns];
                } else {
                    row++;
                }
            }
            case '\b' -> column = Math.max(0, column - 1);
            default -> {
                if (Character.isISOControl(character)) {
                    throw new AssertionError("a control character: " + (int) character);
                }
                if (column == columns && !modes.contains("?7l")) {
                    column = 0;
                    print('\n');
                }
                int place = Math.min(column, columns - 1);
                cells[row][place] = character;
                styles[row][place] = style;
                column = Math.min(columns, column + 1);
            }
        }
    }

    private void obey(String parameters, char command) {
        switch (command) {
            case 'm' -> style = parameters.equals("0") ? "" : parameters;
            case 'K' -> Arrays.fill(cells[row], Math.min(column, columns - 1), columns, ' ');
            case 'A' -> row = Math.max(0, row - number(parameters));
            case 'J' -> erase(parameters);
            case 'H' -> {
                String[] place = parameters.split(";", -1);
                row = number(place[0]) - 1;
                column = place.length > 1 ? number(place[1]) - 1 : 0;
            }
            case 'h', 'l' -> switchMode(parameters, command);
            default -> throw new AssertionError("an unknown sequence: " + parameters + command);
        }
    }

    private static int number(String parameter) {
        return parameter.isEmpty() ? 1 : Integer.parseInt(parameter);
    }

    private void erase(String parameters) {
        if (parameters.equals("2")) {
            cells = blank();
        } else {
            Arrays.fill(cells[row], Math.min(column, columns - 1), columns, ' ');
            for (int below = row + 1; below < rows; below++) {
                cells[below] = blankRow();
            }
        }
    }

    private void switchMode(String mode, char command) {
        modes.remove(mode + (command == 'h' ? 'l' : 'h'));
        modes.add(mode + command);
        if (mode.equals("?1049") && command == 'h') {
            first = cells;
            cursorOfFirst = new int[] {row, column};
            cells = blank();
        } else if (mode.equals("?1049")) {
            cells = first;
            row = cursorOfFirst[0];
            column = cursorOfFirst[1];
        }
    }

    private char[][] blank() {
        char[][] blank = new char[rows][];
        Arrays.setAll(blank, ignored -> blankRow());
        return blank;
    }

    private char[] blankRow() {
        char[] blank = new char[columns];
        Arrays.fill(blank, ' ');
        return blank;
    }

    /** What can be read, from the top, without spaces at the ends of lines. */
    public synchronized List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (char[] cell : cells) {
            lines.add(new String(cell).stripTrailing());
        }
        return lines;
    }

    /** The parameters of SGR with which the first occurrence of the text is shown; empty for none. */
    public synchronized String styleOf(String text) {
        for (int line = 0; line < rows; line++) {
            int place = new String(cells[line]).indexOf(text);
            if (place >= 0) {
                String found = styles[line][place];
                return found == null ? "" : found;
            }
        }
        throw new AssertionError("'" + text + "' is not shown:\n" + this);
    }

    /** Whether the second screen is shown. */
    public synchronized boolean isAlternate() {
        return modes.contains("?1049h");
    }

    /** Whether there is a cursor, and long lines are wrapped. */
    public synchronized boolean isAsUsual() {
        return !modes.contains("?1049h") && !modes.contains("?25l") && !modes.contains("?7l");
    }

    @Override
    public String toString() {
        return String.join("\n", lines()).stripTrailing();
    }
}
