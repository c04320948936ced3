package dev.rowcast.broker;

import io.netty.handler.codec.mqtt.MqttProperties.MqttProperty;
import io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttSubAckMessage;
import io.netty.handler.codec.mqtt.MqttSubAckPayload;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttSubscribePayload;
import io.netty.handler.codec.mqtt.MqttSubscriptionOption;
import io.netty.handler.codec.mqtt.MqttSubscriptionOption.RetainedHandlingPolicy;
import io.netty.handler.codec.mqtt.MqttTopicSubscription;
import io.netty.handler.codec.mqtt.MqttUnsubscribeMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one client has subscribed to. Moquette is told the same at QoS 0, so that it neither counts nor keeps anything; QoS and
 * retain flag are put right on the way out. On the channel's event loop.
 */
final class Subscriptions {
    private final Map<Integer, MqttSubscribeMessage> unanswered = new HashMap<>();
    private final Map<Integer, List<String>> leaving = new HashMap<>();
    private final Map<String, Subscription> exact = new HashMap<>();
    private final Map<String, Subscription> wild = new HashMap<>();

    /** How a message is to be sent to this client. */
    record Delivery(MqttQoS qos, boolean retainFlag) {}

    /** What Moquette is to be told in its place. */
    MqttSubscribeMessage requested(MqttSubscribeMessage subscribe) {
        unanswered.put(subscribe.variableHeader().messageId(), subscribe);
        List<MqttTopicSubscription> routed = subscribe.payload().topicSubscriptions().stream()
                .map(wanted -> new MqttTopicSubscription(
                        wanted.topicFilter(),
                        new MqttSubscriptionOption(
                                MqttQoS.AT_MOST_ONCE,
                                wanted.option().isNoLocal(),
                                false,
                                RetainedHandlingPolicy.DONT_SEND_AT_SUBSCRIBE)))
                .toList();
        return new MqttSubscribeMessage(
                subscribe.fixedHeader(), subscribe.idAndPropertiesVariableHeader(), new MqttSubscribePayload(routed));
    }

    /**
     * Begins the subscriptions that Moquette has granted.
     *
     * @param sequence the retained messages' sequence, read now
     * @param fresh receives those to which retained messages are due
     * @return the answer with what was asked for in place of QoS 0
     */
    MqttSubAckMessage granted(MqttSubAckMessage answer, long sequence, List<Subscription> fresh) {
        MqttSubscribeMessage asked = unanswered.remove(answer.variableHeader().messageId());
        if (asked == null) {
            return answer;
        }
        MqttProperty<?> identifier = asked.idAndPropertiesVariableHeader()
                .properties()
                .getProperty(MqttPropertyType.SUBSCRIPTION_IDENTIFIER.value());
        List<Integer> codes = new ArrayList<>(answer.payload().reasonCodes());
        List<MqttTopicSubscription> wanted = asked.payload().topicSubscriptions();
        for (int i = 0; i < Math.min(codes.size(), wanted.size()); i++) {
            if (codes.get(i) == MqttQoS.AT_MOST_ONCE.value()) {
                codes.set(i, wanted.get(i).option().qos().value());
                begin(wanted.get(i), identifier, sequence, fresh);
            }
        }
        return new MqttSubAckMessage(
                answer.fixedHeader(), answer.idAndPropertiesVariableHeader(), new MqttSubAckPayload(codes));
    }

    private void begin(
            MqttTopicSubscription wanted,
            @Nullable MqttProperty<?> identifier,
            long sequence,
            List<Subscription> fresh) {
        String filter = wanted.topicFilter();
        String topics = Subscription.unshared(filter);
        boolean shared = !topics.equals(filter);
        Map<String, Subscription> kind = shared || TopicFilter.hasWildcard(topics) ? wild : exact;
        Subscription former = kind.get(filter);
        boolean replayed = !shared
                && switch (wanted.option().retainHandling()) {
                    case SEND_AT_SUBSCRIBE -> true;
                    case SEND_AT_SUBSCRIBE_IF_NOT_YET_EXISTS -> former == null;
                    case DONT_SEND_AT_SUBSCRIBE -> false;
                };
        long since = replayed ? sequence : former == null ? 0 : former.since();
        Subscription subscription = new Subscription(
                filter,
                TopicFilter.of(topics),
                wanted.option().qos(),
                wanted.option().isRetainAsPublished(),
                identifier,
                since);
        kind.put(filter, subscription);
        if (replayed) {
            fresh.add(subscription);
        }
    }

    /** Remembers what Moquette is about to end. */
    void leaving(MqttUnsubscribeMessage unsubscribe) {
        leaving.put(
                unsubscribe.variableHeader().messageId(), unsubscribe.payload().topics());
    }

    /** Ends what Moquette has ended. */
    List<String> left(int packetId) {
        List<String> filters = leaving.remove(packetId);
        if (filters == null) {
            return List.of();
        }
        filters.forEach(exact::remove);
        filters.forEach(wild::remove);
        return filters;
    }

    boolean holds(Subscription subscription) {
        return subscription.equals(exact.get(subscription.filter()))
                || subscription.equals(wild.get(subscription.filter()));
    }

    int count() {
        return exact.size() + wild.size();
    }

    /** How a live message is to be sent; null if all that wanted it get it, or a later one, from the retained messages. */
    @Nullable
    Delivery delivery(String topic, Origin origin) {
        MqttQoS qos = null;
        boolean retainFlag = false;
        boolean replayed = false;
        Subscription one = exact.get(topic);
        if (one != null) {
            if (isReplayed(one, origin)) {
                replayed = true;
            } else {
                qos = one.qos();
                retainFlag = one.retainAsPublished();
            }
        }
        for (Subscription subscription : wild.values()) {
            if (subscription.topics().matches(topic)) {
                if (isReplayed(subscription, origin)) {
                    replayed = true;
                } else {
                    qos = qos == null || subscription.qos().value() > qos.value() ? subscription.qos() : qos;
                    retainFlag |= subscription.retainAsPublished();
                }
            }
        }
        if (qos == null) {
            return replayed ? null : new Delivery(MqttQoS.AT_MOST_ONCE, false);
        }
        MqttQoS atMost = qos.value() < origin.qos().value() ? qos : origin.qos();
        return new Delivery(atMost, retainFlag && origin.retained());
    }

    private static boolean isReplayed(Subscription subscription, Origin origin) {
        return origin.sequence() != 0 && origin.sequence() <= subscription.since();
    }
}
