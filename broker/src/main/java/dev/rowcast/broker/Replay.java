package dev.rowcast.broker;

import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** The retained messages that are due to one new subscription, read as fast as its client takes them. Not thread-safe. */
final class Replay {
    private final RetainedStore store;
    private final Subscription subscription;
    private final Iterator<RetainedMessage> candidates;

    Replay(RetainedStore store, Subscription subscription) {
        this.store = store;
        this.subscription = subscription;
        candidates = store.candidates(subscription.filter()).iterator();
    }

    Subscription subscription() {
        return subscription;
    }

    /** Whether there may be more. */
    boolean hasNext() {
        return candidates.hasNext();
    }

    /** Looks at the next message; null if it is not due: another topic's, expired, or so new that it comes live. */
    @Nullable
    RetainedMessage next() {
        RetainedMessage message = candidates.next();
        if (message.sequence() > subscription.since() || !subscription.topics().matches(message.topic())) {
            return null;
        }
        if (store.isExpired(message)) {
            store.expire(message);
            return null;
        }
        return message;
    }
}
