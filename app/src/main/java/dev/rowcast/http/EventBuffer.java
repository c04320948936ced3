package dev.rowcast.http;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * What is written to a client at once: a piece of a stream of messages. Beside its bytes it holds no more than one message, by
 * reference. One thread at a time.
 */
final class EventBuffer {
    static final int BYTES = 8192;

    private final byte[] bytes = new byte[BYTES];
    private int length;
    /** Of the message that has not been taken whole. */
    private final Deque<byte[]> rest = new ArrayDeque<>();

    private int restOffset;
    private boolean large;

    /** Takes a message, whose end may have to wait until this has been written. Only where there is room. */
    void add(EventMessage message) {
        large = message.parts().stream().mapToLong(part -> part.length).sum() > BYTES;
        rest.addAll(message.parts());
        fill();
    }

    boolean hasRoom() {
        return length < BYTES;
    }

    private void fill() {
        for (Iterator<byte[]> parts = rest.iterator(); parts.hasNext() && length < BYTES; ) {
            byte[] part = parts.next();
            int copied = Math.min(part.length - restOffset, BYTES - length);
            System.arraycopy(part, restOffset, bytes, length, copied);
            length += copied;
            restOffset += copied;
            if (restOffset == part.length) {
                parts.remove();
                restOffset = 0;
            }
        }
    }

    /** Whether the end of a message waits that is larger than this. */
    boolean isWithinLargeMessage() {
        return large && !rest.isEmpty();
    }

    /** Forgets what has been written, and goes on with the message whose end waits. */
    void written() {
        length = 0;
        fill();
    }

    boolean isEmpty() {
        return length == 0;
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }
}
