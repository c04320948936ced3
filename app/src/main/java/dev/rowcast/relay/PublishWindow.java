package dev.rowcast.relay;

import static java.util.Objects.requireNonNull;

import dev.rowcast.change.StreamItem.Commit;
import dev.rowcast.change.TableId;
import dev.rowcast.message.Message;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Messages on their way to one broker connection, bounded in number and bytes, and the commits among them. Owned by the
 * relay's thread; acknowledgements, on any thread, only mark.
 */
final class PublishWindow {
    private static final long MAX_BYTES = 16L << 20;
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(15);
    private static final Duration LONGEST_PARK = Duration.ofMillis(50);

    private final ProbedConnection connection;
    private final int maxInFlight;
    private final Thread owner;
    private final Deque<Entry> entries = new ArrayDeque<>();
    private final List<Mark> acknowledged = new ArrayList<>();

    private volatile long progressNanos = System.nanoTime();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicLong inFlightBytes = new AtomicLong();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    PublishWindow(ProbedConnection connection, int maxInFlight) {
        this.connection = requireNonNull(connection, "connection is null");
        this.maxInFlight = maxInFlight;
        this.owner = Thread.currentThread();
    }

    /** A message in flight, or a commit that all entries before it belong to or precede. */
    private static final class Entry {
        private final @Nullable Mark mark;
        private volatile boolean acknowledged;

        Entry(@Nullable Mark mark) {
            this.mark = mark;
            this.acknowledged = mark != null;
        }
    }

    /**
     * A transaction's end.
     *
     * @param rowDifferences by how many rows each table has grown or, negative, shrunk
     */
    record Mark(Commit commit, Map<TableId, Long> rowDifferences) {
        Mark {
            requireNonNull(commit, "commit is null");
            rowDifferences = Map.copyOf(rowDifferences);
        }
    }

    /** Publishes as soon as there is room. */
    void publish(Message message) throws BrokerUnavailableException, MisconfiguredException, InterruptedException {
        int bytes = message.topic().length() + message.payload().length;
        awaitWhile(
                () -> inFlight.get() >= maxInFlight || (inFlight.get() > 0 && inFlightBytes.get() + bytes > MAX_BYTES));
        dropAcknowledged();
        Entry entry = new Entry(null);
        entries.add(entry);
        if (inFlight.getAndIncrement() == 0) {
            progressNanos = System.nanoTime();
        }
        inFlightBytes.addAndGet(bytes);
        connection.publish(message).whenComplete((acknowledged, thrown) -> {
            if (thrown == null) {
                entry.acknowledged = true;
                progressNanos = System.nanoTime();
            } else {
                failure.compareAndSet(null, thrown);
            }
            inFlightBytes.addAndGet(-bytes);
            inFlight.decrementAndGet();
            LockSupport.unpark(owner);
        });
    }

    /** Notes that a transaction has ended here. */
    void commit(Mark mark) {
        entries.add(new Entry(mark));
    }

    /** The commits up to which everything is acknowledged, in order, since the last call. */
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
            if (head.mark != null) {
                acknowledged.add(head.mark);
            }
        }
    }

    /** Waits until every message is acknowledged. */
    void awaitEmpty() throws BrokerUnavailableException, MisconfiguredException, InterruptedException {
        awaitWhile(() -> inFlight.get() > 0);
        throwIfFailed();
    }

    /** Waits for the last acknowledgements, not longer than the time; never throws for what it misses. */
    void drain(Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (inFlight.get() > 0 && failure.get() == null && System.nanoTime() < deadline) {
            park();
        }
    }

    private void awaitWhile(Condition condition)
            throws BrokerUnavailableException, MisconfiguredException, InterruptedException {
        while (condition.holds()) {
            throwIfFailed();
            park();
        }
    }

    private static void park() throws InterruptedException {
        LockSupport.parkNanos(LONGEST_PARK.toNanos());
        if (Thread.interrupted()) {
            throw new InterruptedException();
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

    /** A connection may live on while the broker acknowledges nothing, as when it dropped what it had taken. */
    private void throwIfStalled() throws BrokerUnavailableException {
        if (inFlight.get() > 0 && System.nanoTime() - progressNanos > LONGEST_SILENCE.toNanos()) {
            throw new BrokerUnavailableException("the broker has acknowledged nothing for "
                    + LONGEST_SILENCE.toSeconds() + " s, with " + inFlight.get() + " messages in flight");
        }
    }

    @FunctionalInterface
    private interface Condition {
        boolean holds();
    }
}
