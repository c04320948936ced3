package dev.rowcast.relay;

import static java.util.Objects.requireNonNull;

import dev.rowcast.message.Message;
import dev.rowcast.relay.RelayFigures.InFlight;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Messages on their way to one broker connection, bounded in number and bytes, and the marks among them. Owned by the
 * relay's thread; acknowledgements, on any thread, only mark.
 */
final class PublishWindow {
    private static final long MAX_BYTES = 16L << 20;
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(15);
    private static final Duration LONGEST_REST = Duration.ofMillis(50);
    private static final int PARTS = 4;
    private static final int NOTHING = -1;

    private final ProbedConnection connection;
    private final int maxInFlight;
    /**
     * A window that was full is filled again from here on. The broker acknowledges messages one by one; to wake up for each would
     * cost more than to publish it.
     */
    private final int refilledAt;

    private final RelayTime time;
    private final RelayMeter meter;
    private final Deque<Entry> entries = new ArrayDeque<>();
    private final List<Mark> acknowledged = new ArrayList<>();

    /** When the oldest message in flight became the oldest. */
    private long oldestNanos;

    /** When the last acknowledgement came of the messages since the last mark; meaningless if there are none. */
    private long acknowledgedNanos;

    private boolean hasMessagesSinceMark;

    /** The relay's thread rests until no more than so many messages are in flight; below zero if it does not. */
    private volatile int awaited = NOTHING;

    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicLong inFlightBytes = new AtomicLong();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    PublishWindow(ProbedConnection connection, int maxInFlight, RelayTime time, RelayMeter meter) {
        this.connection = requireNonNull(connection, "connection is null");
        this.maxInFlight = maxInFlight;
        this.refilledAt = maxInFlight - Math.max(1, maxInFlight / PARTS);
        this.time = requireNonNull(time, "time is null");
        this.meter = requireNonNull(meter, "meter is null");
    }

    /** A message in flight, or a mark behind those before it. */
    private static final class Entry {
        private final @Nullable Mark mark;
        /** Of a message; written before it is acknowledged, and read afterwards. */
        private long acknowledgedNanos;

        private volatile boolean acknowledged;

        Entry(@Nullable Mark mark) {
            this.mark = mark;
            this.acknowledged = mark != null;
        }
    }

    /** Publishes as soon as there is room. */
    void publish(Message message) throws BrokerUnavailableException, MisconfiguredException, InterruptedException {
        int bytes = message.topic().length() + message.payload().length;
        awaitRoom(bytes);
        dropAcknowledged();
        Entry entry = new Entry(null);
        long sentNanos = time.nanoTime();
        if (entries.isEmpty()) {
            oldestNanos = sentNanos;
        }
        entries.add(entry);
        inFlight.getAndIncrement();
        inFlightBytes.addAndGet(bytes);
        connection.publish(message).whenComplete((acknowledged, thrown) -> {
            if (thrown == null) {
                entry.acknowledgedNanos = time.nanoTime();
                entry.acknowledged = true;
                meter.published(entry.acknowledgedNanos - sentNanos);
            } else {
                failure.compareAndSet(null, thrown);
            }
            inFlightBytes.addAndGet(-bytes);
            if (inFlight.decrementAndGet() <= awaited || thrown != null) {
                time.wake();
            }
        });
    }

    /** Notes what holds once all that was published so far is acknowledged. */
    void mark(Mark mark) {
        entries.add(new Entry(mark));
    }

    /** The marks before which everything is acknowledged, in order, since the last call. */
    List<Mark> acknowledged() throws BrokerUnavailableException, MisconfiguredException {
        throwIfFailed();
        dropAcknowledged();
        List<Mark> marks = List.copyOf(acknowledged);
        acknowledged.clear();
        return marks;
    }

    private void dropAcknowledged() {
        for (Entry head = entries.peek(); head != null && head.acknowledged; head = entries.peek()) {
            entries.remove();
            oldestNanos = time.nanoTime();
            if (head.mark == null) {
                boolean later = !hasMessagesSinceMark || head.acknowledgedNanos - acknowledgedNanos > 0;
                acknowledgedNanos = later ? head.acknowledgedNanos : acknowledgedNanos;
                hasMessagesSinceMark = true;
            } else {
                acknowledged.add(head.mark);
                measure(head.mark.committedAt());
                hasMessagesSinceMark = false;
            }
        }
    }

    /** Acknowledgements are noticed some time after they came. */
    private void measure(@Nullable Instant committedAt) {
        if (committedAt != null && hasMessagesSinceMark) {
            long sinceCommit = Duration.between(committedAt, time.instant()).toNanos();
            meter.delivered(sinceCommit - (time.nanoTime() - acknowledgedNanos));
        }
    }

    /** What waits for its acknowledgement. Any thread. */
    InFlight inFlight() {
        return new InFlight(inFlight.get(), inFlightBytes.get());
    }

    /** Waits until every message is acknowledged. */
    void awaitEmpty() throws BrokerUnavailableException, MisconfiguredException, InterruptedException {
        awaitAtMost(0);
        throwIfFailed();
    }

    /** Waits until every message is acknowledged, and forgets the marks: what follows has no part in what was before. */
    void beginAnew() throws BrokerUnavailableException, MisconfiguredException, InterruptedException {
        awaitEmpty();
        entries.clear();
        acknowledged.clear();
        hasMessagesSinceMark = false;
    }

    /** Waits for the last acknowledgements, not longer than the time; never throws for what it misses. */
    void drain(Duration timeout) throws InterruptedException {
        long deadline = time.nanoTime() + timeout.toNanos();
        awaited = 0;
        while (inFlight.get() > 0 && failure.get() == null && time.nanoTime() < deadline) {
            time.rest(LONGEST_REST);
        }
        awaited = NOTHING;
    }

    private void awaitRoom(int bytes) throws BrokerUnavailableException, MisconfiguredException, InterruptedException {
        if (inFlight.get() >= maxInFlight) {
            awaitAtMost(refilledAt);
        }
        while (inFlight.get() > 0 && inFlightBytes.get() + bytes > MAX_BYTES) {
            awaitAtMost(Math.max(0, inFlight.get() - 1));
        }
    }

    /** @param most how many messages may be in flight then */
    private void awaitAtMost(int most) throws BrokerUnavailableException, MisconfiguredException, InterruptedException {
        awaited = most;
        try {
            while (inFlight.get() > most) {
                throwIfFailed();
                time.rest(LONGEST_REST);
            }
        } finally {
            awaited = NOTHING;
        }
    }

    private void throwIfFailed() throws BrokerUnavailableException, MisconfiguredException {
        Throwable thrown = failure.get();
        if (thrown != null) {
            BrokerFailure.raise(thrown);
        }
        throwIfStalled();
        connection.prove();
    }

    /**
     * A connection may live on while the broker acknowledges nothing, as when it dropped what it had taken; or one of several
     * does while others go on. Acknowledgements come in order (MQTT 5, 4.6), so the oldest message tells.
     */
    private void throwIfStalled() throws BrokerUnavailableException {
        dropAcknowledged();
        if (inFlight.get() > 0 && time.nanoTime() - oldestNanos > LONGEST_SILENCE.toNanos()) {
            throw new BrokerUnavailableException("the broker has not acknowledged the oldest of " + inFlight.get()
                    + " messages in flight for " + LONGEST_SILENCE.toSeconds() + " s");
        }
    }
}
