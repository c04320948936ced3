package dev.rowcast.watch;

import static java.util.Objects.requireNonNull;

import dev.rowcast.message.Message;
import dev.rowcast.mqtt.MqttSubscriber;
import dev.rowcast.relay.Backoff;
import dev.rowcast.relay.BrokerUnavailableException;
import dev.rowcast.relay.MisconfiguredException;
import dev.rowcast.terminal.Printable;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows topics over one connection after another, on a thread of its own. What comes is read no faster than it is taken, so
 * that little is held in memory.
 */
final class BrokerFeed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerFeed.class);
    private static final int CAPACITY = 256;
    private static final Duration LONGEST_POLL = Duration.ofMillis(200);
    private static final Duration FIRST_WAIT = Duration.ofMillis(500);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(8);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

    private final MqttSubscriber subscriber;
    private final List<String> filters;
    private final BlockingQueue<Item> items = new ArrayBlockingQueue<>(CAPACITY);
    private final Thread thread = new Thread(this::run, "watch");
    private volatile boolean closed;

    /** What happens on the way to the broker. */
    sealed interface Item {}

    /** A connection stands; what comes next is told on it. */
    record Connected() implements Item {}

    record Arrived(Message message) implements Item {}

    /** There is no connection. */
    record Lost(String reason) implements Item {
        Lost {
            // a broker may say why, and may say anything
            reason = Printable.of(reason);
        }
    }

    /** There will be none: only a person can mend why. */
    record Refused(MisconfiguredException cause) implements Item {
        /** To be thrown by another thread. */
        MisconfiguredException raised() {
            String message = String.valueOf(cause.getMessage())
                    .lines()
                    .map(Printable::of)
                    .collect(Collectors.joining("\n"));
            return new MisconfiguredException(message, cause);
        }
    }

    private BrokerFeed(MqttSubscriber subscriber, List<String> filters) {
        this.subscriber = requireNonNull(subscriber, "subscriber is null");
        this.filters = List.copyOf(filters);
        thread.setDaemon(true);
    }

    static BrokerFeed start(MqttSubscriber subscriber, List<String> filters) {
        BrokerFeed feed = new BrokerFeed(subscriber, filters);
        feed.thread.start();
        return feed;
    }

    /** The next item; null if there is none in this time. */
    @Nullable
    Item poll(Duration longest) throws InterruptedException {
        return items.poll(longest.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void run() {
        try {
            followAgainAndAgain();
        } catch (InterruptedException e) {
            LOG.debug("Asked to stop");
        }
    }

    private void followAgainAndAgain() throws InterruptedException {
        Backoff backoff = new Backoff(new Random(), FIRST_WAIT, LONGEST_WAIT);
        while (!closed) {
            BrokerUnavailableException why;
            try {
                why = follow();
                backoff.reset();
            } catch (BrokerUnavailableException e) {
                why = e;
            } catch (MisconfiguredException e) {
                items.put(new Refused(e));
                return;
            }
            items.put(new Lost(String.valueOf(why.getMessage())));
            Thread.sleep(backoff.next().toMillis());
        }
    }

    /** Returns why a connection that stood was lost; throws why none could be had. */
    private BrokerUnavailableException follow()
            throws BrokerUnavailableException, MisconfiguredException, InterruptedException {
        try (MqttSubscriber.Feed feed = subscriber.subscribe(filters)) {
            items.put(new Connected());
            return pass(feed);
        }
    }

    private BrokerUnavailableException pass(MqttSubscriber.Feed feed)
            throws MisconfiguredException, InterruptedException {
        try {
            while (true) {
                Message next = feed.next(LONGEST_POLL);
                if (next != null) {
                    items.put(new Arrived(next));
                }
            }
        } catch (BrokerUnavailableException e) {
            return e;
        }
    }

    /** Says goodbye to the broker; waits a bounded time. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(CLOSE_LIMIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
