package dev.rowcast.examples.follower;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * A primary key as the last level of a topic has it: its values joined by commas, in each of them what a topic could not
 * hold as {@code %XX} of its UTF-8 bytes, and an empty text as a bare {@code %}.
 */
public final class TopicKey {
    private TopicKey() {}

    /**
     * The key's values as text, in the order of the table's columns.
     *
     * @throws ContractException if Rowcast can not have written it
     */
    public static List<String> values(String key) throws ContractException {
        List<String> values = new ArrayList<>();
        for (String value : key.split(",", -1)) {
            values.add(value.equals("%") ? "" : decoded(value, key));
        }
        return values;
    }

    private static String decoded(String value, String key) throws ContractException {
        if (value.indexOf('%') < 0) {
            return value;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(value.length());
        byte[] encoded = value.getBytes(UTF_8);
        try {
            for (int i = 0; i < encoded.length; i++) {
                if (encoded[i] == '%') {
                    bytes.write(HexFormat.fromHexDigits(new String(encoded, i + 1, 2, UTF_8)));
                    i += 2;
                } else {
                    bytes.write(encoded[i]);
                }
            }
            return UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (IndexOutOfBoundsException | IllegalArgumentException | CharacterCodingException e) {
            throw new ContractException(
                    "'" + key + "' is no key of Rowcast's topics: after % come two hexadecimal digits", e);
        }
    }
}
