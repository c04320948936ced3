package dev.rowcast.mysql;

/** Tells well-formed UTF-8 (the Unicode Standard, table 3-7) without making a string of it. */
final class Utf8 {
    private Utf8() {}

    static boolean isAscii(byte[] bytes, int start, int length) {
        int together = 0;
        for (int i = start; i < start + length; i++) {
            together |= bytes[i];
        }
        return together >= 0;
    }

    static boolean isWellFormed(byte[] bytes, int start, int length) {
        if (isAscii(bytes, start, length)) {
            return true;
        }
        int end = start + length;
        int at = start;
        while (at < end) {
            int width = width(bytes, at, end);
            if (width == 0) {
                return false;
            }
            at += width;
        }
        return true;
    }

    /** How many bytes the character has that begins here; 0 if none does. */
    private static int width(byte[] bytes, int at, int end) {
        int lead = bytes[at] & 0xff;
        if (lead < 0x80) {
            return 1;
        }
        int width = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
        if (lead < 0xc2 || lead > 0xf4 || end - at < width) {
            return 0;
        }
        int second = bytes[at + 1] & 0xff;
        if (second < lowestSecond(lead) || second > highestSecond(lead)) {
            return 0;
        }
        for (int i = 2; i < width; i++) {
            if ((bytes[at + i] & 0xc0) != 0x80) {
                return 0;
            }
        }
        return width;
    }

    /** Shorter forms are not well-formed. */
    private static int lowestSecond(int lead) {
        return lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
    }

    /** Nor are surrogates, and what lies beyond the last plane. */
    private static int highestSecond(int lead) {
        return lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
    }
}
