package dev.rowcast.mqtt;

import static java.util.Objects.requireNonNull;

import com.hivemq.client.rx.FlowableWithSingle;
import com.hivemq.client.rx.FlowableWithSingleSubscriber;
import dev.rowcast.message.Message;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;

/**
 * Hands the messages of one subscription over from Netty's thread to the caller's. Netty is asked for no more than the queue
 * holds, the client acknowledges no more than it has handed on, and the broker sends no more than the receive maximum ahead.
 */
final class Arrivals implements FlowableWithSingleSubscriber<Message, Object> {
    private static final int CAPACITY = 1024;

    private final BlockingQueue<Message> arrived = new ArrayBlockingQueue<>(CAPACITY);
    private final CompletableFuture<Object> subscribed = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile @Nullable Subscription subscription;

    /** The caller's thread. */
    private int untilRequest = CAPACITY / 2;

    /**
     * Subscribes, and waits for the broker's consent.
     *
     * @param lost fails when the connection ends; a subscription on a client without a connection does not tell
     */
    void subscribe(FlowableWithSingle<Message, ?> messages, Duration timeout, CompletableFuture<Void> lost)
            throws ExecutionException, TimeoutException, InterruptedException {
        messages.subscribeBoth(this);
        CompletableFuture.anyOf(subscribed, lost).get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Completes or fails when no more messages come. */
    CompletableFuture<Void> ended() {
        return ended;
    }

    /** The next message; null if none comes in this time. */
    @Nullable
    Message poll(Duration longest) throws InterruptedException {
        Message next = arrived.poll(longest.toNanos(), TimeUnit.NANOSECONDS);
        if (next != null && --untilRequest == 0) {
            untilRequest = CAPACITY / 2;
            requireNonNull(subscription).request(untilRequest);
        }
        return next;
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
