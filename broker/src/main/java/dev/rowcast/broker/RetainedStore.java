package dev.rowcast.broker;

import dev.rowcast.broker.access.TopicFilter;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import java.time.Clock;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * The last message of each topic that was published to be retained, in place of Moquette's own, which it searches from end to
 * end for every subscription, sends in one go whether the subscriber reads or not, and clears at QoS 0. Topics are in order,
 * so a look-up costs what it finds; that order is touched when a topic is new or cleared, not when its message is replaced. Any
 * thread.
 *
 * <p>Every message and every clearing gets the next number of a sequence, which starts at 1 and becomes visible after the
 * message is. Who notes {@link #sequence()} when its subscription is active can tell what it has to read here, numbers up to
 * that one, from what comes to it live, numbers above.
 */
final class RetainedStore {
    private final Clock clock;
    private final ClientLimits.Retained limits;
    private final ConcurrentNavigableMap<String, Slot> ordered = new ConcurrentSkipListMap<>();
    /** The same, for who holds the lock. */
    private final Map<String, Slot> slots = new HashMap<>();

    private volatile long sequence;
    private int foreignCount;
    private long foreignBytes;

    /**
     * Makes an empty one.
     *
     * @param limits for messages of others than the publisher
     */
    RetainedStore(Clock clock, ClientLimits.Retained limits) {
        this.clock = clock;
        this.limits = limits;
    }

    /** A topic's place; what was cleared leaves its message there for who has it in hand. */
    private static final class Slot {
        private volatile RetainedMessage message;

        Slot(RetainedMessage message) {
            this.message = message;
        }
    }

    /** Whether there is room for a message of somebody else than the publisher. */
    synchronized boolean hasRoomFor(MqttPublishMessage message) {
        String topic = message.variableHeader().topicName();
        int size = topic.length() + message.payload().readableBytes();
        return !message.payload().isReadable()
                || ((foreignCount < limits.maxTopics() || slots.containsKey(topic))
                        && foreignBytes + size <= limits.maxBytes());
    }

    /**
     * Keeps the message as its topic's last, or clears the topic if the message is empty.
     *
     * @param foreign whether somebody else than the publisher has sent it
     * @return its number
     */
    synchronized long put(MqttPublishMessage message, boolean foreign) {
        long next = sequence + 1;
        String topic = message.variableHeader().topicName();
        if (message.payload().isReadable()) {
            Slot slot = slots.get(topic);
            // of a topic that is there already its text is not kept twice
            String name = slot == null ? topic : slot.message.topic();
            keep(slot, RetainedMessage.of(message, name, foreign, next, clock.instant()));
        } else {
            forget(topic);
        }
        sequence = next;
        return next;
    }

    private void keep(@Nullable Slot slot, RetainedMessage message) {
        if (slot == null) {
            Slot its = new Slot(message);
            slots.put(message.topic(), its);
            ordered.put(message.topic(), its);
        } else {
            countForeign(slot.message, -1);
            slot.message = message;
        }
        countForeign(message, 1);
    }

    private void forget(String topic) {
        Slot slot = slots.remove(topic);
        if (slot != null) {
            ordered.remove(topic);
            countForeign(slot.message, -1);
        }
    }

    private void countForeign(RetainedMessage message, int change) {
        if (message.foreign()) {
            foreignCount += change;
            foreignBytes += (long) change * message.size();
        }
    }

    /** The number up to which everything can be seen here; grows. */
    long sequence() {
        return sequence;
    }

    /** How many topics have a message, expired ones that nobody has looked for since included. */
    synchronized int count() {
        return slots.size();
    }

    boolean isExpired(RetainedMessage message) {
        return message.isExpired(clock.instant());
    }

    /** Forgets the message if it is still its topic's last. */
    synchronized void expire(RetainedMessage message) {
        Slot slot = slots.get(message.topic());
        if (slot != null && slot.message.sequence() == message.sequence()) {
            forget(message.topic());
        }
    }

    /**
     * The messages that the filter may match, and few others, as they are when it is their turn.
     *
     * @param filter without a share
     */
    Iterator<RetainedMessage> candidates(String filter) {
        int wildcard = TopicFilter.indexOfWildcard(filter);
        if (wildcard < 0) {
            return messages(ordered.subMap(filter, true, filter, true));
        }
        if (wildcard == 0) {
            return messages(ordered);
        }
        // of "orders/#" also "orders" itself; everything below begins with "orders/" and so sorts before "orders0"
        String parent = filter.substring(0, wildcard - 1);
        return messages(ordered.subMap(parent, true, parent + (char) ('/' + 1), false));
    }

    private static Iterator<RetainedMessage> messages(Map<String, Slot> slots) {
        return slots.values().stream().map(slot -> slot.message).iterator();
    }
}
