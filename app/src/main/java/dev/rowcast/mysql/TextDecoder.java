package dev.rowcast.mysql;

import dev.rowcast.change.Value;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;

/** Decodes text in one of the server's character sets; bytes that are no text of that set are an error, never a substitute. */
@FunctionalInterface
interface TextDecoder {
    /** Takes the bytes as they are. */
    TextDecoder UTF8 = (bytes, start, length) -> {
        if (!Utf8.isWellFormed(bytes, start, length)) {
            throw new UndecodableException("holds bytes that are not valid UTF-8");
        }
        return new Value.Text(bytes, start, length);
    };

    /**
     * Decodes a part of an array, which nobody changes afterwards.
     *
     * @throws UndecodableException if the bytes are no text of the set; the message lacks the column's name
     */
    Value.Text decode(byte[] bytes, int start, int length);

    /** Decodes a whole array. */
    default Value.Text decode(byte[] bytes) {
        return decode(bytes, 0, bytes.length);
    }

    /** The decoder of a set that the JVM knows as the server does. */
    static TextDecoder of(Charset charset) {
        return (bytes, start, length) -> {
            try {
                return new Value.Text(charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)
                        .decode(ByteBuffer.wrap(bytes, start, length))
                        .toString());
            } catch (CharacterCodingException e) {
                throw new UndecodableException(
                        "holds bytes that are not valid " + charset + " (" + e.getMessage() + ")");
            }
        };
    }
}
