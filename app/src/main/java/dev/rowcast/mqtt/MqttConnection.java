package dev.rowcast.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.datatypes.Mqtt5UserProperties;
import com.hivemq.client.mqtt.mqtt5.datatypes.Mqtt5UserPropertiesBuilder;
import com.hivemq.client.mqtt.mqtt5.message.disconnect.Mqtt5DisconnectReasonCode;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PayloadFormatIndicator;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishBuilder;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscribe;
import com.hivemq.client.mqtt.mqtt5.message.unsubscribe.Mqtt5Unsubscribe;
import dev.rowcast.message.Message;
import dev.rowcast.relay.BrokerConnection;
import dev.rowcast.relay.BrokerUnavailableException;
import dev.rowcast.relay.MisconfiguredException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One connection of the HiveMQ client. The relay's thread, except {@link #isOpen}; stages complete on Netty's. */
final class MqttConnection implements BrokerConnection {
    static final String PLAIN_TEXT = "text/plain";
    private static final String JSON = "application/json";

    private static final Duration MAX_CLOSE_TIME = Duration.ofSeconds(5);
    private static final DateTimeFormatter MICROSECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private final Mqtt5AsyncClient client;
    private final BrokerAddress address;
    private final Failures failures;
    private final CompletableFuture<Void> lost;
    private final Loopback loopback;
    private int maxPacketBytes = MOST_PACKET_BYTES;

