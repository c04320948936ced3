package dev.rowcast.relay;

import static java.util.Objects.requireNonNull;

import dev.rowcast.message.Message;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A broker connection that has to prove again and again that messages flow. Twice a second a probe goes through the broker and
 * back. While one is on its way, acknowledgements of what was handed over before show that the broker has not come to it yet;
 * without them and without the probe the connection is lost after {@link #LONGEST_SILENCE}. An open socket proves nothing.
 * The relay's thread, where nothing else is said.
 */
final class ProbedConnection implements BrokerConnection {
    static final Duration INTERVAL = Duration.ofMillis(500);
    static final Duration LONGEST_SILENCE = Duration.ofSeconds(3);

    private final BrokerConnection connection;
    private final LongSupplier nanoTime;

    private long probedNanos;
    private final AtomicLong probes = new AtomicLong();
    /** When the probe on its way was sent, or the broker was last seen at work on what comes before it. */
    private volatile long signNanos;

    private volatile boolean lost;
    private volatile boolean returned = true;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    /** @param nanoTime as {@link System#nanoTime} */
    ProbedConnection(BrokerConnection connection, LongSupplier nanoTime) {
        this.connection = requireNonNull(connection, "connection is null");
        this.nanoTime = requireNonNull(nanoTime, "nanoTime is null");
        this.probedNanos = nanoTime.getAsLong() - INTERVAL.toNanos();
    }

    /**
     * Sends a probe if one is due, and judges the one on its way. To be called several times a second while changes flow, also
     * while waiting for the broker.
     *
     * @throws BrokerUnavailableException if the broker has shown no sign of life for too long, or the connection is lost
     * @throws MisconfiguredException if the broker refuses the probe
     */
    void prove() throws BrokerUnavailableException, MisconfiguredException {
        Throwable thrown = failure.get();
        if (thrown != null) {
            BrokerFailure.raise(thrown);
        }
        long now = nanoTime.getAsLong();
        if (lost || (!returned && now - signNanos > LONGEST_SILENCE.toNanos())) {
            lost = true;
            throw silence();
        }
        if (returned && now - probedNanos >= INTERVAL.toNanos()) {
            probe(now);
        }
    }

    private void probe(long now) {
        returned = false;
        probedNanos = now;
        signNanos = now;
        probes.incrementAndGet();
        connection.probe().whenComplete((done, thrown) -> {
            if (thrown == null) {
                returned = true;
            } else {
                failure.compareAndSet(null, thrown);
            }
        });
    }

    private static BrokerUnavailableException silence() {
        return new BrokerUnavailableException("the broker does not answer: for " + LONGEST_SILENCE.toSeconds()
                + " s it has acknowledged nothing, nor sent back what Rowcast sends through it to itself");
    }

    @Override
    public CompletionStage<Void> publish(Message message) {
        if (lost) {
            return CompletableFuture.failedFuture(silence());
        }
        long before = probes.get();
        CompletionStage<Void> acknowledged = connection.publish(message);
        acknowledged.whenComplete((done, thrown) -> {
            if (thrown == null && before < probes.get()) {
                signNanos = nanoTime.getAsLong();
            }
        });
        return acknowledged;
    }

    @Override
    public CompletionStage<Void> probe() {
        return connection.probe();
    }

    @Override
    public void forEachRetained(String filter, Consumer<Message> action)
            throws BrokerUnavailableException, MisconfiguredException, InterruptedException {
        connection.forEachRetained(filter, action);
        signNanos = nanoTime.getAsLong();
    }

    @Override
    public int maxPacketBytes() {
        return connection.maxPacketBytes();
    }

    @Override
    public boolean isOpen() {
        return !lost && connection.isOpen();
    }

    @Override
    public void abandon() {
        connection.abandon();
    }

    @Override
    public void close() {
        if (lost) {
            connection.abandon();
        } else {
            connection.close();
        }
    }
}
