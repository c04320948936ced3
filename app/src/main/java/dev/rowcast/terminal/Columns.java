package dev.rowcast.terminal;

import java.lang.Character.UnicodeBlock;
import java.lang.Character.UnicodeScript;
import java.util.Set;

/** How many columns of a terminal text takes: two for East Asian characters and emoji, none for combining marks. Pure. */
final class Columns {
    private static final String CUT = "…";
    private static final Set<UnicodeScript> WIDE_SCRIPTS = Set.of(
            UnicodeScript.HAN,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.HANGUL,
            UnicodeScript.BOPOMOFO,
            UnicodeScript.YI);
    private static final int EMOJI_FIRST = 0x1f300;
    private static final int EMOJI_LAST = 0x1faff;
    private static final int FULL_WIDTH_FIRST = 0xff01;
    private static final int FULL_WIDTH_LAST = 0xff60;
    private static final int HALF_WIDTH_LAST = 0xffdc;

    private Columns() {}

    static int of(String text) {
        return text.codePoints().map(Columns::of).sum();
    }

    private static int of(int point) {
        if (point < 0x300) {
            return 1;
        }
        int type = Character.getType(point);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        return isWide(point) ? 2 : 1;
    }

    private static boolean isWide(int point) {
        if (point > FULL_WIDTH_LAST && point <= HALF_WIDTH_LAST) {
            return false;
        }
        return (point >= FULL_WIDTH_FIRST && point <= FULL_WIDTH_LAST)
                || (point >= EMOJI_FIRST && point <= EMOJI_LAST)
                || WIDE_SCRIPTS.contains(UnicodeScript.of(point))
                || UnicodeBlock.CJK_SYMBOLS_AND_PUNCTUATION.equals(UnicodeBlock.of(point));
    }

    /** The text if it fits, else as much of it as fits with a sign that there is more. */
    static String cut(String text, int columns) {
        if (text.length() <= columns / 2 || of(text) <= columns) {
            return text;
        }
        if (columns < 1) {
            return "";
        }
        int end = 0;
        int taken = 0;
        while (true) {
            int point = text.codePointAt(end);
            taken += of(point);
            if (taken > columns - 1) {
                return text.substring(0, end) + CUT;
            }
            end += Character.charCount(point);
        }
    }
}
