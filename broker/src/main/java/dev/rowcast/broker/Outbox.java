package dev.rowcast.broker;

import dev.rowcast.broker.LiveQueue.Waiting;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttReasonCodes;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * What one client is to be sent, at the pace at which it reads: a little is in the socket's buffer, live messages wait in a
 * queue of bounded size, retained ones are read from the store only when they can be sent. A client that leaves too much
 * unread, or for too long, is closed; nothing is dropped in silence. On the channel's event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // of writes: when they fail, the channel is gone, which is seen elsewhere
final class Outbox {
    /** In the socket's buffer, in bytes, before the rest waits here. */
    private static final int MAX_BUFFERED_BYTES = 256 << 10;

    /** Looked at in one go, so that the event loop's other clients have their turn. */
    private static final int MESSAGES_PER_TURN = 512;

    private final ChannelHandlerContext ctx;
    private final Backlogs backlogs;
    private final Offences offences;
    private final DeliveryWindow window;
    private final LiveQueue live;
    private final StallWatch stallWatch;
    private final Queue<Replay> replays = new ArrayDeque<>();
    private boolean turnComes;
    private long sentInTurn;
    private boolean closed;

    /**
     * Makes an empty one.
     *
     * @param ctx where messages are written
     * @param window what the client has not acknowledged
     */
    Outbox(ChannelHandlerContext ctx, Backlogs backlogs, Offences offences, DeliveryWindow window) {
        this.ctx = ctx;
        this.backlogs = backlogs;
        this.offences = offences;
        this.window = window;
        live = new LiveQueue(backlogs, () -> ctx.executor().execute(this::evict));
        stallWatch = new StallWatch(
                ctx.executor(),
                backlogs.limits().maxStall(),
                window,
                () -> close("it took nothing for " + backlogs.limits().maxStall()));
    }

    /** Sends a live message, when it is flushed or when its turn comes. */
    void add(Publication publication, Delivery delivery) {
        if (closed) {
            return;
        }
        if (!isWaiting() && hasRoom() && !isHeldUp(delivery.qos())) {
            send(publication, delivery);
        } else {
            live.add(new Waiting(publication, delivery));
            long unread = live.size() + buffered();
            if (unread > backlogs.limits().maxUnreadBytes()) {
                close("it left " + unread + " bytes unread");
            } else {
                awaitTurn();
            }
        }
    }

    /** Sends retained messages before any live one that has not been sent yet. */
    void add(Replay replay) {
        if (!closed) {
            replays.add(replay);
            takeTurn();
        }
    }

    /** The client has acknowledged something. */
    void windowMoved() {
        if (isWaiting()) {
            takeTurn();
        }
    }

    /** Forgets everything; the channel is closed. */
    void end() {
        closed = true;
        live.clear();
        replays.clear();
    }

    private boolean isWaiting() {
        return !live.isEmpty() || !replays.isEmpty();
    }

    private boolean hasRoom() {
        return buffered() < MAX_BUFFERED_BYTES;
    }

    private boolean isHeldUp(MqttQoS qos) {
        return qos != MqttQoS.AT_MOST_ONCE && window.isFull();
    }

    private int packetId(MqttQoS qos) {
        return qos == MqttQoS.AT_MOST_ONCE ? 0 : window.take(qos == MqttQoS.EXACTLY_ONCE);
    }

    private void send(Publication publication, Delivery delivery) {
        send(publication.toSubscriber(delivery, packetId(delivery.qos())));
    }

    private void send(MqttPublishMessage message) {
        sentInTurn += message.payload().readableBytes();
        stallWatch.written(ctx.write(message));
    }

    private long buffered() {
        ChannelOutboundBuffer buffer = ctx.channel().unsafe().outboundBuffer();
        return buffer == null ? 0 : buffer.totalPendingWriteBytes();
    }

    /**
     * Sends what waits as far as the client and its neighbours permit: retained messages first, as others do, so that the first
     * live one tells a subscriber that it has them all.
     */
    private void takeTurn() {
        if (closed || !ctx.channel().isActive()) {
            return;
        }
        int looked = 0;
        sentInTurn = 0;
        boolean sent = true;
        while (sent && looked < MESSAGES_PER_TURN && sentInTurn < MAX_BUFFERED_BYTES && hasRoom()) {
            sent = replays.isEmpty() ? sendLive() : sendRetained();
            looked++;
        }
        ctx.flush();
        if (sent && isWaiting()) {
            awaitTurn();
        }
    }

    private boolean sendLive() {
        Waiting next = live.peek();
        if (next == null || isHeldUp(next.delivery().qos())) {
            return false;
        }
        send(next.publication(), next.delivery());
        live.remove();
        return true;
    }

    /** Looks at the next retained message, and sends it if it is due. */
    private boolean sendRetained() {
        Replay replay = replays.element();
        Subscription subscription = replay.subscription();
        if (!replay.hasNext()) {
            replays.remove();
            return true;
        }
        if (isHeldUp(subscription.qos())) {
            return false;
        }
        RetainedMessage message = replay.next();
        if (message != null) {
            MqttQoS qos = message.qos().value() < subscription.qos().value() ? message.qos() : subscription.qos();
            send(message.toSubscriber(qos, packetId(qos), subscription.identifier()));
        }
        return true;
    }

    /** Goes on when what was written last is in the socket, or at once if it is, after the event loop's other work. */
    private void awaitTurn() {
        if (turnComes) {
            return;
        }
        turnComes = true;
        Runnable turn = () -> {
            turnComes = false;
            takeTurn();
        };
        ChannelFuture last = stallWatch.lastWrite();
        if (last == null || last.isDone() || hasRoom()) {
            ctx.executor().execute(turn);
        } else {
            last.addListener(written -> turn.run());
        }
    }

    private void close(String reason) {
        if (closed || !ctx.channel().isActive()) {
            return;
        }
        offences.note("Closed a slow subscriber", Packets.name(ctx.channel()) + ": " + reason, ctx.executor());
        backlogs.countClosed();
        end();
        if (window.isVersion5()) {
            ctx.writeAndFlush(Packets.disconnect(MqttReasonCodes.Disconnect.QUOTA_EXCEEDED))
                    .addListener(ChannelFutureListener.CLOSE);
            ctx.executor().schedule(() -> ctx.close(), 1, TimeUnit.SECONDS);
        } else {
            ctx.close();
        }
    }

    private void evict() {
        close("it left " + live.size() + " bytes unread, the most of all subscribers, who together may leave "
                + backlogs.limits().maxTotalBytes());
    }
}
