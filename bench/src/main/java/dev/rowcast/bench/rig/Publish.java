package dev.rowcast.bench.rig;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A message, as it lies in the buffer of a {@link SocketSubscriber} until the listener returns.
 *
 * @param buffer which holds others too
 */
@SuppressWarnings("ArrayRecordComponent") // a view that nobody compares
public record Publish(byte[] buffer, int topicStart, int topicEnd, int payloadStart, int payloadEnd) {
    public String topic() {
        return new String(buffer, topicStart, topicEnd - topicStart, UTF_8);
    }

    public boolean isEmpty() {
        return payloadStart == payloadEnd;
    }

    /** The number in decimal digits that the topic ends with, as it does with an integer key; 0 if there is none. */
    public long key() {
        int start = topicEnd;
        while (start > topicStart && buffer[start - 1] >= '0' && buffer[start - 1] <= '9') {
            start--;
        }
        long key = 0;
        for (int i = start; i < topicEnd; i++) {
            key = 10 * key + buffer[i] - '0';
        }
        return key;
    }
}
