package dev.rowcast.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rowcast.change.Operation;
import dev.rowcast.change.TableId;
import dev.rowcast.relay.Broadcast;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A place in the ring, which keeps what was told as bytes of its own and uses them again: thousands of objects that live for some
 * time, and then go, would be what the garbage collector has most to do with while a backlog is caught up with. What is large stays
 * as it is, so that many who read it share it. One thread writes; another may read meanwhile, and has to see to it that what it
 * read is not a mixture.
 */
final class EventSlot {
    /** What a slot may hold on to while it is empty. */
    private static final int MOST_BYTES = 1_024;
    /** Events of one table differ a little in length. */
    private static final int STEP_BYTES = 128;

    /** What is no event, or too large; null where the rest tells. */
    private @Nullable Broadcast whole;

    private @Nullable TableId table;
    private @Nullable Operation operation;
    private byte[] bytes = {};
    private int keyStart;
    private int payloadStart;
    private int end;

    void put(Broadcast told) {
        whole = told instanceof Broadcast.Event event && pack(event) ? null : told;
    }

    /** Returns whether it is small enough. */
    private boolean pack(Broadcast.Event event) {
        byte[] version = event.version().getBytes(UTF_8);
        byte[] key = event.key().getBytes(UTF_8);
        int length = version.length + key.length + event.payload().length;
        if (length > MOST_BYTES) {
            return false;
        }
        if (!event.table().equals(table)) {
            table = event.table();
        }
        operation = event.operation();
        if (bytes.length < length) {
            bytes = new byte[Math.min(MOST_BYTES, (length / STEP_BYTES + 1) * STEP_BYTES)];
        }
        keyStart = version.length;
        payloadStart = keyStart + key.length;
        end = length;
        System.arraycopy(version, 0, bytes, 0, version.length);
        System.arraycopy(key, 0, bytes, keyStart, key.length);
        System.arraycopy(event.payload(), 0, bytes, payloadStart, event.payload().length);
        return true;
    }

    /** The writer's thread. */
    String version() {
        return whole == null ? new String(bytes, 0, keyStart, UTF_8) : whole.version();
    }

    /** Of an event's payload. The writer's thread. */
    int payloadBytes() {
        if (whole == null) {
            return end - payloadStart;
        }
        return whole instanceof Broadcast.Event event ? event.payload().length : 0;
    }

    /** Lets go of what is large. */
    void clear() {
        whole = null;
    }

    /** What was put; if something else is put meanwhile, a mixture of both, or null. Never waits. */
    @Nullable
    Broadcast get() {
        Broadcast told = whole;
        if (told != null) {
            return told;
        }
        TableId its = table;
        Operation what = operation;
        byte[] packed = bytes;
        int key = keyStart;
        int payload = payloadStart;
        int length = end;
        if (its == null || what == null || key > payload || payload > length || length > packed.length) {
            return null;
        }
        return new Broadcast.Event(
                its,
                what,
                new String(packed, key, payload - key, UTF_8),
                new String(packed, 0, key, UTF_8),
                Arrays.copyOfRange(packed, payload, length));
    }
}
