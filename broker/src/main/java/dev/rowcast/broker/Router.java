package dev.rowcast.broker;

import dev.rowcast.broker.Courier.Letter;
import dev.rowcast.broker.access.TopicFilter;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Brings what is published to those who subscribe to its topic, in place of Moquette, which takes each message over four threads
 * on its way, drops it where a channel is not writable, and knows nothing of the retained messages that we keep. Any thread;
 * what one thread publishes comes to each subscriber in its order.
 */
final class Router {
    private static final int SUBSCRIBERS_PER_LETTER = 256;

    private final TopicTree<Recipient> subscriptions = new TopicTree<>();
    /** By filter; changed and read under its own lock. */
    private final Map<String, Share> shares = new HashMap<>();

    private final Map<EventExecutor, Courier> couriers = new ConcurrentHashMap<>();

    /** One subscriber, or those who share a subscription. */
    interface Recipient {
        /** Who is to get the next message; null if there is nobody any more. */
        @Nullable
        Subscriber next();

        /** The shared subscription that this is; null for a subscriber of its own. */
        @Nullable
        String share();
    }

    /** One connection. */
    interface Subscriber extends Recipient {
        /** Who brings it its messages. Any thread. */
        Courier courier();

        /**
         * Sends a message, or keeps it to be sent. On the connection's event loop.
         *
         * @param publication of which the caller keeps its part
         * @param share the shared subscription that it comes for; null: all others
         */
        void deliver(Publication publication, @Nullable String share);

        /** Lets go what was sent. On the connection's event loop. */
        void flush();

        /** Ends the connection. On its event loop. */
        void close();

        @Override
        default Subscriber next() {
            return this;
        }

        @Override
        default @Nullable String share() {
            return null;
        }
    }

    /** Who brings messages to the connections of an event loop. */
    Courier courier(EventExecutor loop) {
        return couriers.computeIfAbsent(loop, Courier::new);
    }

    /** Begins a subscription, or leaves it as it is: from when this returns, everything published comes. */
    void subscribe(String filter, Subscriber subscriber) {
        if (TopicFilter.isShared(filter)) {
            synchronized (shares) {
                Share share = shares.computeIfAbsent(filter, Share::new);
                share.join(subscriber);
                subscriptions.add(levels(filter), share);
            }
        } else {
            subscriptions.add(levels(filter), subscriber);
        }
    }

    /** Ends a subscription, if there is one. */
    void unsubscribe(String filter, Subscriber subscriber) {
        if (TopicFilter.isShared(filter)) {
            synchronized (shares) {
                Share share = shares.get(filter);
                if (share != null && share.leave(subscriber)) {
                    shares.remove(filter);
                    subscriptions.remove(levels(filter), share);
                }
            }
        } else {
            subscriptions.remove(levels(filter), subscriber);
        }
    }

    private static List<String> levels(String filter) {
        return TopicFilter.ofSubscription(filter).orElseThrow().levels();
    }

    /**
     * Hands a message to the couriers of all that subscribe to its topic.
     *
     * @param publication of which the caller keeps its part
     * @param receipt is told of each
     */
    void publish(Publication publication, Receipt receipt) {
        Collection<Recipient> recipients = recipients(publication.topic());
        if (recipients.isEmpty()) {
            return;
        }
        Map<Courier, List<Subscriber>> routes = new HashMap<>(4);
        for (Recipient recipient : recipients) {
            Subscriber subscriber = recipient.next();
            if (subscriber != null && recipient.share() != null) {
                subscriber.courier().take(new Letter(publication, List.of(subscriber), recipient.share(), receipt));
            } else if (subscriber != null) {
                add(subscriber, routes, publication, receipt);
            }
        }
        routes.forEach((courier, rest) -> courier.take(new Letter(publication, rest, null, receipt)));
    }

    /** Letters for many are cut into pieces. */
    private static void add(
            Subscriber subscriber, Map<Courier, List<Subscriber>> routes, Publication publication, Receipt receipt) {
        Courier courier = subscriber.courier();
        List<Subscriber> route = routes.computeIfAbsent(courier, any -> new ArrayList<>(1));
        route.add(subscriber);
        if (route.size() == SUBSCRIBERS_PER_LETTER) {
            courier.take(new Letter(publication, route, null, receipt));
            routes.remove(courier);
        }
    }

    /** Each once, however many of its filters select the topic. */
    private Collection<Recipient> recipients(String topic) {
        List<List<Recipient>> found = subscriptions.select(topic);
        if (found.isEmpty()) {
            return List.of();
        }
        if (found.size() == 1) {
            return found.get(0);
        }
        Set<Recipient> each = new LinkedHashSet<>();
        found.forEach(each::addAll);
        return each;
    }
}
