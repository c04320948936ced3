package dev.rowcast.bench.rig;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/** Finds the quantity in a row or in an event, without parsing: there measurements put a change's number. */
public final class QuantityScan {
    /** Where there is none, as in an empty payload. */
    public static final long NONE = -1;

    private static final byte[] NAME = "\"quantity\":".getBytes(US_ASCII);

    private QuantityScan() {}

    /** The last one: of an event with the row before and after it, the one after. */
    public static long quantity(Publish publish) {
        byte[] bytes = publish.buffer();
        for (int start = publish.payloadEnd() - NAME.length; start >= publish.payloadStart(); start--) {
            int digits = start + NAME.length;
            if (Arrays.equals(bytes, start, digits, NAME, 0, NAME.length)) {
                return number(bytes, digits, publish.payloadEnd());
            }
        }
        return NONE;
    }

    private static long number(byte[] bytes, int from, int end) {
        long number = 0;
        int place = from;
        while (place < end && bytes[place] >= '0' && bytes[place] <= '9') {
            number = 10 * number + bytes[place++] - '0';
        }
        return place == from ? NONE : number;
    }
}
