package dev.rowcast.mysql;

import dev.rowcast.change.Value;

/** Decodes DECIMAL into text with all digits of its scale. Format: MySQL's strings/decimal.cc, decimal2bin. One thread. */
final class DecimalCells {
    private static final int DIGITS_PER_WORD = 9;
    private static final int BYTES_PER_WORD = 4;
    private static final int[] BYTES_FOR_DIGITS = {0, 1, 1, 2, 2, 3, 3, 4, 4, 4};
    private static final int[] BOUND_FOR_DIGITS = {
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000
    };

    private final AsciiText text;
    private final Words words = new Words();

    DecimalCells(AsciiText text) {
        this.text = text;
    }

    CellDecoder cell(int precision, int scale) {
        return cursor -> text(cursor, precision, scale);
    }

    /** Nine digits to each four bytes, the rest in as few bytes as they need; inverted if negative, first bit flipped. */
    Value.Text text(Cursor cursor, int precision, int scale) {
        words.begin(cursor);
        // The sign comes first and is known last.
        text.begin().append('-');
        boolean zero = appendInteger(precision - scale);
        if (scale > 0) {
            text.append('.');
            zero &= appendFraction(scale);
        }
        // The server knows no negative zero.
        return (words.negative() && !zero ? text : text.dropFirst(1)).finish();
    }

    /** Without leading zeros, but with one digit at least; tells whether all are zero. */
    private boolean appendInteger(int digits) {
        boolean zero = true;
        int left = digits;
        while (left > 0) {
            int count = left % DIGITS_PER_WORD == 0 ? DIGITS_PER_WORD : left % DIGITS_PER_WORD;
            int word = words.next(count);
            if (!zero || word != 0) {
                text.append(word, zero ? 1 : count);
                zero = false;
            }
            left -= count;
        }
        if (zero) {
            text.append('0');
        }
        return zero;
    }

    private boolean appendFraction(int digits) {
        boolean zero = true;
        for (int left = digits; left > 0; left -= DIGITS_PER_WORD) {
            int count = Math.min(left, DIGITS_PER_WORD);
            int word = words.next(count);
            text.append(word, count);
            zero &= word == 0;
        }
        return zero;
    }

    /** The groups of digits, one after the other. */
    private static final class Words {
        private Cursor cursor = new Cursor(new byte[0]);
        private boolean first;
        private boolean negative;

        void begin(Cursor newCursor) {
            cursor = newCursor;
            first = true;
        }

        boolean negative() {
            return negative;
        }

        int next(int digits) {
            int width = BYTES_FOR_DIGITS[digits];
            int word = (int) cursor.bigEndian(width);
            int signBit = 1 << (8 * width - 1);
            if (first) {
                negative = (word & signBit) == 0;
                word ^= signBit;
                first = false;
            }
            if (negative) {
                word = ~word & (width == BYTES_PER_WORD ? -1 : (1 << (8 * width)) - 1);
            }
            if (word < 0 || word >= BOUND_FOR_DIGITS[digits]) {
                throw new CorruptEventException("DECIMAL holds a group beyond its " + digits + " digits");
            }
            return word;
        }
    }
}
