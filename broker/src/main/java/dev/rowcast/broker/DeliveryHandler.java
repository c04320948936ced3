package dev.rowcast.broker;

import static java.util.Objects.requireNonNull;

import dev.rowcast.broker.DeliveryWindow.Answer;
import dev.rowcast.broker.access.Permissions;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttReasonCodes.PubRel;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttUnsubscribeMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the client subscribes to, and what it gets: live messages, which the {@link Router} brings, get their QoS, retain flag and
 * packet id here and go to the {@link Outbox}, together with the retained messages that new subscriptions are due; the client's
 * acknowledgements end here. One per channel, on its event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // of writes: when they fail, the channel is gone, which is seen elsewhere
final class DeliveryHandler extends ChannelInboundHandlerAdapter implements Router.Subscriber {
    /** More in flight brings nothing; MQTT 5 clients may ask for less. */
    private static final int MAX_IN_FLIGHT = 1024;

    private final RetainedStore store;
    private final Backlogs backlogs;
    private final Counters counters;
    private final Offences offences;
    private final PacketSizeLimit sizeLimit;

    private final Router router;
    private final Subscriptions subscriptions;
    private final DeliveryWindow window = new DeliveryWindow(MAX_IN_FLIGHT);
    private @Nullable ChannelHandlerContext context;
    private @Nullable Courier courier;
    private @Nullable Outbox outbox;
    private Predicate<String> mayRead = topic -> true;
    private Predicate<String> maySubscribe = filter -> true;

    DeliveryHandler(Parts parts) {
        store = parts.store();
        backlogs = parts.backlogs();
        counters = parts.counters();
        offences = parts.offences();
        sizeLimit = new PacketSizeLimit(parts);
        router = parts.router();
        subscriptions = new Subscriptions(router, this, store);
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
        context = ctx;
        courier = router.courier(ctx.executor());
        outbox = new Outbox(ctx, backlogs, offences, window);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object packet) {
        if (packet instanceof MqttConnectMessage connect) {
            window.agree(Packets.isVersion5(connect), Math.min(MAX_IN_FLIGHT, Packets.receiveMaximum(connect)));
            sizeLimit.set(Packets.maximumPacketSize(connect));
            ctx.fireChannelRead(packet);
        } else if (packet instanceof MqttSubscribeMessage subscribe) {
            subscribe(ctx, subscribe);
        } else if (packet instanceof MqttUnsubscribeMessage unsubscribe) {
            int before = subscriptions.count();
            ctx.writeAndFlush(subscriptions.end(unsubscribe, window.isVersion5()));
            counters.subscriptions(subscriptions.count() - before);
        } else if (packet instanceof MqttMessage message && Packets.acknowledges(message)) {
            acknowledged(ctx, message);
        } else {
            ctx.fireChannelRead(packet);
        }
    }

    private void subscribe(ChannelHandlerContext ctx, MqttSubscribeMessage subscribe) {
        List<Subscription> fresh = new ArrayList<>();
        int before = subscriptions.count();
        ctx.writeAndFlush(subscriptions.begin(subscribe, maySubscribe, window.isVersion5(), fresh));
        counters.subscriptions(subscriptions.count() - before);
        fresh.forEach(subscription ->
                outbox().add(new Replay(store, subscription, message -> isDue(ctx, subscription, message))));
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
    public Courier courier() {
        return requireNonNull(courier);
    }

    @Override
    public void deliver(Publication publication, @Nullable String share) {
        Channel channel = context().channel();
        Delivery delivery = subscriptions.delivery(publication, channel.equals(publication.source()), share);
        if (delivery != null
                && mayTake(
                        channel,
                        publication.topic(),
                        publication.payload().readableBytes(),
                        () -> publication.properties(delivery))) {
            outbox().add(publication, delivery);
        }
    }

    @Override
    public void flush() {
        context().flush();
    }

    @Override
    public void close() {
        context().close();
    }

    private boolean isDue(ChannelHandlerContext ctx, Subscription subscription, RetainedMessage message) {
        return subscriptions.holds(subscription)
                && mayTake(ctx.channel(), message.topic(), message.payload().length, message::properties);
    }

    private boolean mayTake(Channel channel, String topic, int bytes, Supplier<MqttProperties> properties) {
        return mayRead.test(topic) && !sizeLimit.isExceeded(channel, topic, bytes, properties);
    }

    private ChannelHandlerContext context() {
        return requireNonNull(context);
    }

    private Outbox outbox() {
        return requireNonNull(outbox);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        outbox().end();
        counters.subscriptions(-subscriptions.count());
        subscriptions.end();
        ctx.fireChannelInactive();
    }
}
