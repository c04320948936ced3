package dev.rowcast.mqtt;

import static java.util.Objects.requireNonNull;

import com.hivemq.client.mqtt.mqtt5.Mqtt5RxClient;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscribe;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.suback.Mqtt5SubAck;
import com.hivemq.client.rx.FlowableWithSingleSubscriber;
import dev.rowcast.message.Message;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;

/**
 * Hands the messages of one subscription over from Netty's thread to the caller's. Netty is asked for no more than the queue
 * holds, the client acknowledges no more than it has handed on, and the broker sends no more than the receive maximum ahead.
 */
final class RetainedMessages implements FlowableWithSingleSubscriber<Mqtt5Publish, Mqtt5SubAck> {
    private static final int CAPACITY = 1024;
    private static final Duration MAX_POLL_TIME = Duration.ofMillis(100);

    private final Duration timeout;
    private final CompletableFuture<Void> lost;
    private final BlockingQueue<Mqtt5Publish> arrived = new ArrayBlockingQueue<>(CAPACITY);
    private final CompletableFuture<Mqtt5SubAck> subscribed = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile @Nullable Subscription subscription;

    /**
     * @param timeout bounds each wait
     * @param lost fails when the connection ends; a subscription on a client without a connection does not tell
     */
    RetainedMessages(Duration timeout, CompletableFuture<Void> lost) {
        this.timeout = timeout;
        this.lost = lost;
    }

    /** Subscribes, and waits for the broker's consent. */
    void subscribe(Mqtt5RxClient client, Mqtt5Subscribe subscribe)
            throws ExecutionException, TimeoutException, InterruptedException {
        client.subscribePublishes(subscribe).subscribeBoth(this);
        CompletableFuture.anyOf(subscribed, lost).get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Delivers until the probe comes.
     *
     * @param probing fails if the probe could not be published
     * @throws TimeoutException if nothing comes for the whole of the timeout
     */
    void forEachUntil(String probeTopic, byte[] probe, CompletableFuture<Void> probing, Consumer<Message> action)
            throws ExecutionException, TimeoutException, InterruptedException {
        CompletableFuture<Void> probed = probing.thenCompose(done -> ended);
        CompletableFuture<Object> failed = CompletableFuture.anyOf(ended, probed, lost);
        int untilRequest = CAPACITY / 2;
        while (true) {
            Mqtt5Publish next = next(failed);
            if (next.getTopic().toString().equals(probeTopic)) {
                if (Arrays.equals(next.getPayloadAsBytes(), probe)) {
                    return;
                }
            } else if (next.getPayload().isPresent()) {
                action.accept(converted(next));
            }
            if (--untilRequest == 0) {
                untilRequest = CAPACITY / 2;
                requireNonNull(subscription).request(untilRequest);
            }
        }
    }

    private Mqtt5Publish next(CompletableFuture<Object> failed)
            throws ExecutionException, TimeoutException, InterruptedException {
        long pollMillis = Math.min(MAX_POLL_TIME.toMillis(), timeout.toMillis());
        for (long waitedMillis = 0; waitedMillis < timeout.toMillis(); waitedMillis += pollMillis) {
            Mqtt5Publish next = arrived.poll(pollMillis, TimeUnit.MILLISECONDS);
            if (next != null) {
                return next;
            }
            if (failed.isDone()) {
                failed.get();
            }
        }
        throw new TimeoutException("nothing came for " + timeout);
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
    public void onSingle(Mqtt5SubAck consent) {
        subscribed.complete(consent);
    }

    @Override
    public void onNext(Mqtt5Publish message) {
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

    private static Message converted(Mqtt5Publish publish) {
        return new Message(
                publish.getTopic().toString(),
                publish.getPayloadAsBytes(),
                true,
                property(publish, "version"),
                instant(property(publish, "committed_at")));
    }

    private static @Nullable String property(Mqtt5Publish publish, String name) {
        return publish.getUserProperties().asList().stream()
                .filter(property -> property.getName().toString().equals(name))
                .map(property -> property.getValue().toString())
                .findFirst()
                .orElse(null);
    }

    private static @Nullable Instant instant(@Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
