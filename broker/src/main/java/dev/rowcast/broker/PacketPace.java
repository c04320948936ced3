package dev.rowcast.broker;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttUnsubscribeMessage;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads a client that sends too much more slowly, so that TCP slows it down. Acknowledgements of what it was sent are as
 * many as we have sent, and free. One per channel, on its event loop.
 */
final class PacketPace extends ChannelInboundHandlerAdapter {
    /** A SUBSCRIBE looks through all retained messages. */
    private static final int FILTER_COST = 50;

    private final Peer peer;
    private final ClientLimits.Packets limits;
    private final Predicate<MqttMessage> expected;

    private double tokens;
    private long countedAt;
    private @Nullable ScheduledFuture<?> resume;

    /**
     * Makes one with a full burst.
     *
     * @param expected whether the client owes us a packet
     */
    PacketPace(Peer peer, ClientLimits.Packets limits, Predicate<MqttMessage> expected) {
        this.peer = peer;
        this.limits = limits;
        this.expected = expected;
        this.tokens = limits.burst();
        this.countedAt = System.nanoTime();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof MqttMessage mqtt && !peer.isPublisher()) {
            // A debt is no larger than a burst, so that a pause never outlasts a keep alive of a few seconds.
            tokens = Math.max(tokens - cost(mqtt), -limits.burst());
            if (tokens < 0) {
                pause(ctx);
            }
        }
        ctx.fireChannelRead(message);
    }

    private int cost(MqttMessage message) {
        if (message instanceof MqttSubscribeMessage subscribe) {
            return FILTER_COST * subscribe.payload().topicSubscriptions().size();
        }
        if (message instanceof MqttUnsubscribeMessage unsubscribe) {
            return FILTER_COST * unsubscribe.payload().topics().size();
        }
        return expected.test(message) ? 0 : 1;
    }

    /** Before the client is accepted, {@link SessionGuard} decides when to read. */
    private void pause(ChannelHandlerContext ctx) {
        refill();
        if (tokens >= 0 || !peer.isAccepted()) {
            return;
        }
        ctx.channel().config().setAutoRead(false);
        if (resume == null) {
            long waitMillis = (long) Math.ceil(-tokens * 1000 / limits.perSecond());
            resume = ctx.executor().schedule(() -> resume(ctx), Math.max(1, waitMillis), TimeUnit.MILLISECONDS);
        }
    }

    private void resume(ChannelHandlerContext ctx) {
        resume = null;
        if (!peer.isOver() && ctx.channel().isActive()) {
            pause(ctx);
            if (resume == null) {
                ctx.channel().config().setAutoRead(true);
            }
        }
    }

    private void refill() {
        long now = System.nanoTime();
        tokens = Math.min(limits.burst(), tokens + (now - countedAt) * (double) limits.perSecond() / 1e9);
        countedAt = now;
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        if (resume != null) {
            resume.cancel(false);
        }
    }
}
