package dev.rowcast.broker;

import dev.rowcast.broker.access.TopicFilter;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessageIdAndPropertiesVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.MqttProperty;
import io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttReasonCodes.SubAck;
import io.netty.handler.codec.mqtt.MqttSubAckMessage;
import io.netty.handler.codec.mqtt.MqttSubAckPayload;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttSubscribePayload;
import io.netty.handler.codec.mqtt.MqttSubscriptionOption;
import io.netty.handler.codec.mqtt.MqttSubscriptionOption.RetainedHandlingPolicy;
import io.netty.handler.codec.mqtt.MqttTopicSubscription;
import io.netty.handler.codec.mqtt.MqttUnsubscribeMessage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What one client has subscribed to. Moquette is told the same at QoS 0, so that it neither counts nor keeps anything; QoS and
 * retain flag are put right on the way out. On the channel's event loop.
 */
final class Subscriptions {
    private final Map<Integer, Asked> unanswered = new HashMap<>();
    private final Map<Integer, List<String>> leaving = new HashMap<>();
    private final Map<String, Subscription> exact = new HashMap<>();
    private final Map<String, Subscription> wild = new HashMap<>();

    /** How a message is to be sent to this client. */
    record Delivery(MqttQoS qos, boolean retainFlag) {}

    /** What a client has asked for, and which of it it may have. */
    private record Asked(MqttSubscribeMessage subscribe, List<Boolean> permitted) {}

    /**
     * What Moquette is to be told in its place.
     *
     * @param permitted whether the client may subscribe to a filter
     * @return null if it may have nothing of it
     */
    @Nullable
    MqttSubscribeMessage requested(MqttSubscribeMessage subscribe, Predicate<String> permitted) {
        List<MqttTopicSubscription> wanted = subscribe.payload().topicSubscriptions();
        List<Boolean> allowed =
                wanted.stream().map(one -> permitted.test(one.topicFilter())).toList();
        if (!allowed.contains(true)) {
            return null;
        }
        unanswered.put(subscribe.variableHeader().messageId(), new Asked(subscribe, allowed));
        List<MqttTopicSubscription> routed = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            if (allowed.get(i)) {
                routed.add(routed(wanted.get(i)));
            }
        }
        return new MqttSubscribeMessage(
                subscribe.fixedHeader(), subscribe.idAndPropertiesVariableHeader(), new MqttSubscribePayload(routed));
    }

    private static MqttTopicSubscription routed(MqttTopicSubscription wanted) {
        return new MqttTopicSubscription(
                wanted.topicFilter(),
                new MqttSubscriptionOption(
                        MqttQoS.AT_MOST_ONCE,
                        wanted.option().isNoLocal(),
                        false,
                        RetainedHandlingPolicy.DONT_SEND_AT_SUBSCRIBE));
    }

    /** The answer to a client that may have nothing of what it has asked for. */
    static MqttSubAckMessage refused(MqttSubscribeMessage subscribe, boolean version5) {
        int filters = subscribe.payload().topicSubscriptions().size();
        return new MqttSubAckMessage(
                new MqttFixedHeader(MqttMessageType.SUBACK, false, MqttQoS.AT_MOST_ONCE, false, 0),
                new MqttMessageIdAndPropertiesVariableHeader(
                        subscribe.variableHeader().messageId(), MqttProperties.NO_PROPERTIES),
                new MqttSubAckPayload(Collections.nCopies(filters, refusal(version5))));
    }

    private static int refusal(boolean version5) {
        return (version5 ? SubAck.NOT_AUTHORIZED : SubAck.UNSPECIFIED_ERROR).byteValue() & 0xFF;
    }

    /**
     * Begins the subscriptions that Moquette has granted.
     *
     * @param sequence the retained messages' sequence, read now
     * @param fresh receives those to which retained messages are due
     * @return the answer with what was asked for in place of QoS 0
     */
    MqttSubAckMessage granted(MqttSubAckMessage answer, boolean version5, long sequence, List<Subscription> fresh) {
        Asked asked = unanswered.remove(answer.variableHeader().messageId());
        if (asked == null) {
            return answer;
        }
        MqttProperty<?> identifier = asked.subscribe()
                .idAndPropertiesVariableHeader()
                .properties()
                .getProperty(MqttPropertyType.SUBSCRIPTION_IDENTIFIER.value());
        Iterator<Integer> routed = answer.payload().reasonCodes().iterator();
        List<Integer> codes = new ArrayList<>();
        List<MqttTopicSubscription> wanted = asked.subscribe().payload().topicSubscriptions();
        for (int i = 0; i < wanted.size(); i++) {
            int code = asked.permitted().get(i) && routed.hasNext() ? routed.next() : refusal(version5);
            if (code == MqttQoS.AT_MOST_ONCE.value()) {
                code = wanted.get(i).option().qos().value();
                begin(wanted.get(i), identifier, sequence, fresh);
            }
            codes.add(code);
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
        boolean shared = TopicFilter.isShared(filter);
        Map<String, Subscription> kind = shared || TopicFilter.indexOfWildcard(filter) >= 0 ? wild : exact;
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
                TopicFilter.ofSubscription(filter).orElseThrow(),
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
            if (subscription.topics().selects(topic)) {
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