    /** @param lost fails when the connection ends, with the cause */
    MqttConnection(Mqtt5AsyncClient client, BrokerAddress address, Failures failures, CompletableFuture<Void> lost) {
        this.client = client;
        this.address = address;
        this.failures = failures;
        this.lost = lost;
        this.loopback = new Loopback("rowcast/probe/" + address.clientId());
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the outcome goes to the stage that is returned
    public CompletionStage<Void> publish(Message message) {
        CompletableFuture<Void> acknowledged = new CompletableFuture<>();
        String attempt = "Publishing to '" + message.topic() + "'";
        Mqtt5Publish publish;
        try {
            publish = converted(message);
        } catch (IllegalArgumentException e) {
            acknowledged.completeExceptionally(new MisconfiguredException(
                    "'" + message.topic() + "' can not be published to: " + e.getMessage() + "; choose other topics",
                    e));
            return acknowledged;
        }
        // the client would block for ever if it had never been connected, and fails at once when it no longer is
        client.publish(publish).whenComplete((result, failure) -> {
            Throwable cause = failure == null ? error(result) : failure;
            if (cause == null) {
                acknowledged.complete(null);
            } else {
                acknowledged.completeExceptionally(failures.explained(attempt, cause));
            }
        });
        return acknowledged;
    }

    private static @Nullable Throwable error(Mqtt5PublishResult result) {
        return result.getError().orElse(null);
    }

    /** Everything is JSON but the status, which is a word for people and for devices without a parser. */
    private Mqtt5Publish converted(Message message) {
        Mqtt5PublishBuilder.Complete builder = Mqtt5Publish.builder()
                .topic(message.topic())
                .qos(MqttQos.AT_LEAST_ONCE)
                .retain(message.retained())
                .payload(message.payload());
        if (message.payload().length > 0) {
            builder = builder.payloadFormatIndicator(Mqtt5PayloadFormatIndicator.UTF_8)
                    .contentType(message.topic().equals(address.statusTopic()) ? PLAIN_TEXT : JSON);
        }
        Duration expiry = message.delivery().expiry();
        if (expiry != null) {
            builder = builder.messageExpiryInterval(expiry.toSeconds());
        }
        Mqtt5UserProperties properties = properties(message);
        return (properties.asList().isEmpty() ? builder : builder.userProperties(properties)).build();
    }

    private static Mqtt5UserProperties properties(Message message) {
        Mqtt5UserPropertiesBuilder properties = Mqtt5UserProperties.builder();
        if (message.version() != null) {
            properties = properties.add("version", message.version());
        }
        if (message.committedAt() != null) {
            properties = properties.add("committed_at", MICROSECONDS.format(message.committedAt()));
        }
        for (Map.Entry<String, String> property :
                message.delivery().properties().entrySet()) {
            properties = properties.add(property.getKey(), property.getValue());
        }
        return properties.build();
    }

    /** Must come before the first {@link #probe}. */
    void openLoopback() throws BrokerUnavailableException, MisconfiguredException, InterruptedException {
        String attempt = "Subscribing to '" + loopback.topic() + "'";
        try {
            loopback.subscribe(client).get(address.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            failures.raise(attempt, e);
        } catch (TimeoutException e) {
            throw new BrokerUnavailableException(
                    attempt + " at the broker " + address.display() + " was not answered within " + address.timeout(),
                    e);
        }
    }

    @Override
    public CompletionStage<Void> probe() {
        Loopback.Probe probe = loopback.next();
        publish(probe.message()).whenComplete((acknowledged, failure) -> {
            if (failure != null) {
                probe.returned().completeExceptionally(failure);
            }
        });
        return probe.returned();
    }

    /**
     * Subscribes to the filter and to a topic of our own, {@code rowcast/probe/<client id>}, then publishes there: brokers
     * queue the retained messages when they take the subscription, so ours comes after the last of them. Messages that others
     * publish meanwhile may be delivered too; their retain flag can not tell, for Moquette forgets it on messages that it has
     * to queue.
     */
    @Override
    public void forEachRetained(String filter, Consumer<Message> action)
            throws BrokerUnavailableException, MisconfiguredException, InterruptedException {
        String probeTopic = loopback.topic();
        String attempt = "Reading the retained messages of '" + filter + "'";
        byte[] probe = UUID.randomUUID().toString().getBytes(UTF_8);
        RetainedMessages messages = new RetainedMessages(address.timeout(), lost);
        try {
            messages.subscribe(client.toRx(), subscription(filter, probeTopic));
            CompletableFuture<Void> probing =
                    publish(new Message(probeTopic, probe, false, null, null)).toCompletableFuture();
            messages.forEachUntil(probeTopic, probe, probing, action);
            unsubscribe(filter);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof MisconfiguredException misconfigured) {
                throw misconfigured;
            }
            failures.raise(attempt, e);
        } catch (TimeoutException e) {
            throw new BrokerUnavailableException(
                    attempt + " at the broker " + address.display() + " stalled for " + address.timeout()
                            + "; it must let us publish and subscribe to '" + probeTopic + "'",
                    e);
        } finally {
            messages.cancel();
        }
    }

    /** Not from the topic of our own: the loop-back needs it. */
    private void unsubscribe(String filter) throws ExecutionException, TimeoutException, InterruptedException {
        client.unsubscribe(Mqtt5Unsubscribe.builder().addTopicFilter(filter).build())
                .get(address.timeout().toMillis(), TimeUnit.MILLISECONDS);
    }

    private static Mqtt5Subscribe subscription(String filter, String probeTopic) {
        return Mqtt5Subscribe.builder()
                .addSubscription()
                .topicFilter(probeTopic)
                .qos(MqttQos.AT_LEAST_ONCE)
                .applySubscription()
                .addSubscription()
                .topicFilter(filter)
                .qos(MqttQos.AT_LEAST_ONCE)
                .applySubscription()
                .build();
    }

    /** The broker has said how large packets may be. */
    void limitPackets(int bytes) {
        maxPacketBytes = bytes;
    }

    @Override
    public int maxPacketBytes() {
        return maxPacketBytes;
    }

    @Override
    public boolean isOpen() {
        return client.getState().isConnected();
    }

    @Override
    public void abandon() {
        disconnect(Mqtt5DisconnectReasonCode.DISCONNECT_WITH_WILL_MESSAGE);
    }

    @Override
    public void close() {
        disconnect(Mqtt5DisconnectReasonCode.NORMAL_DISCONNECTION);
    }

    private void disconnect(Mqtt5DisconnectReasonCode reason) {
        if (!client.getState().isConnectedOrReconnect()) {
            return;
        }
        try {
            long maxMillis =
                    Math.min(MAX_CLOSE_TIME.toMillis(), address.timeout().toMillis());
            client.disconnectWith().reasonCode(reason).send().get(maxMillis, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // it was lost already, or will be: either way nothing more can be done
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
