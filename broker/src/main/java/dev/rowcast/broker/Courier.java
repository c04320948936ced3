package dev.rowcast.broker;

import dev.rowcast.broker.Router.Subscriber;
import io.netty.util.concurrent.EventExecutor;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings messages to the subscribers of one event loop, in the order in which it was given them. However many come, the event
 * loop is woken once, and each subscriber's socket is written to once.
 */
final class Courier {
    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);

    /** Visited in one go, so that the event loop's sockets have their turn. */
    private static final int VISITS_PER_TURN = 512;

    private final EventExecutor loop;
    private final Queue<Letter> letters = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean coming = new AtomicBoolean();
    private final Set<Subscriber> visited = new LinkedHashSet<>();

    Courier(EventExecutor loop) {
        this.loop = loop;
    }

    /**
     * A message for some of the subscribers.
     *
     * @param subscribers not to be changed any more
     * @param share the shared subscription that it comes for; null: all others
     * @param receipt is told when it is with all of them
     */
    record Letter(Publication publication, List<Subscriber> subscribers, @Nullable String share, Receipt receipt) {}

    /** Takes a letter, and a part of its message's payload. Any thread. */
    void take(Letter letter) {
        letter.publication().payload().retain();
        letter.receipt().expect();
        letters.add(letter);
        setOut();
    }

    private void setOut() {
        if (coming.compareAndSet(false, true)) {
            try {
                loop.execute(this::turn);
            } catch (RejectedExecutionException e) {
                // The broker is being closed, and nobody is connected any more.
                LOG.debug("The event loop has ended", e);
                for (Letter letter = letters.poll(); letter != null; letter = letters.poll()) {
                    over(letter);
                }
            }
        }
    }

    private void turn() {
        coming.set(false);
        int visits = 0;
        for (Letter letter = letters.poll(); letter != null; letter = letters.poll()) {
            for (Subscriber subscriber : letter.subscribers()) {
                bring(letter, subscriber);
            }
            over(letter);
            visits += letter.subscribers().size();
            if (visits >= VISITS_PER_TURN) {
                setOut();
                break;
            }
        }
        visited.forEach(Subscriber::flush);
        visited.clear();
    }

    private void bring(Letter letter, Subscriber subscriber) {
        try {
            subscriber.deliver(letter.publication(), letter.share());
            visited.add(subscriber);
        } catch (RuntimeException e) {
            LOG.error("A message could not be brought to a subscriber, who is closed, for it would miss it", e);
            subscriber.close();
        }
    }

    private static void over(Letter letter) {
        letter.publication().payload().release();
        letter.receipt().done();
    }
}
