package dev.rowcast.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.hivemq.client.rx.FlowableWithSingle;
import com.hivemq.client.rx.FlowableWithSingleSubscriber;
import dev.rowcast.message.Message;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;

/**
 * Hands the messages of one subscription over from Netty's thread to the caller's. Netty is asked for no more than the queue
 * holds, the client acknowledges no more than it has handed on, and the broker sends no more than the receive maximum ahead.
 */
final class RetainedMessages implements FlowableWithSingleSubscriber<Message, Object> {
    private static final int CAPACITY = 1024;
    private static final Duration MAX_POLL_TIME = Duration.ofMillis(100);

    private final Duration timeout;
    private final CompletableFuture<Void> lost;
    private final BlockingQueue<Message> arrived = new ArrayBlockingQueue<>(CAPACITY);
    private final CompletableFuture<Object> subscribed = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile @Nullable Subscription subscription;

    /** When the last message came; the caller's thread. */
    private long lastNanos;

    private int untilRequest = CAPACITY / 2;

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
        messages.subscribeBoth(this);
        CompletableFuture.anyOf(subscribed, lost).get(timeout.toMillis(), TimeUnit.MILLISECONDS);
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
        CompletableFuture<Object> failed = CompletableFuture.anyOf(ended, lost);
        lastNanos = System.nanoTime();
        long retainedNanos = lastNanos;
        byte[] awaited = null;
        while (true) {
            if (awaited == null && System.nanoTime() - retainedNanos >= quiet.toNanos()) {
                awaited = UUID.randomUUID().toString().getBytes(UTF_8);
                failed = CompletableFuture.anyOf(failed, probe.apply(awaited).thenCompose(done -> ended));
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
        long pollMillis = Math.min(MAX_POLL_TIME.toMillis(), timeout.toMillis());
        Message next = arrived.poll(pollMillis, TimeUnit.MILLISECONDS);
        if (next != null) {
            lastNanos = System.nanoTime();
            if (--untilRequest == 0) {
                untilRequest = CAPACITY / 2;
                requireNonNull(subscription).request(untilRequest);
            }
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
        Subscription messages = subscription;
        if (messages != null) {
            messages.cancel();
        }
    }

    @Override
    public void onSubscribe(Subscription messages) {
        subscription = messages;
        messages.request(CAPACITY);
    }

    @Override
    public void onSingle(Object consent) {
        subscribed.complete(consent);
    }

    @Override
    public void onNext(Message message) {
        arrived.add(message);
    }

    @Override
    public void onError(Throwable failure) {
        subscribed.completeExceptionally(failure);
        ended.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        ended.complete(null);
    }
}
