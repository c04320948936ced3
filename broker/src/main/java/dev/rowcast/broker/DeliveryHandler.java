package dev.rowcast.broker;

import static java.util.Objects.requireNonNull;

import dev.rowcast.broker.DeliveryWindow.Answer;
import dev.rowcast.broker.Subscriptions.Delivery;
import dev.rowcast.broker.access.Permissions;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttReasonCodes.PubRel;
import io.netty.handler.codec.mqtt.MqttSubAckMessage;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttUnsubAckMessage;
import io.netty.handler.codec.mqtt.MqttUnsubscribeMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Stands between {@link SessionGuard} and Moquette, which only routes: what it routes to the client gets its QoS, retain flag
 * and packet id here and goes to the {@link Outbox}, together with the retained messages that new subscriptions are due; the
 * client's acknowledgements end here. One per channel, on its event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // of writes: when they fail, the channel is gone, which is seen elsewhere
final class DeliveryHandler extends ChannelDuplexHandler {
    /** More in flight brings nothing; MQTT 5 clients may ask for less. */
    private static final int MAX_IN_FLIGHT = 1024;

    private final RetainedStore store;
    private final Backlogs backlogs;
    private final Counters counters;
    private final Offences offences;
    private final PacketSizeLimit sizeLimit;

    private final Subscriptions subscriptions = new Subscriptions();
    private final DeliveryWindow window = new DeliveryWindow(MAX_IN_FLIGHT);
    private @Nullable Outbox outbox;
    private Predicate<String> mayRead = topic -> true;
    private Predicate<String> maySubscribe = filter -> true;

    DeliveryHandler(Parts parts) {
        store = parts.store();
        backlogs = parts.backlogs();
        counters = parts.counters();
        offences = parts.offences();
        sizeLimit = new PacketSizeLimit(parts);
    }

    /** To be called before the client can subscribe; without it, there are no restrictions. */
    void restrict(Permissions permissions) {
        if (!permissions.readsEverything()) {
            mayRead = permissions::mayRead;
            maySubscribe = permissions::mayReadSomeOf;
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        outbox = new Outbox(ctx, backlogs, offences, window);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object packet) {
        if (packet instanceof MqttConnectMessage connect) {
            window.agree(Packets.isVersion5(connect), Math.min(MAX_IN_FLIGHT, Packets.receiveMaximum(connect)));
            sizeLimit.set(Packets.maximumPacketSize(connect));
            ctx.fireChannelRead(packet);
        } else if (packet instanceof MqttSubscribeMessage subscribe) {
            MqttSubscribeMessage permitted = subscriptions.requested(subscribe, maySubscribe);
            if (permitted == null) {
                ctx.writeAndFlush(Subscriptions.refused(subscribe, window.isVersion5()));
            } else {
                ctx.fireChannelRead(permitted);
            }
        } else if (packet instanceof MqttUnsubscribeMessage unsubscribe) {
            subscriptions.leaving(unsubscribe);
            ctx.fireChannelRead(packet);
        } else if (packet instanceof MqttMessage message && Packets.acknowledges(message)) {
            acknowledged(ctx, message);
        } else {
            ctx.fireChannelRead(packet);
        }
    }

    private void acknowledged(ChannelHandlerContext ctx, MqttMessage answer) {
        int packetId = Packets.packetId(answer);
        switch (answer.fixedHeader().messageType()) {
            case PUBACK -> window.acknowledged(packetId);
            case PUBREC -> received(ctx, packetId, Packets.isRefusal(answer));
            default -> window.completed(packetId);
        }
        outbox().windowMoved();
    }

    private void received(ChannelHandlerContext ctx, int packetId, boolean refused) {
        Answer answer = window.received(packetId, refused);
        if (answer != Answer.NONE) {
            byte reason = answer == Answer.PUBREL ? 0 : PubRel.PACKET_IDENTIFIER_NOT_FOUND.byteValue();
            ctx.writeAndFlush(Packets.reply(MqttMessageType.PUBREL, packetId, reason, window.isVersion5()));
        }
    }

    /** Whether the client owes us this answer to a message. */
    boolean expects(MqttMessage message) {
        return Packets.acknowledges(message)
                && window.expects(message.fixedHeader().messageType(), Packets.packetId(message));
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object packet, ChannelPromise promise) {
        if (packet instanceof MqttPublishMessage message) {
            deliver(ctx, message, promise);
        } else if (packet instanceof MqttSubAckMessage answer) {
            List<Subscription> fresh = new ArrayList<>();
            int before = subscriptions.count();
            ctx.write(subscriptions.granted(answer, window.isVersion5(), store.sequence(), fresh), promise);
            counters.subscriptions(subscriptions.count() - before);
            fresh.forEach(subscription ->
                    outbox().add(new Replay(store, subscription, message -> isDue(ctx, subscription, message))));
        } else if (packet instanceof MqttUnsubAckMessage answer) {
            int before = subscriptions.count();
            List<String> filters = subscriptions.left(answer.variableHeader().messageId());
            counters.subscriptions(subscriptions.count() - before);
            ctx.write(window.isVersion5() ? Packets.withReasonCodes(answer, filters.size()) : answer, promise);
        } else {
            ctx.write(packet, promise);
        }
    }

    private void deliver(ChannelHandlerContext ctx, MqttPublishMessage message, ChannelPromise promise) {
        String topic = message.variableHeader().topicName();
        Delivery delivery = subscriptions.delivery(topic, Origin.of(message));
        int bytes = message.payload().readableBytes();
        if (delivery == null || !mayTake(ctx, topic, bytes, () -> Origin.toSubscriber(message))) {
            message.release();
            promise.trySuccess();
        } else {
            outbox().add(message, delivery, promise);
        }
    }

    private boolean isDue(ChannelHandlerContext ctx, Subscription subscription, RetainedMessage message) {
        return subscriptions.holds(subscription)
                && mayTake(ctx, message.topic(), message.payload().length, message::properties);
    }

    private boolean mayTake(ChannelHandlerContext ctx, String topic, int bytes, Supplier<MqttProperties> properties) {
        return mayRead.test(topic) && !sizeLimit.isExceeded(ctx.channel(), topic, bytes, properties);
    }

    private Outbox outbox() {
        return requireNonNull(outbox);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        outbox().end();
        counters.subscriptions(-subscriptions.count());
        ctx.fireChannelInactive();
    }
}
