package dev.rowcast.broker;

import java.util.Iterator;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The retained messages that are due to one new subscription, read as fast as its client takes them. Not thread-safe. */
final class Replay {
    private final RetainedStore store;
    private final Subscription subscription;
    private final Predicate<RetainedMessage> due;
    private final Iterator<RetainedMessage> candidates;

    /**
     * Begins at the first message.
     *
     * @param due whether the client is to get a message that matches
     */
    Replay(RetainedStore store, Subscription subscription, Predicate<RetainedMessage> due) {
        this.store = store;
        this.subscription = subscription;
        this.due = due;
        candidates = store.candidates(subscription.filter());
    }

    Subscription subscription() {
        return subscription;
    }

    /** Whether there may be more. */
    boolean hasNext() {
        return candidates.hasNext();
    }

    /** Looks at the next message; null if it is not due: another topic's, expired, so new that it comes live, or not for this client. */
    @Nullable
    RetainedMessage next() {
        RetainedMessage message = candidates.next();
        if (message.sequence() > subscription.since() || !subscription.topics().selects(message.topic())) {
            return null;
        }
        if (store.isExpired(message)) {
            store.expire(message);
            return null;
        }
        return due.test(message) ? message : null;
    }
}
