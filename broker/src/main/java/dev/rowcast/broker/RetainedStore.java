package dev.rowcast.broker;

import dev.rowcast.broker.access.TopicFilter;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import java.time.Clock;
import java.util.Collection;
import java.util.Collections;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The last message of each topic that was published to be retained, in place of Moquette's own, which it searches from end to
 * end for every subscription, sends in one go whether the subscriber reads or not, and clears at QoS 0. Topics are in order,
 * so a look-up costs what it finds. Any thread.
 *
 * <p>Every message and every clearing gets the next number of a sequence, which starts at 1 and becomes visible after the
 * message is. Who notes {@link #sequence()} when its subscription is active can tell what it has to read here, numbers up to
 * that one, from what comes to it live, numbers above.
 */
final class RetainedStore {
    private final Clock clock;
    private final ClientLimits.Retained limits;
    private final ConcurrentNavigableMap<String, RetainedMessage> messages = new ConcurrentSkipListMap<>();
    private final AtomicInteger count = new AtomicInteger();
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

    /** Whether there is room for a message of somebody else than the publisher. */
    synchronized boolean hasRoomFor(MqttPublishMessage message) {
        String topic = message.variableHeader().topicName();
        int size = topic.length() + message.payload().readableBytes();
        return !message.payload().isReadable()
                || ((foreignCount < limits.maxTopics() || messages.containsKey(topic))
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
            RetainedMessage kept = RetainedMessage.of(message, foreign, next, clock.instant());
            count(kept, 1);
            count(messages.put(topic, kept), -1);
        } else {
            count(messages.remove(topic), -1);
        }
        sequence = next;
        return next;
    }

    private void count(@Nullable RetainedMessage message, int change) {
        if (message != null) {
            count.addAndGet(change);
            if (message.foreign()) {
                foreignCount += change;
                foreignBytes += (long) change * message.size();
            }
        }
    }

    /** The number up to which everything can be seen here; grows. */
    long sequence() {
        return sequence;
    }

    /** How many topics have a message, expired ones that nobody has looked for since included. */
    int count() {
        return count.get();
    }

    boolean isExpired(RetainedMessage message) {
        return message.isExpired(clock.instant());
    }

    /** Forgets the message if it is still its topic's last. */
    synchronized void expire(RetainedMessage message) {
        if (messages.remove(message.topic(), message)) {
            count(message, -1);
        }
    }

    /**
     * A view of the messages that the filter may match, and of few others; to be iterated while it changes.
     *
     * @param filter without a share
     */
    Collection<RetainedMessage> candidates(String filter) {
        int wildcard = TopicFilter.indexOfWildcard(filter);
        if (wildcard < 0) {
            RetainedMessage only = messages.get(filter);
            return only == null ? Collections.emptyList() : Collections.singletonList(only);
        }
        if (wildcard == 0) {
            return messages.values();
        }
        // of "orders/#" also "orders" itself; everything below begins with "orders/" and so sorts before "orders0"
        String parent = filter.substring(0, wildcard - 1);
        return messages.subMap(parent, true, parent + (char) ('/' + 1), false).values();
    }
}
