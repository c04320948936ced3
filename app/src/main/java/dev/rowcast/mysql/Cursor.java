package dev.rowcast.mysql;

import dev.rowcast.change.Value;
import java.util.Arrays;

/** Reads little-endian numbers and raw bytes from an event's body. Reading past the end throws. */
final class Cursor {
    private final byte[] bytes;
    private final int end;
    private int at;

    Cursor(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    private Cursor(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.at = start;
        this.end = end;
    }

    int remaining() {
        return end - at;
    }

    void skip(int count) {
        at += checked(count);
    }

    int unsignedByte() {
        return bytes[take(1)] & 0xff;
    }

    /** An unsigned number of up to seven bytes, or eight bytes as they are. */
    long littleEndian(int width) {
        int start = take(width);
        long number = 0;
        for (int i = width - 1; i >= 0; i--) {
            number = (number << 8) | (bytes[start + i] & 0xff);
        }
        return number;
    }

    /** An unsigned number of up to seven bytes, or eight bytes as they are. */
    long bigEndian(int width) {
        int start = take(width);
        long number = 0;
        for (int i = 0; i < width; i++) {
            number = (number << 8) | (bytes[start + i] & 0xff);
        }
        return number;
    }

    /** MySQL's length-encoded integer; below 2^31 wherever a row event has one. */
    int packedInt() {
        int first = unsignedByte();
        long number =
                switch (first) {
                    case 0xfc -> littleEndian(2);
                    case 0xfd -> littleEndian(3);
                    case 0xfe -> littleEndian(8);
                    case 0xfb, 0xff -> throw new CorruptEventException("not a length: " + first);
                    default -> first;
                };
        if (number < 0 || number > Integer.MAX_VALUE) {
            throw new CorruptEventException("length out of range: " + number);
        }
        return (int) number;
    }

    byte[] bytes(int count) {
        int start = take(count);
        return Arrays.copyOfRange(bytes, start, start + count);
    }

    /** The next bytes as text. */
    Value.Text text(int count, TextDecoder decoder) {
        return decoder.decode(bytes, take(count), count);
    }

    byte[] rest() {
        return bytes(remaining());
    }

    /** Whether what is left equals the other bytes; reads nothing. */
    boolean restIs(byte[] other) {
        return Arrays.equals(bytes, at, end, other, 0, other.length);
    }

    /** The next bytes as a cursor of their own. */
    Cursor slice(int count) {
        int start = take(count);
        return new Cursor(bytes, start, start + count);
    }

    /** Another cursor at the same place. */
    Cursor copy() {
        return new Cursor(bytes, at, end);
    }

    /** A bit map of so many bits, lowest bit of the first byte first. */
    Bits bits(int count) {
        return new Bits(bytes, take((count + 7) / 8), count);
    }

    private int take(int count) {
        int start = at;
        at += checked(count);
        return start;
    }

    private int checked(int count) {
        if (count < 0 || count > end - at) {
            throw new CorruptEventException("event ends early: " + count + " bytes wanted, " + (end - at) + " left");
        }
        return count;
    }

    /** A bit map, which begins at a byte of an array. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Bits(byte[] bytes, int start, int count) {
        boolean get(int index) {
            return ((bytes[start + (index >> 3)] >> (index & 7)) & 1) != 0;
        }

        int cardinality() {
            int set = 0;
            for (int i = 0; i < count; i++) {
                set += get(i) ? 1 : 0;
            }
            return set;
        }
    }
}
