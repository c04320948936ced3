package dev.rowcast.mysql;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;

/** Builds short texts of ASCII characters in one array that is used again and again. One thread. */
final class AsciiText {
    private byte[] bytes = new byte[96];
    private int length;

    /** Begins a new text. */
    AsciiText clear() {
        length = 0;
        return this;
    }

    AsciiText append(char character) {
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * length);
        }
        bytes[length++] = (byte) character;
        return this;
    }

    /** A number that is not negative, with zeros in front up to a width. */
    AsciiText append(long number, int width) {
        long tens = 10;
        for (int i = 1; i < width; i++) {
            tens *= 10;
        }
        while (number >= tens) {
            tens *= 10;
        }
        for (long unit = tens / 10; unit > 0; unit /= 10) {
            append((char) ('0' + number / unit % 10));
        }
        return this;
    }

    AsciiText appendHex(int number) {
        for (char digit : Integer.toHexString(number).toCharArray()) {
            append(digit);
        }
        return this;
    }

    /** Two hexadecimal digits. */
    AsciiText appendHexByte(byte octet) {
        return append(Character.forDigit((octet >> 4) & 0xf, 16)).append(Character.forDigit(octet & 0xf, 16));
    }

    /** Drops the last characters. */
    AsciiText drop(int count) {
        length -= count;
        return this;
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, ISO_8859_1);
    }
}
