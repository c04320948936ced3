package dev.rowcast.examples.assistant;

/** Makes text that others wrote harmless to show: without control characters, and not longer than it may be. */
public final class PlainText {
    private PlainText() {}

    /** One line. */
    public static String line(String text, int most) {
        return cleaned(text, most, false);
    }

    /** Any number of lines. */
    public static String lines(String text, int most) {
        return cleaned(text, most, true);
    }

    private static String cleaned(String text, int most, boolean lines) {
        StringBuilder cleaned = new StringBuilder(Math.min(text.length(), most));
        int count = 0;
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            i += Character.charCount(codePoint);
            if (count == most) {
                return cleaned.append('…').toString();
            }
            if (isShown(codePoint) || (lines && codePoint == '\n')) {
                cleaned.appendCodePoint(codePoint);
                count++;
            }
        }
        return cleaned.toString();
    }

    /** Not controls, nor what changes the direction or hides (format characters), nor halves of characters. */
    private static boolean isShown(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
