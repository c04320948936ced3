package dev.rowcast.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rowcast.message.Message;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The retained messages that a broker held when it was asked, as digests: 64 bits of each topic's SHA-256 and 64 of its
 * payload's, in a table of open addressing with 16 to 48 bytes for each message. One thread.
 */
final class HeldState {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int FIRST_CAPACITY = 64;
    /** Marks an empty slot, so no topic has it. */
    private static final long NONE = 0;

    private final MessageDigest sha256;
    private long[] topics = new long[FIRST_CAPACITY];
    private long[] payloads = new long[FIRST_CAPACITY];
    private int size;

    HeldState() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    void add(Message message) {
        if ((size + 1) * 3L > topics.length * 2L) {
            grow();
        }
        put(digest(message.topic()), digest(message.payload()));
    }

    /** Removes the topic. Returns whether it was there with this payload. */
    boolean remove(String topic, byte[] payload) {
        if (size == 0) {
            return false;
        }
        int slot = slot(digest(topic));
        boolean same = topics[slot] != NONE && payloads[slot] == digest(payload);
        clear(slot);
        return same;
    }

    /** Removes the topic if it is there. */
    void remove(String topic) {
        if (size > 0) {
            clear(slot(digest(topic)));
        }
    }

    boolean contains(String topic) {
        return topics[slot(digest(topic))] != NONE;
    }

    int size() {
        return size;
    }

    private void put(long topic, long payload) {
        int slot = slot(topic);
        if (topics[slot] == NONE) {
            size++;
        }
        topics[slot] = topic;
        payloads[slot] = payload;
    }

    /** Where the topic is, or would be. */
    private int slot(long topic) {
        int slot = home(topic);
        while (topics[slot] != NONE && topics[slot] != topic) {
            slot = next(slot);
        }
        return slot;
    }

    private int home(long topic) {
        return (int) topic & (topics.length - 1);
    }

    private int next(int slot) {
        return (slot + 1) & (topics.length - 1);
    }

    /** Leaves no hole between a topic and its home: those behind move up. */
    private void clear(int slot) {
        if (topics[slot] == NONE) {
            return;
        }
        size--;
        int hole = slot;
        for (int i = next(hole); topics[i] != NONE; i = next(i)) {
            int distanceFromHome = (i - home(topics[i])) & (topics.length - 1);
            int distanceFromHole = (i - hole) & (topics.length - 1);
            if (distanceFromHome >= distanceFromHole) {
                topics[hole] = topics[i];
                payloads[hole] = payloads[i];
                hole = i;
            }
        }
        topics[hole] = NONE;
    }

    private void grow() {
        long[] formerTopics = topics;
        long[] formerPayloads = payloads;
        topics = new long[formerTopics.length * 2];
        payloads = new long[formerTopics.length * 2];
        size = 0;
        for (int i = 0; i < formerTopics.length; i++) {
            if (formerTopics[i] != NONE) {
                put(formerTopics[i], formerPayloads[i]);
            }
        }
    }

    private long digest(String text) {
        return digest(text.getBytes(UTF_8));
    }

    private long digest(byte[] bytes) {
        long digest = (long) LONG.get(sha256.digest(bytes), 0);
        return digest == NONE ? 1 : digest;
    }
}
