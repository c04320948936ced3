package dev.rowcast.mysql;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;

/** Decodes text in one of the server's character sets; bytes that are no text of that set are an error, never a substitute. */
@FunctionalInterface
interface TextDecoder {
    TextDecoder UTF8 = TextDecoder::utf8;

    /**
     * Decodes a part of an array.
     *
     * @throws UndecodableException if the bytes are no text of the set; the message lacks the column's name
     */
    String decode(byte[] bytes, int start, int length);

    /** Decodes a whole array. */
    default String decode(byte[] bytes) {
        return decode(bytes, 0, bytes.length);
    }

    /** The decoder of a set that the JVM knows as the server does. */
    static TextDecoder of(Charset charset) {
        return (bytes, start, length) -> strict(charset, bytes, start, length);
    }

    /** Whether the bytes mean the same in ASCII and in every set that agrees with it. */
    static boolean isAscii(byte[] bytes, int start, int length) {
        int together = 0;
        for (int i = start; i < start + length; i++) {
            together |= bytes[i];
        }
        return together >= 0;
    }

    /** Text of ASCII characters alone. */
    static String ascii(byte[] bytes, int start, int length) {
        return new String(bytes, start, length, ISO_8859_1);
    }

    private static String utf8(byte[] bytes, int start, int length) {
        String text = new String(bytes, start, length, UTF_8);
        // The JVM's quick way puts this character for what is wrong; the slow way tells the two apart.
        return text.indexOf('\uFFFD') < 0 ? text : strict(UTF_8, bytes, start, length);
    }

    private static String strict(Charset charset, byte[] bytes, int start, int length) {
        try {
            return charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, start, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UndecodableException("holds bytes that are not valid " + charset + " (" + e.getMessage() + ")");
        }
    }
}
