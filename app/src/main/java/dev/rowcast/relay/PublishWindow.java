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
 * Messages on their way to one broker connection, bounded in number and bytes, and the marks among them. While changes
 * come, rows of a scan have half of the window, for changes go out behind those that are in flight. Owned by the relay's
 * thread; acknowledgements, on any thread, only mark.
 */
final class PublishWindow {
    private static final long MAX_BYTES = 16L << 20;

    /** When no change has come for so long, rows have the whole window. */
    private static final Duration QUIET = Duration.ofSeconds(1);

    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(15);
    private static final Duration LONGEST_REST = Duration.ofMillis(50);

    private final ProbedConnection connection;
    private final Share all;
    /** Of them, those that are rows of a scan. */
    private final Share rows;

    private final RelayTime time;
    private final RelayMeter meter;
    private final Deque<Entry> entries = new ArrayDeque<>();
    private final List<Mark> acknowledged = new ArrayList<>();

    /** When the oldest message in flight became the oldest. */
    private long oldestNanos;

    /** When the last acknowledgement came of the messages since the last mark; meaningless if there are none. */
    private long acknowledgedNanos;

    private long lastChangeNanos;
    private boolean hasMessagesSinceMark;

    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    PublishWindow(ProbedConnection connection, int maxInFlight, RelayTime time, RelayMeter meter) {
        this.connection = requireNonNull(connection, "connection is null");
        this.all = new Share(maxInFlight, MAX_BYTES);
        this.rows = new Share(mostRows(maxInFlight), MAX_BYTES / 2);
        this.time = requireNonNull(time, "time is null");
        this.meter = requireNonNull(meter, "meter is null");
        lastChangeNanos = time.nanoTime();
    }

    /** How many rows of a scan may be in flight among so many messages: enough to keep a broker busy. */
    static int mostRows(int maxInFlight) {
        return (maxInFlight + 1) / 2;
    }

    /** A bound on messages and their bytes, and those that are in flight within it. */
    private static final class Share {
        private static final int REFILLS = 4;
        private static final int NOTHING = -1;

        private final int maxMessages;
        private final long maxBytes;
        /**
         * What was full is filled again from here on. The broker acknowledges messages one by one; to wake up for each would cost
         * more than to publish it.
         */
        private final int refilledAt;

        private final AtomicInteger messages = new AtomicInteger();
        private final AtomicLong bytes = new AtomicLong();
        /** The relay's thread rests until no more than so many messages are in flight; below zero if it does not. */
        private volatile int awaited = NOTHING;

        Share(int maxMessages, long maxBytes) {
            this.maxMessages = maxMessages;
            this.maxBytes = maxBytes;
            this.refilledAt = maxMessages - Math.max(1, maxMessages / REFILLS);
        }

        boolean isFull() {
            return messages.get() >= maxMessages;
        }

        /** A message always has room if it is alone. */
        boolean hasRoomForBytes(int more) {
            return messages.get() == 0 || bytes.get() + more <= maxBytes;
        }

        void enter(int entering) {
            messages.getAndIncrement();
            bytes.addAndGet(entering);
        }

        /** Returns whether somebody waits for it. */
        boolean leave(int leaving) {
            bytes.addAndGet(-leaving);
            return messages.decrementAndGet() <= awaited;
        }
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
        int bytes = bytes(message);
        awaitRoom(all, bytes);
        send(message, bytes, false);
        lastChangeNanos = time.nanoTime();
    }

    /** Publishes what a scan tells of a row, as soon as there is room, while changes come: in the scan's half. */
    void publishRow(Message message) throws BrokerUnavailableException, MisconfiguredException, InterruptedException {
        int bytes = bytes(message);
        if (isBusy()) {
            awaitRoom(rows, bytes);
        }
        awaitRoom(all, bytes);
        send(message, bytes, true);
    }

    /** Whether another row would not have to wait. */
    boolean hasRoomForRow() {
        Share share = isBusy() ? rows : all;
        return !share.isFull() && share.hasRoomForBytes(1);
    }

    private boolean isBusy() {
        return time.nanoTime() - lastChangeNanos < QUIET.toNanos();
    }

    private static int bytes(Message message) {
        return message.topic().length() + message.payload().length;
    }

    private void send(Message message, int bytes, boolean isRow) {
        dropAcknowledged();
        Entry entry = new Entry(null);
        long sentNanos = time.nanoTime();
        if (entries.isEmpty()) {
            oldestNanos = sentNanos;
        }
        entries.add(entry);
        all.enter(bytes);
        if (isRow) {
            rows.enter(bytes);
        }
        connection.publish(message).whenComplete((acknowledged, thrown) -> {
            if (thrown == null) {
                entry.acknowledgedNanos = time.nanoTime();
                entry.acknowledged = true;
                meter.published(entry.acknowledgedNanos - sentNanos);
            } else {
                failure.compareAndSet(null, thrown);
            }
            boolean isAwaited = all.leave(bytes);
            if (isRow) {
                isAwaited |= rows.leave(bytes);
            }
            if (isAwaited || thrown != null) {
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
        return new InFlight(all.messages.get(), all.bytes.get());
    }

    /** Waits until every message is acknowledged. */
    void awaitEmpty() throws BrokerUnavailableException, MisconfiguredException, InterruptedException {
        awaitAtMost(all, 0);
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
        all.awaited = 0;
        while (all.messages.get() > 0 && failure.get() == null && time.nanoTime() < deadline) {
            time.rest(LONGEST_REST);
        }
        all.awaited = Share.NOTHING;
    }

    private void awaitRoom(Share share, int bytes)
            throws BrokerUnavailableException, MisconfiguredException, InterruptedException {
        if (share.isFull()) {
            awaitAtMost(share, share.refilledAt);
        }
        while (!share.hasRoomForBytes(bytes)) {
            awaitAtMost(share, Math.max(0, share.messages.get() - 1));
        }
    }

    /** @param most how many messages of the share may be in flight then */
    private void awaitAtMost(Share share, int most)
            throws BrokerUnavailableException, MisconfiguredException, InterruptedException {
        share.awaited = most;
        try {
            while (share.messages.get() > most) {
                throwIfFailed();
                time.rest(LONGEST_REST);
            }
        } finally {
            share.awaited = Share.NOTHING;
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
        if (all.messages.get() > 0 && time.nanoTime() - oldestNanos > LONGEST_SILENCE.toNanos()) {
            throw new BrokerUnavailableException("the broker has not acknowledged the oldest of " + all.messages.get()
                    + " messages in flight for " + LONGEST_SILENCE.toSeconds() + " s");
        }
    }
}
