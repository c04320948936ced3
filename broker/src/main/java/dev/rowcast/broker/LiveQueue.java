package dev.rowcast.broker;

import dev.rowcast.broker.Subscriptions.Delivery;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The live messages that one subscriber can not be sent yet. On the channel's event loop, but for its size. */
final class LiveQueue implements Backlogs.Backlog {
    private final Backlogs backlogs;
    private final Runnable evict;
    private final Queue<Waiting> messages = new ArrayDeque<>();
    private final AtomicLong size = new AtomicLong();

    /**
     * Makes an empty one.
     *
     * @param evict closes the subscriber; called by any thread
     */
    LiveQueue(Backlogs backlogs, Runnable evict) {
        this.backlogs = backlogs;
        this.evict = evict;
    }

    /** A message, how it is to be sent, and whom to tell. */
    record Waiting(MqttPublishMessage message, Delivery delivery, ChannelPromise promise) {}

    void add(Waiting waiting) {
        messages.add(waiting);
        changed(Packets.memory(waiting.message()));
    }

    /** The next message, which stays. */
    @Nullable
    Waiting peek() {
        return messages.peek();
    }

    /** Takes the next message; there must be one. */
    Waiting remove() {
        Waiting next = messages.remove();
        changed(-Packets.memory(next.message()));
        return next;
    }

    boolean isEmpty() {
        return messages.isEmpty();
    }

    private void changed(long change) {
        size.addAndGet(change);
        backlogs.changed(this, change);
    }

    /** Forgets everything; nothing may be added any more. */
    void clear() {
        for (Waiting next = messages.poll(); next != null; next = messages.poll()) {
            next.message().release();
            next.promise().trySuccess();
        }
        backlogs.gone(this, size.getAndSet(0));
    }

    @Override
    public long size() {
        return size.get();
    }

    @Override
    public void evict() {
        evict.run();
    }
}
