package dev.rowcast.mysql;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A way for bytes on which, once armed, one bit is flipped. Counts from when it is armed. Any thread. */
final class BitFlip {
    private volatile Target target = new Target(-1, new byte[0]);
    private volatile long passed;
    private volatile boolean done = true;

    /** The bit at an offset, or the first bit of a pattern that passes whole. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Target(long bit, byte[] pattern) {}

    /** Flips the bit at this offset, from the next byte on. */
    void arm(long bit) {
        arm(new Target(bit, new byte[0]));
    }

    /** Flips a bit in the next bytes that are equal to these. */
    void arm(byte[] pattern) {
        arm(new Target(-1, pattern.clone()));
    }

    /** Flips nothing any more. */
    void disarm() {
        done = true;
    }

    private void arm(Target next) {
        target = next;
        passed = 0;
        done = false;
    }

    boolean isDone() {
        return done;
    }

    /** Bytes since it was armed. */
    long passed() {
        return passed;
    }

    InputStream through(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                int count = super.read(bytes, offset, length);
                if (count > 0) {
                    pass(bytes, offset, count);
                }
                return count;
            }
        };
    }

    private synchronized void pass(byte[] bytes, int offset, int count) {
        if (!done) {
            int at = target.pattern.length > 0 ? find(bytes, offset, count) : atBit(count);
            if (at >= 0) {
                bytes[offset + at] ^= (byte) (1 << Math.floorMod(target.bit, 8));
                done = true;
            }
        }
        passed += count;
    }

    private int atBit(int count) {
        long at = Math.floorDiv(target.bit, 8L) - passed;
        return target.bit >= 0 && at >= 0 && at < count ? (int) at : -1;
    }

    private int find(byte[] bytes, int offset, int count) {
        for (int at = 0; at + target.pattern.length <= count; at++) {
            int same = 0;
            while (same < target.pattern.length && bytes[offset + at + same] == target.pattern[same]) {
                same++;
            }
            if (same == target.pattern.length) {
                return at;
            }
        }
        return -1;
    }
}
