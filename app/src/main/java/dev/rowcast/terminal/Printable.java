package dev.rowcast.terminal;

import java.util.Locale;

/**
 * Text from elsewhere in a form that a terminal only prints. Terminals obey control characters, of which escape sequences are
 * made, and some reorder text at Unicode's format characters: rows may hold any of them. Pure.
 */
public final class Printable {
    private static final int DELETE = 0x7f;
    private static final int CONTROL_PICTURES = 0x2400;
    private static final int PICTURE_OF_DELETE = 0x2421;
    private static final int REPLACEMENT = 0xfffd;
    private static final int ZERO_WIDTH_NON_JOINER = 0x200c;
    private static final int ZERO_WIDTH_JOINER = 0x200d;

    private Printable() {}

    /**
     * The text with a visible sign in place of each character that is none: control pictures for those of ASCII, the replacement
     * character for C1 controls, format characters, line separators and unpaired surrogates.
     */
    public static String of(String text) {
        if (text.codePoints().allMatch(point -> shown(point) == point)) {
            return text;
        }
        StringBuilder printable = new StringBuilder(text.length());
        text.codePoints().map(Printable::shown).forEach(printable::appendCodePoint);
        return printable.toString();
    }

    private static int shown(int point) {
        if (point < ' ') {
            return CONTROL_PICTURES + point;
        }
        if (point == DELETE) {
            return PICTURE_OF_DELETE;
        }
        return isHarmful(point) ? REPLACEMENT : point;
    }

    /** Whether it is more than something to be seen. Joiners belong to words of some languages, and to emoji. */
    static boolean isHarmful(int point) {
        if (point == ZERO_WIDTH_JOINER || point == ZERO_WIDTH_NON_JOINER) {
            return false;
        }
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    /**
     * A JSON text in one line without such characters: within strings they are escaped, and between values there are only spaces.
     * It says the same as before.
     */
    public static String json(String json) {
        if (json.codePoints().noneMatch(Printable::isHarmful)) {
            return json;
        }
        StringBuilder printable = new StringBuilder(json.length());
        json.codePoints().forEach(point -> {
            if (!isHarmful(point)) {
                printable.appendCodePoint(point);
            } else if (Character.isWhitespace(point) && point < ' ') {
                // inside of strings JSON does not allow it
                printable.append(' ');
            } else {
                for (char unit : Character.toChars(point)) {
                    printable.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
                }
            }
        });
        return printable.toString();
    }
}
