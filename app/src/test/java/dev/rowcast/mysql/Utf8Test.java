package dev.rowcast.mysql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.CharRange;

final class Utf8Test {

    @Property
    void everyTextIsWellFormed(@ForAll @CharRange(from = '\u0000', to = '\ud7ff') String text) {
        byte[] bytes = text.getBytes(UTF_8);

        assertThat(Utf8.isWellFormed(bytes, 0, bytes.length)).isTrue();
    }

    /** The JVM's decoder is the judge. */
    @Property(tries = 20_000)
    void wellFormedIsWhatDecodes(@ForAll("nearlyUtf8") byte[] bytes) {
        assertThat(Utf8.isWellFormed(bytes, 1, bytes.length - 2)).isEqualTo(decodes(bytes, 1, bytes.length - 2));
    }

    private static boolean decodes(byte[] bytes, int start, int length) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, start, length)) != null;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    @Provide
    Arbitrary<byte[]> nearlyUtf8() {
        return Arbitraries.of(
                        0x00, 0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xec,
                        0xed, 0xee, 0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xff)
                .map(Integer::byteValue)
                .array(byte[].class)
                .ofMinSize(2)
                .ofMaxSize(7);
    }
}
