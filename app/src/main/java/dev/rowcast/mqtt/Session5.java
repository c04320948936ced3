package dev.rowcast.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.datatypes.MqttUtf8String;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.datatypes.Mqtt5UserProperties;
import com.hivemq.client.mqtt.mqtt5.datatypes.Mqtt5UserProperty;
import com.hivemq.client.mqtt.mqtt5.message.auth.Mqtt5SimpleAuth;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5Connect;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5ConnectBuilder;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAck;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAckRestrictions;
import com.hivemq.client.mqtt.mqtt5.message.disconnect.Mqtt5DisconnectReasonCode;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PayloadFormatIndicator;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishBuilder;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5WillPublish;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscribe;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscription;
import com.hivemq.client.mqtt.mqtt5.message.unsubscribe.Mqtt5Unsubscribe;
import com.hivemq.client.rx.FlowableWithSingle;
import dev.rowcast.message.Message;
import dev.rowcast.message.Timestamps;
import dev.rowcast.preflight.BrokerFacts;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A session of MQTT 5. */
record Session5(Mqtt5AsyncClient client, BrokerAddress address, Mqtt5ConnAck answer, CompletableFuture<Void> lost)
        implements Session {
    private static final MqttUtf8String PLAIN_TEXT = MqttUtf8String.of("text/plain");
    private static final MqttUtf8String JSON = MqttUtf8String.of("application/json");
    private static final MqttUtf8String VERSION = MqttUtf8String.of("version");
    private static final MqttUtf8String COMMITTED_AT = MqttUtf8String.of("committed_at");
    /**
     * How many messages the broker may send ahead of our acknowledgement, which bounds what is held for the caller. The client
     * ends a connection whose broker sends more, and Mosquitto 2.0.11 does so with a much lower limit.
     */
    private static final int RECEIVE_MAXIMUM = 60_000;

    /** What to connect with: a clean start, a session that ends with the connection, and a retained Last Will. */
    static Mqtt5Connect request(BrokerAddress address) {
        Mqtt5ConnectBuilder builder = Mqtt5Connect.builder()
                .cleanStart(true)
                .sessionExpiryInterval(0)
                .keepAlive((int) address.keepAlive().toSeconds())
                .restrictions()
                .receiveMaximum(RECEIVE_MAXIMUM)
                .applyRestrictions();
        String statusTopic = address.statusTopic();
        if (statusTopic != null) {
            builder = builder.willPublish(lastWill(statusTopic, address.lastWord()));
        }
        if (address.username() != null) {
            builder = builder.simpleAuth(Mqtt5SimpleAuth.builder()
                    .username(address.username())
                    .password(address.passwordBytes())
                    .build());
        }
        return builder.build();
    }

    private static Mqtt5WillPublish lastWill(String statusTopic, String word) {
        return Mqtt5WillPublish.builder()
                .topic(statusTopic)
                .payload(word.getBytes(UTF_8))
                .qos(MqttQos.AT_LEAST_ONCE)
                .retain(true)
                .payloadFormatIndicator(Mqtt5PayloadFormatIndicator.UTF_8)
                .contentType(PLAIN_TEXT)
                .build();
    }

    @Override
    public BrokerFacts facts() {
        Mqtt5ConnAckRestrictions told = answer.getRestrictions();
        return new BrokerFacts(
                address.display(),
                "5",
                new BrokerFacts.Abilities(
                        told.isRetainAvailable(),
                        told.getMaximumQos().getCode(),
                        told.isWildcardSubscriptionAvailable(),
                        told.getReceiveMaximum(),
                        told.getMaximumPacketSize()),
                BrokerFacts.Permission.UNTRIED);
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the outcome goes to the action
    public void publish(Message message, Consumer<@Nullable Throwable> done) {
        // the client would block for ever if it had never been connected, and fails at once when it no longer is
        client.publish(converted(message))
                .whenComplete((result, failure) ->
                        done.accept(failure == null ? result.getError().orElse(null) : failure));
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
        List<Mqtt5UserProperty> properties = properties(message);
        return (properties.isEmpty() ? builder : builder.userProperties(Mqtt5UserProperties.of(properties))).build();
    }

    private static List<Mqtt5UserProperty> properties(Message message) {
        Map<String, String> others = message.delivery().properties();
        if (message.version() == null && message.committedAt() == null && others.isEmpty()) {
            return List.of();
        }
        List<Mqtt5UserProperty> properties = new ArrayList<>(2 + others.size());
        if (message.version() != null) {
            properties.add(Mqtt5UserProperty.of(VERSION, MqttUtf8String.of(message.version())));
        }
        if (message.committedAt() != null) {
            String time = Timestamps.microseconds(message.committedAt());
            properties.add(Mqtt5UserProperty.of(COMMITTED_AT, MqttUtf8String.of(time)));
        }
        others.forEach((name, value) -> properties.add(Mqtt5UserProperty.of(name, value)));
        return properties;
    }

    @Override
    public CompletableFuture<?> subscribe(String topic, Consumer<byte[]> action) {
        return client.subscribe(subscription(List.of(topic)), publish -> action.accept(publish.getPayloadAsBytes()));
    }

    @Override
    public FlowableWithSingle<Message, ?> messages(List<String> filters) {
        return client.toRx().subscribePublishes(subscription(filters)).mapBoth(Session5::converted, consent -> consent);
    }

    private static Mqtt5Subscribe subscription(List<String> filters) {
        List<Mqtt5Subscription> subscriptions = filters.stream()
                .map(filter -> Mqtt5Subscription.builder()
                        .topicFilter(filter)
                        .qos(MqttQos.AT_LEAST_ONCE)
                        .build())
                .toList();
        return Mqtt5Subscribe.builder().addSubscriptions(subscriptions).build();
    }

    private static Message converted(Mqtt5Publish publish) {
        return new Message(
                publish.getTopic().toString(),
                publish.getPayloadAsBytes(),
                publish.isRetain(),
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

    @Override
    public CompletableFuture<?> unsubscribe(String filter) {
        return client.unsubscribe(
                Mqtt5Unsubscribe.builder().addTopicFilter(filter).build());
    }

    @Override
    public CompletableFuture<?> disconnect() {
        return disconnect(Mqtt5DisconnectReasonCode.NORMAL_DISCONNECTION);
    }

    @Override
    public CompletableFuture<?> disconnectWithWill() {
        return disconnect(Mqtt5DisconnectReasonCode.DISCONNECT_WITH_WILL_MESSAGE);
    }

    private CompletableFuture<?> disconnect(Mqtt5DisconnectReasonCode reason) {
        return client.disconnectWith().reasonCode(reason).send();
    }
}
