package dev.rowcast.mysql;

import dev.rowcast.change.Value;
import java.util.HashMap;
import java.util.Map;

/**
 * A character set as a table from codes of one to four bytes to characters. A byte that is a character by itself begins no
 * longer code, so that text is read from its start without looking back. Any thread.
 */
final class CodeTable implements TextDecoder {
    private static final int ASCII_CODES = 128;
    private static final int LONGEST = 4;

    private final String charset;
    private final Map<Integer, Integer> characters;
    private final int longestCode;
    private final boolean extendsAscii;

    private CodeTable(String charset, Map<Integer, Integer> characters, int longestCode) {
        this.charset = charset;
        this.characters = Map.copyOf(characters);
        this.longestCode = longestCode;
        this.extendsAscii = extendsAscii(characters);
    }

    private static boolean extendsAscii(Map<Integer, Integer> characters) {
        for (int code = 0; code < ASCII_CODES; code++) {
            if (characters.getOrDefault(code, -1) != code) {
                return false;
            }
        }
        return true;
    }

    @Override
    public Value.Text decode(byte[] bytes, int start, int length) {
        if (extendsAscii && Utf8.isAscii(bytes, start, length)) {
            return new Value.Text(bytes, start, length);
        }
        StringBuilder text = new StringBuilder(length);
        int at = start;
        while (at < start + length) {
            at += append(text, bytes, at, start + length);
        }
        return new Value.Text(text.toString());
    }

    /** Appends the next character; returns the length of its code. */
    private int append(StringBuilder text, byte[] bytes, int at, int end) {
        int code = 0;
        for (int width = 1; width <= longestCode && at + width <= end; width++) {
            code = (code << 8) | (bytes[at + width - 1] & 0xff);
            Integer character = characters.get(code);
            if (character != null) {
                text.appendCodePoint(character);
                return width;
            }
        }
        int supplementary = longestCode == LONGEST && at + LONGEST <= end ? Gb18030.supplementary(code) : -1;
        if (supplementary >= 0) {
            text.appendCodePoint(supplementary);
            return LONGEST;
        }
        throw new UndecodableException("holds bytes that are no character of " + charset + ", beginning with 0x"
                + Integer.toHexString(bytes[at] & 0xff));
    }

    /** Collects codes. */
    static final class Builder {
        private final Map<Integer, Integer> characters = new HashMap<>();
        private int longestCode;

        /** @param code the code's bytes, read as one big-endian number; with its highest bit set unless it is one byte */
        void add(int code, int width, int character) {
            characters.put(code, character);
            longestCode = Math.max(longestCode, width);
        }

        boolean has(int code) {
            return characters.containsKey(code);
        }

        CodeTable build(String charset) {
            return new CodeTable(charset, characters, longestCode);
        }
    }
}
