package dev.rowcast.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.hivemq.client.rx.FlowableWithSingle;
import dev.rowcast.message.Message;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Delivers what a broker retains, and knows when that is all. The caller's thread. */
final class RetainedMessages {
    private static final Duration MAX_POLL_TIME = Duration.ofMillis(100);

    private final Duration timeout;
    private final CompletableFuture<Void> lost;
    private final Arrivals arrivals = new Arrivals();

    /** When the last message came; the caller's thread. */
    private long lastNanos;

    /**
     * @param timeout bounds each wait
     * @param lost fails when the connection ends; a subscription on a client without a connection does not tell
     */
    RetainedMessages(Duration timeout, CompletableFuture<Void> lost) {
        this.timeout = timeout;
        this.lost = lost;
    }

    /** Subscribes, and waits for the broker's consent. */
    void subscribe(FlowableWithSingle<Message, ?> messages)
            throws ExecutionException, TimeoutException, InterruptedException {
        arrivals.subscribe(messages, timeout, lost);
    }

    /**
     * Delivers until a probe has come back that was sent when no retained message had come for a while, and none came after
     * it: some brokers send what they retain bit by bit, between other messages.
     *
     * @param only the topic of which alone messages were asked for, so that there is one at most; null for those that a filter matches
     * @param quiet how long that is; zero for a broker that sends all that it retains ahead of what is published later
     * @param probe publishes what is given to {@code probeTopic}, which the subscription has to cover
     * @throws TimeoutException if nothing comes for the whole of the timeout
     */
    void forEach(
            @Nullable String only,
            Duration quiet,
            String probeTopic,
            Function<byte[], CompletableFuture<Void>> probe,
            Consumer<Message> action)
            throws ExecutionException, TimeoutException, InterruptedException {
        CompletableFuture<Object> failed = CompletableFuture.anyOf(arrivals.ended(), lost);
        lastNanos = System.nanoTime();
        long retainedNanos = lastNanos;
        byte[] awaited = null;
        while (true) {
            if (awaited == null && System.nanoTime() - retainedNanos >= quiet.toNanos()) {
                awaited = UUID.randomUUID().toString().getBytes(UTF_8);
                failed = CompletableFuture.anyOf(failed, probe.apply(awaited).thenCompose(done -> arrivals.ended()));
                lastNanos = System.nanoTime();
            }
            Message next = next(failed);
            if (next == null) {
                continue;
            }
            if (next.topic().equals(probeTopic)) {
                if (Arrays.equals(next.payload(), awaited)) {
                    return;
                }
            } else if (next.payload().length > 0) {
                action.accept(next);
            }
            if (next.retained() && next.topic().equals(only)) {
                return;
            }
            if (next.retained() && !quiet.isZero()) {
                retainedNanos = lastNanos;
                awaited = null;
            }
        }
    }

    /** Null if none comes for a short while. */
    private @Nullable Message next(CompletableFuture<Object> failed)
            throws ExecutionException, TimeoutException, InterruptedException {
        Message next = arrivals.poll(MAX_POLL_TIME.compareTo(timeout) < 0 ? MAX_POLL_TIME : timeout);
        if (next != null) {
            lastNanos = System.nanoTime();
            return next;
        }
        if (failed.isDone()) {
            failed.get();
        }
        if (System.nanoTime() - lastNanos >= timeout.toNanos()) {
            throw new TimeoutException("nothing came for " + timeout);
        }
        return null;
    }

    /** Takes no more messages; must come last. */
    void cancel() {
        arrivals.cancel();
    }
}
