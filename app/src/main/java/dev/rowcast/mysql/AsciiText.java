package dev.rowcast.mysql;

import dev.rowcast.change.Value;
import java.util.Arrays;

/** Builds short texts of ASCII characters, one after the other in arrays that many of them share. One thread. */
final class AsciiText {
    private static final int CHUNK = 4_096;
    /** More than any text needs that is not a DECIMAL of absurd length. */
    private static final int ROOM = 96;

    private byte[] bytes = new byte[CHUNK];
    private int start;
    private int end;

    /** Begins a new text; what was begun and not finished is dropped. */
    AsciiText begin() {
        if (bytes.length - start < ROOM) {
            bytes = new byte[CHUNK];
            start = 0;
        }
        end = start;
        return this;
    }

    AsciiText append(char character) {
        if (end == bytes.length) {
            bytes = Arrays.copyOfRange(bytes, start, end + CHUNK);
            end -= start;
            start = 0;
        }
        bytes[end++] = (byte) character;
        return this;
    }

    /** A number that is not negative, with zeros in front up to a width. */
    AsciiText append(long number, int width) {
        long unit = 1;
        for (int digits = 1; digits < width || number / unit >= 10; digits++) {
            unit *= 10;
        }
        for (; unit > 0; unit /= 10) {
            append((char) ('0' + number / unit % 10));
        }
        return this;
    }

    /** A number below 100, in two digits. */
    AsciiText appendTwo(int number) {
        return append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
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
        end -= count;
        return this;
    }

    /** Drops the first characters. */
    AsciiText dropFirst(int count) {
        start += count;
        return this;
    }

    /** Ends the text. */
    Value.Text finish() {
        Value.Text text = new Value.Text(bytes, start, end - start);
        start = end;
        return text;
    }
}
