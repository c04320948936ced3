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
import io.netty.handler.codec.mqtt.MqttReasonCodes.UnsubAck;
import io.netty.handler.codec.mqtt.MqttSubAckMessage;
import io.netty.handler.codec.mqtt.MqttSubAckPayload;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttSubscriptionOption.RetainedHandlingPolicy;
import io.netty.handler.codec.mqtt.MqttTopicSubscription;
import io.netty.handler.codec.mqtt.MqttUnsubAckMessage;
import io.netty.handler.codec.mqtt.MqttUnsubAckPayload;
import io.netty.handler.codec.mqtt.MqttUnsubscribeMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What one client has subscribed to. On the channel's event loop. */
final class Subscriptions {
    private final Router router;
    private final Router.Subscriber subscriber;
    private final RetainedStore store;
    private final Map<String, Subscription> exact = new HashMap<>();
    private final Map<String, Subscription> wild = new HashMap<>();
    private final Map<String, Subscription> shared = new HashMap<>();

    /**
     * Makes one without subscriptions.
     *
     * @param router that is told of them
     * @param subscriber whose they are
     * @param store where retained messages that are due to them will be read
     */
    Subscriptions(Router router, Router.Subscriber subscriber, RetainedStore store) {
        this.router = router;
        this.subscriber = subscriber;
        this.store = store;
    }

    /**
     * Begins what a client has asked for.
     *
     * @param permitted whether the client may subscribe to a filter
     * @param fresh receives the subscriptions to which retained messages are due
     * @return the answer
     */
    MqttSubAckMessage begin(
            MqttSubscribeMessage subscribe, Predicate<String> permitted, boolean version5, List<Subscription> fresh) {
        MqttProperty<?> identifier = subscribe
                .idAndPropertiesVariableHeader()
                .properties()
                .getProperty(MqttPropertyType.SUBSCRIPTION_IDENTIFIER.value());
        List<Integer> codes = new ArrayList<>();
        for (MqttTopicSubscription wanted : subscribe.payload().topicSubscriptions()) {
            if (permitted.test(wanted.topicFilter())) {
                begin(wanted, identifier, fresh);
                codes.add(wanted.option().qos().value());
            } else {
                codes.add((version5 ? SubAck.NOT_AUTHORIZED : SubAck.UNSPECIFIED_ERROR).byteValue() & 0xFF);
            }
        }
        return new MqttSubAckMessage(
                header(MqttMessageType.SUBACK),
                id(subscribe.variableHeader().messageId()),
                new MqttSubAckPayload(codes));
    }

    private void begin(MqttTopicSubscription wanted, @Nullable MqttProperty<?> identifier, List<Subscription> fresh) {
        String filter = wanted.topicFilter();
        Map<String, Subscription> kind = kind(filter);
        Subscription former = kind.get(filter);
        boolean replayed = kind != shared && isReplayed(wanted.option().retainHandling(), former);
        // First the one, then the other: what is published in between comes live and is in the store, and counts once.
        router.subscribe(filter, subscriber);
        long since = replayed ? store.sequence() : former == null ? 0 : former.since();
        Subscription subscription = new Subscription(
                filter,
                TopicFilter.ofSubscription(filter).orElseThrow(),
                wanted.option().qos(),
                wanted.option().isNoLocal(),
                wanted.option().isRetainAsPublished(),
                identifier,
                since);
        kind.put(filter, subscription);
        if (replayed) {
            fresh.add(subscription);
        }
    }

    private static boolean isReplayed(RetainedHandlingPolicy policy, @Nullable Subscription former) {
        return switch (policy) {
            case SEND_AT_SUBSCRIBE -> true;
            case SEND_AT_SUBSCRIBE_IF_NOT_YET_EXISTS -> former == null;
            case DONT_SEND_AT_SUBSCRIBE -> false;
        };
    }

