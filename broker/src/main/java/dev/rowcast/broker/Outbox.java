package dev.rowcast.broker;

import static java.util.Objects.requireNonNull;

import dev.rowcast.broker.LiveQueue.Waiting;
import dev.rowcast.broker.Subscriptions.Delivery;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttReasonCodes;
import io.netty.handler.codec.mqtt.MqttSubAckMessage;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttUnsubAckMessage;
import io.netty.handler.codec.mqtt.MqttUnsubscribeMessage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers to one client what Moquette has routed to it, and the retained messages that its subscriptions are due, at the pace
 * at which it reads: a little is in the socket's buffer, live messages wait in a queue of bounded size, retained ones are read
 * from the store only when they can be sent. A client that leaves too much unread, or for too long, is closed; nothing is
 * dropped in silence. Between {@link SessionGuard} and Moquette; one per channel, on its event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // of writes: when they fail, the channel is gone, which is seen elsewhere
final class Outbox extends ChannelDuplexHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

    /** More in flight brings nothing; MQTT 5 clients may ask for less. */
    private static final int MAX_IN_FLIGHT = 1024;

    /** In the socket's buffer, in bytes, before the rest waits here. */
    private static final int MAX_BUFFERED_BYTES = 256 << 10;

    /** Looked at in one go, so that the event loop's other clients have their turn. */
    private static final int MESSAGES_PER_TURN = 512;

    private final RetainedStore store;
    private final Backlogs backlogs;
    private final Counters counters;
    private final PacketSizeLimit sizeLimit;

    private final Subscriptions subscriptions = new Subscriptions();
    private final DeliveryWindow window = new DeliveryWindow(MAX_IN_FLIGHT);
    private @Nullable LiveQueue live;
    private final Queue<Replay> replays = new ArrayDeque<>();
    private Predicate<String> mayRead = topic -> true;
    private boolean version5;
    private boolean turnComes;
    private long sentInTurn;
    private @Nullable StallWatch stallWatch;
    private boolean closed;

    Outbox(Parts parts) {
        store = parts.store();
        backlogs = parts.backlogs();
        counters = parts.counters();
        sizeLimit = new PacketSizeLimit(counters);
    }

    /** To be called before the client can subscribe. */
    void restrict(Predicate<String> readableTopics) {
        mayRead = readableTopics;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object packet) {
        if (packet instanceof MqttConnectMessage connect) {
            version5 = Packets.isVersion5(connect);
            window.resize(Math.min(MAX_IN_FLIGHT, Packets.receiveMaximum(connect)));
            sizeLimit.set(Packets.maximumPacketSize(connect));
            ctx.fireChannelRead(packet);
        } else if (packet instanceof MqttSubscribeMessage subscribe) {
            ctx.fireChannelRead(subscriptions.requested(subscribe));
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
            case PUBREC -> {
                if (window.received(packetId, Packets.isRefusal(answer)) == DeliveryWindow.Answer.PUBREL) {
                    ctx.writeAndFlush(Packets.pubRel(packetId));
                }
            }
            default -> window.completed(packetId);
        }
        if (isWaiting()) {
            takeTurn(ctx);
        }
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object packet, ChannelPromise promise) {
        if (packet instanceof MqttPublishMessage message) {
            deliver(ctx, message, promise);
        } else if (packet instanceof MqttSubAckMessage answer) {
            List<Subscription> fresh = new ArrayList<>();
            int before = subscriptions.count();
            ctx.write(subscriptions.granted(answer, store.sequence(), fresh), promise);
            counters.subscriptions(subscriptions.count() - before);
            fresh.forEach(subscription -> replays.add(new Replay(store, subscription)));
            takeTurn(ctx);
        } else if (packet instanceof MqttUnsubAckMessage answer) {
            int before = subscriptions.count();
            List<String> filters = subscriptions.left(answer.variableHeader().messageId());
            counters.subscriptions(subscriptions.count() - before);
            ctx.write(version5 ? Packets.withReasonCodes(answer, filters.size()) : answer, promise);
        } else {
            ctx.write(packet, promise);
        }
    }

    private void deliver(ChannelHandlerContext ctx, MqttPublishMessage message, ChannelPromise promise) {
        String topic = message.variableHeader().topicName();
        Delivery delivery = closed || !mayRead.test(topic) ? null : subscriptions.delivery(topic, Origin.of(message));
        if (delivery == null
                || sizeLimit.isExceeded(
                        ctx.channel(),
                        topic,
                        message.payload().readableBytes(),
                        message.variableHeader().properties())) {
            message.release();
            promise.trySuccess();
        } else if (!isWaiting() && hasRoom(ctx) && !isHeldUp(delivery.qos())) {
            send(ctx, forClient(message, delivery), promise);
        } else {
            live().add(new Waiting(message, delivery, promise));
            long unread = live().size() + buffered(ctx);
            if (unread > backlogs.limits().maxUnreadBytes()) {
                close(ctx, "it left " + unread + " bytes unread");
            } else {
                awaitTurn(ctx);
            }
        }
    }

    private boolean isWaiting() {
        return !live().isEmpty() || !replays.isEmpty();
    }

    private boolean hasRoom(ChannelHandlerContext ctx) {
        return buffered(ctx) < MAX_BUFFERED_BYTES;
    }

    private boolean isHeldUp(MqttQoS qos) {
        return qos != MqttQoS.AT_MOST_ONCE && window.isFull();
    }

    private int packetId(MqttQoS qos) {
        return qos == MqttQoS.AT_MOST_ONCE ? 0 : window.take(qos == MqttQoS.EXACTLY_ONCE);
    }

    private MqttPublishMessage forClient(MqttPublishMessage message, Delivery delivery) {
        return Packets.toSubscriber(message, delivery.qos(), delivery.retainFlag(), packetId(delivery.qos()));
    }

    private void send(ChannelHandlerContext ctx, MqttPublishMessage message, ChannelPromise promise) {
        sentInTurn += message.payload().readableBytes();
        ctx.write(message, promise);
        stallWatch().written(promise);
    }

    private static long buffered(ChannelHandlerContext ctx) {
        ChannelOutboundBuffer buffer = ctx.channel().unsafe().outboundBuffer();
        return buffer == null ? 0 : buffer.totalPendingWriteBytes();
    }

    /**
     * Sends what waits as far as the client and its neighbours permit: retained messages first, as others do, so that the first
     * live one tells a subscriber that it has them all.
     */
    private void takeTurn(ChannelHandlerContext ctx) {
        if (closed || !ctx.channel().isActive()) {
            return;
        }
        int looked = 0;
        sentInTurn = 0;
        boolean sent = true;
        while (sent && looked < MESSAGES_PER_TURN && sentInTurn < MAX_BUFFERED_BYTES && hasRoom(ctx)) {
            sent = replays.isEmpty() ? sendLive(ctx) : sendRetained(ctx);
            looked++;
        }
        ctx.flush();
        if (sent && isWaiting()) {
            awaitTurn(ctx);
        }
    }

    private boolean sendLive(ChannelHandlerContext ctx) {
        Waiting next = live().peek();
        if (next == null || isHeldUp(next.delivery().qos())) {
            return false;
        }
        live().remove();
        send(ctx, forClient(next.message(), next.delivery()), next.promise());
        return true;
    }

    /** Looks at the next retained message, and sends it if it is due. */
    private boolean sendRetained(ChannelHandlerContext ctx) {
        Replay replay = replays.element();
        Subscription subscription = replay.subscription();
        if (!replay.hasNext() || !subscriptions.holds(subscription)) {
            replays.remove();
            return true;
        }
        if (isHeldUp(subscription.qos())) {
            return false;
        }
        RetainedMessage message = replay.next();
        if (message != null
                && mayRead.test(message.topic())
                && !sizeLimit.isExceeded(
                        ctx.channel(), message.topic(), message.payload().length, message.properties())) {
            MqttQoS qos = message.qos().value() < subscription.qos().value() ? message.qos() : subscription.qos();
            send(ctx, message.toSubscriber(qos, packetId(qos), subscription.identifier()), ctx.newPromise());
        }
        return true;
    }

    /** Goes on when what was written last is in the socket, or at once if it is, after the event loop's other work. */
    private void awaitTurn(ChannelHandlerContext ctx) {
        if (turnComes) {
            return;
        }
        turnComes = true;
        Runnable turn = () -> {
            turnComes = false;
            takeTurn(ctx);
        };
        ChannelFuture last = stallWatch().lastWrite();
        if (last == null || last.isDone() || hasRoom(ctx)) {
            ctx.executor().execute(turn);
        } else {
            last.addListener(written -> turn.run());
        }
    }

    private void close(ChannelHandlerContext ctx, String reason) {
        if (closed || !ctx.channel().isActive()) {
            return;
        }
        closed = true;
        LOG.warn("Closed {}: {}.", Packets.name(ctx.channel()), reason);
        backlogs.countClosed();
        forget();
        if (version5) {
            ctx.writeAndFlush(Packets.disconnect(MqttReasonCodes.Disconnect.QUOTA_EXCEEDED))
                    .addListener(ChannelFutureListener.CLOSE);
            ctx.executor().schedule(() -> ctx.close(), 1, TimeUnit.SECONDS);
        } else {
            ctx.close();
        }
    }

    private void evict(ChannelHandlerContext ctx) {
        close(
                ctx,
                "it left " + live().size() + " bytes unread, the most of all subscribers, who together may leave "
                        + backlogs.limits().maxTotalBytes());
    }

    private void forget() {
        live().clear();
        replays.clear();
    }

    private StallWatch stallWatch() {
        return requireNonNull(stallWatch);
    }

    private LiveQueue live() {
        return requireNonNull(live);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        live = new LiveQueue(backlogs, () -> ctx.executor().execute(() -> evict(ctx)));
        stallWatch = new StallWatch(
                ctx.executor(),
                backlogs.limits().maxStall(),
                window,
                () -> close(ctx, "it took nothing for " + backlogs.limits().maxStall()));
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        closed = true;
        forget();
        counters.subscriptions(-subscriptions.count());
        ctx.fireChannelInactive();
    }
}
