package dev.rowcast.mysql;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Decodes text in one of MySQL's character sets; bytes that are no text of that set are an error, never a substitute. */
@FunctionalInterface
interface TextDecoder {
    /** MySQL's latin1 is Windows-1252, with its five undefined bytes as the control characters of the same number. */
    TextDecoder LATIN1 = TextDecoder::latin1;

    String decode(byte[] bytes);

    /**
     * The decoder of a character set.
     *
     * @throws UndecodableException if the character set is not supported
     */
    static TextDecoder of(String charset) {
        return switch (charset) {
            case "utf8mb4", "utf8mb3", "utf8" -> bytes -> strict(bytes, StandardCharsets.UTF_8);
            case "ascii" -> bytes -> strict(bytes, StandardCharsets.US_ASCII);
            case "latin1" -> LATIN1;
            default ->
                throw new UndecodableException("has the character set " + charset
                        + ", which is not supported yet; to mend: ALTER TABLE … CONVERT TO CHARACTER SET utf8mb4");
        };
    }

    private static String strict(byte[] bytes, Charset charset) {
        try {
            return charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UndecodableException("holds bytes that are not valid " + charset + " (" + e.getMessage() + ")");
        }
    }

    private static String latin1(byte[] bytes) {
        StringBuilder text = new StringBuilder(bytes.length);
        for (byte octet : bytes) {
            int code = octet & 0xff;
            text.append(code >= 0x80 && code <= 0x9f ? Windows1252.CHARACTERS.charAt(code - 0x80) : (char) code);
        }
        return text.toString();
    }

    /** The characters of 0x80 to 0x9f. */
    final class Windows1252 {
        static final String CHARACTERS =
                "\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152"
                        + "\u008d\u017d\u008f\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d"
                        + "\u017e\u0178";

        private Windows1252() {}
    }
}
