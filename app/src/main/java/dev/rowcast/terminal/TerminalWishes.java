package dev.rowcast.terminal;

import java.util.Map;

/**
 * What the environment says about terminals.
 *
 * @param capable {@code TERM} names a terminal that can move its cursor, which {@code dumb} is not
 * @param colourful {@code NO_COLOR} is unset or empty, see no-color.org
 */
public record TerminalWishes(boolean capable, boolean colourful) {

    public static TerminalWishes of(Map<String, String> environment) {
        String term = environment.getOrDefault("TERM", "");
        boolean capable = !term.isEmpty() && !term.equals("dumb");
        return new TerminalWishes(
                capable, capable && environment.getOrDefault("NO_COLOR", "").isEmpty());
    }

    /** Whether the stream is a terminal on which lines can be drawn over. */
    public boolean live(Tty.Stream stream) {
        return capable && Tty.isTerminal(stream);
    }

    /** Whether the stream is a terminal that shall have colours. */
    public boolean colours(Tty.Stream stream) {
        return colourful && Tty.isTerminal(stream);
    }
}
