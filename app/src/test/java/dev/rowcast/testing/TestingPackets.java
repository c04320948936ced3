package dev.rowcast.testing;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.IntConsumer;

/** Passes a stream of MQTT packets on, and tells the first byte of each as soon as it has passed. One thread. */
public final class TestingPackets extends FilterInputStream {
    /** The first byte of a PUBACK (MQTT 5, 3.4.1). */
    public static final int PUBACK = 0x40;

    private final IntConsumer seen;
    private State state = State.BEGINNING;
    private int shift;
    private long left;

    private enum State {
        BEGINNING,
        LENGTH,
        BODY
    }

    /** @param seen is told the first byte of each packet, 0 to 255 */
    public TestingPackets(InputStream in, IntConsumer seen) {
        super(in);
        this.seen = seen;
    }

    /** Whether the packet is a PUBLISH at QoS 1 (MQTT 5, 3.3.1). */
    public static boolean isPublish(int firstByte) {
        return (firstByte & 0xF6) == 0x32;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = super.read(bytes, offset, length);
        for (int i = 0; i < count; i++) {
            pass(bytes[offset + i] & 0xFF);
        }
        return count;
    }

    private void pass(int octet) {
        switch (state) {
            case BEGINNING -> {
                seen.accept(octet);
                state = State.LENGTH;
                shift = 0;
                left = 0;
            }
            case LENGTH -> {
                left |= (long) (octet & 0x7F) << shift;
                shift += 7;
                if (octet < 0x80) {
                    state = left == 0 ? State.BEGINNING : State.BODY;
                }
            }
            case BODY -> {
                left--;
                state = left == 0 ? State.BEGINNING : State.BODY;
            }
        }
    }
}