    private Map<String, Subscription> kind(String filter) {
        if (TopicFilter.isShared(filter)) {
            return shared;
        }
        return TopicFilter.indexOfWildcard(filter) < 0 ? exact : wild;
    }

    /**
     * Ends what a client wants no more.
     *
     * @return the answer
     */
    MqttUnsubAckMessage end(MqttUnsubscribeMessage unsubscribe, boolean version5) {
        List<Short> codes = new ArrayList<>();
        for (String filter : unsubscribe.payload().topics()) {
            UnsubAck code = end(filter) ? UnsubAck.SUCCESS : UnsubAck.NO_SUBSCRIPTION_EXISTED;
            codes.add((short) (code.byteValue() & 0xFF));
        }
        // MQTT 3 has no reason codes
        return new MqttUnsubAckMessage(
                header(MqttMessageType.UNSUBACK),
                id(unsubscribe.variableHeader().messageId()),
                new MqttUnsubAckPayload(version5 ? codes : List.of()));
    }

    private boolean end(String filter) {
        router.unsubscribe(filter, subscriber);
        return kind(filter).remove(filter) != null;
    }

    /** Ends all. */
    void end() {
        for (Map<String, Subscription> kind : List.of(exact, wild, shared)) {
            kind.keySet().forEach(filter -> router.unsubscribe(filter, subscriber));
            kind.clear();
        }
    }

    private static MqttFixedHeader header(MqttMessageType type) {
        return new MqttFixedHeader(type, false, MqttQoS.AT_MOST_ONCE, false, 0);
    }

    private static MqttMessageIdAndPropertiesVariableHeader id(int packetId) {
        return new MqttMessageIdAndPropertiesVariableHeader(packetId, MqttProperties.NO_PROPERTIES);
    }

    boolean holds(Subscription subscription) {
        return subscription.equals(kind(subscription.filter()).get(subscription.filter()));
    }

    int count() {
        return exact.size() + wild.size() + shared.size();
    }

    /**
     * How a live message is to be sent; null if not at all: the client publishes it itself, or gets it, or a later one, from the
     * retained messages, or wants it no more.
     *
     * @param own whether the client has published it
     * @param share the shared subscription that it comes for; null: all others
     */
    @Nullable
    Delivery delivery(Publication publication, boolean own, @Nullable String share) {
        Collector collector = new Collector(publication, own);
        if (share != null) {
            collector.offer(shared.get(share));
        } else {
            collector.offer(exact.get(publication.topic()));
            for (Subscription subscription : wild.values()) {
                if (subscription.topics().selects(publication.topic())) {
                    collector.offer(subscription);
                }
            }
        }
        return collector.delivery();
    }

    /** One message is sent once, for all subscriptions that want it. */
    private static final class Collector {
        private final Publication publication;
        private final boolean own;
        private @Nullable MqttQoS qos;
        private boolean retainFlag;
        private List<MqttProperty<?>> identifiers = List.of();

        Collector(Publication publication, boolean own) {
            this.publication = publication;
            this.own = own;
        }

        void offer(@Nullable Subscription subscription) {
            if (subscription == null || (own && subscription.noLocal()) || isReplayed(subscription)) {
                return;
            }
            qos = qos == null || subscription.qos().value() > qos.value() ? subscription.qos() : qos;
            retainFlag |= subscription.retainAsPublished();
            if (subscription.identifier() != null) {
                identifiers = new ArrayList<>(identifiers);
                identifiers.add(subscription.identifier());
            }
        }

        private boolean isReplayed(Subscription subscription) {
            return publication.isRetained() && publication.sequence() <= subscription.since();
        }

        @Nullable
        Delivery delivery() {
            if (qos == null) {
                return null;
            }
            MqttQoS published = publication.message().fixedHeader().qosLevel();
            MqttQoS atMost = qos.value() < published.value() ? qos : published;
            return new Delivery(atMost, retainFlag && publication.isRetained(), identifiers);
        }
    }
}
