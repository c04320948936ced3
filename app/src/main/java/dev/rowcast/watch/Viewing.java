package dev.rowcast.watch;

import static java.util.Objects.requireNonNull;

import dev.rowcast.terminal.Key;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to see, and what keys make of it. Pure.
 *
 * @param offset of the first row that is shown, from 0; may be beyond the last one
 * @param prompt what is being typed as another filter; null if nothing is
 * @param frozen the rows as they were when it was paused; null if it is not
 */
record Viewing(
        Filter filter, int offset, @Nullable String prompt, @Nullable List<WatchedRow> frozen, boolean finished) {
    private static final int PROMPT_LENGTH_MAX = 500;

    Viewing {
        requireNonNull(filter, "filter is null");
        frozen = frozen == null ? null : List.copyOf(frozen);
        offset = Math.max(0, offset);
    }

    static Viewing of(Filter filter) {
        return new Viewing(filter, 0, null, null, false);
    }

    boolean isPaused() {
        return frozen != null;
    }

    /**
     * After a key.
     *
     * @param shown what is there to be shown now
     * @param page how many rows fit on the screen
     */
    Viewing after(Key key, List<WatchedRow> shown, int page) {
        if (prompt != null) {
            return typing(prompt, key);
        }
        if (key instanceof Key.Typed typed) {
            return typed(typed.codePoint(), shown, page);
        }
        return switch ((Key.Named) key) {
            case UP -> scrolled(offset - 1, shown, page);
            case DOWN -> scrolled(offset + 1, shown, page);
            case PAGE_UP -> scrolled(offset - page, shown, page);
            case PAGE_DOWN -> scrolled(offset + page, shown, page);
            case HOME -> scrolled(0, shown, page);
            case END -> scrolled(shown.size(), shown, page);
            case ENTER, ESCAPE, BACKSPACE -> this;
        };
    }

    private Viewing typed(int codePoint, List<WatchedRow> shown, int page) {
        return switch (codePoint) {
            case 'q' -> new Viewing(filter, offset, null, frozen, true);
            case '/' -> prompted(filter.toString());
            case 'p' -> new Viewing(filter, offset, null, isPaused() ? null : shown, false);
            case 'k' -> scrolled(offset - 1, shown, page);
            case 'j' -> scrolled(offset + 1, shown, page);
            default -> this;
        };
    }

    private Viewing scrolled(int to, List<WatchedRow> shown, int page) {
        return new Viewing(filter, Math.min(to, Math.max(0, shown.size() - page)), null, frozen, false);
    }

    private Viewing prompted(@Nullable String text) {
        return new Viewing(filter, offset, text, frozen, false);
    }

    private Viewing typing(String text, Key key) {
        if (key instanceof Key.Typed typed) {
            return text.length() >= PROMPT_LENGTH_MAX ? this : prompted(text + Character.toString(typed.codePoint()));
        }
        return switch ((Key.Named) key) {
            case ENTER -> new Viewing(Filter.parse(text), 0, null, frozen, false);
            case ESCAPE -> prompted(null);
            case BACKSPACE ->
                prompted(text.isEmpty() ? text : text.substring(0, text.offsetByCodePoints(text.length(), -1)));
            case UP, DOWN, PAGE_UP, PAGE_DOWN, HOME, END -> this;
        };
    }
}
