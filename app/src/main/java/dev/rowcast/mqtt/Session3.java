package dev.rowcast.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.message.auth.Mqtt3SimpleAuth;
import com.hivemq.client.mqtt.mqtt3.message.connect.Mqtt3Connect;
import com.hivemq.client.mqtt.mqtt3.message.connect.Mqtt3ConnectBuilder;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import com.hivemq.client.mqtt.mqtt3.message.subscribe.Mqtt3Subscribe;
import com.hivemq.client.mqtt.mqtt3.message.subscribe.Mqtt3Subscription;
import com.hivemq.client.mqtt.mqtt3.message.unsubscribe.Mqtt3Unsubscribe;
import com.hivemq.client.rx.FlowableWithSingle;
import dev.rowcast.message.Message;
import dev.rowcast.preflight.BrokerFacts;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A session of MQTT 3.1.1, which has no user properties, no reasons for a refusal, and tells nothing of the broker. What
 * goes with a message beside its payload is left out.
 */
record Session3(Mqtt3AsyncClient client, BrokerAddress address, CompletableFuture<Void> lost) implements Session {

    /** What to connect with: a clean session, and a retained Last Will. */
    static Mqtt3Connect request(BrokerAddress address) {
        Mqtt3ConnectBuilder builder = Mqtt3Connect.builder().cleanSession(true).keepAlive((int)
                address.keepAlive().toSeconds());
        String statusTopic = address.statusTopic();
        if (statusTopic != null) {
            builder = builder.willPublish(will(statusTopic, address.lastWord()));
        }
        if (address.username() != null) {
            builder = builder.simpleAuth(Mqtt3SimpleAuth.builder()
                    .username(address.username())
                    .password(address.passwordBytes())
                    .build());
        }
        return builder.build();
    }

    private static Mqtt3Publish will(String statusTopic, String word) {
        return Mqtt3Publish.builder()
                .topic(statusTopic)
                .payload(word.getBytes(UTF_8))
                .qos(MqttQos.AT_LEAST_ONCE)
                .retain(true)
                .build();
    }

    @Override
    public BrokerFacts facts() {
        return new BrokerFacts(
                address.display(), "3.1.1", BrokerFacts.Abilities.UNTOLD, BrokerFacts.Permission.UNTRIED);
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the outcome goes to the action
    public void publish(Message message, Consumer<@Nullable Throwable> done) {
        client.publish(converted(message)).whenComplete((acknowledged, failure) -> done.accept(failure));
    }

    private static Mqtt3Publish converted(Message message) {
        return Mqtt3Publish.builder()
                .topic(message.topic())
                .qos(MqttQos.AT_LEAST_ONCE)
                .retain(message.retained())
                .payload(message.payload())
                .build();
    }

    @Override
    public CompletableFuture<?> subscribe(String topic, Consumer<byte[]> action) {
        return client.subscribe(subscription(List.of(topic)), publish -> action.accept(publish.getPayloadAsBytes()));
    }

    @Override
    public FlowableWithSingle<Message, ?> messages(List<String> filters) {
        return client.toRx().subscribePublishes(subscription(filters)).mapBoth(Session3::converted, consent -> consent);
    }

    private static Mqtt3Subscribe subscription(List<String> filters) {
        List<Mqtt3Subscription> subscriptions = filters.stream()
                .map(filter -> Mqtt3Subscription.builder()
                        .topicFilter(filter)
                        .qos(MqttQos.AT_LEAST_ONCE)
                        .build())
                .toList();
        return Mqtt3Subscribe.builder().addSubscriptions(subscriptions).build();
    }

    private static Message converted(Mqtt3Publish publish) {
        return new Message(publish.getTopic().toString(), publish.getPayloadAsBytes(), publish.isRetain(), null, null);
    }

    @Override
    public CompletableFuture<?> unsubscribe(String filter) {
        return client.unsubscribe(
                Mqtt3Unsubscribe.builder().addTopicFilter(filter).build());
    }

    @Override
    public CompletableFuture<?> disconnect() {
        return client.disconnect();
    }

    /** A goodbye of this version always makes the broker forget the will, so its message goes ahead, as one like any other. */
    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the broker is not expected to answer any more
    public CompletableFuture<?> disconnectWithWill() {
        String statusTopic = address.statusTopic();
        if (statusTopic != null) {
            client.publish(will(statusTopic, address.lastWord()));
        }
        return client.disconnect();
    }
}
