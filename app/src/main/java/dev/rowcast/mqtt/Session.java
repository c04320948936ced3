package dev.rowcast.mqtt;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.rx.FlowableWithSingle;
import dev.rowcast.message.Message;
import dev.rowcast.preflight.BrokerFacts;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One connected client, and all that differs between the versions of MQTT. Futures fail with the client's own exceptions; they
 * complete on Netty's thread, where callbacks run too. The relay's thread.
 */
sealed interface Session permits Session3, Session5 {

    /** The client's, for its state. */
    MqttClient client();

    /** Fails when the connection ends, with the cause. */
    CompletableFuture<Void> lost();

    /** What the broker has told of itself. */
    BrokerFacts facts();

    /**
     * Publishes at QoS 1.
     *
     * @param done called on Netty's thread, or before this returns: with null when the broker has acknowledged the message, else
     *     with the client's own exception
     * @throws IllegalArgumentException if the message's topic is none
     */
    void publish(Message message, Consumer<@Nullable Throwable> done);

    /** Subscribes at QoS 1, and hands on each payload; completes with the broker's consent. */
    CompletableFuture<?> subscribe(String topic, Consumer<byte[]> action);

    /**
     * Subscribes at QoS 1 when it is subscribed to. The one value is the broker's consent, the many are the messages, of
     * which the client acknowledges no more than were asked for.
     */
    FlowableWithSingle<Message, ?> messages(List<String> filters);

    CompletableFuture<?> unsubscribe(String filter);

    /** Says goodbye, so that the broker forgets the Last Will. */
    CompletableFuture<?> disconnect();

    /** Says goodbye, so that subscribers get what the Last Will says all the same. */
    CompletableFuture<?> disconnectWithWill();

    /**
     * Ends the connection if it stands, and waits no longer than this; never throws for what fails.
     *
     * @param goodbye {@link #disconnect} or {@link #disconnectWithWill}
     */
    default void end(Supplier<CompletableFuture<?>> goodbye, Duration longest) {
        if (!client().getState().isConnectedOrReconnect()) {
            return;
        }
        try {
            goodbye.get().get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // it was lost already, or will be: either way nothing more can be done
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
