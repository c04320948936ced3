package dev.rowcast.broker;

import io.moquette.broker.NettyUtils;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Ends the sessions of clients that leave between their CONNECT and its answer: Moquette would keep each of them for ever, for
 * it ends only those that it has told that they are connected (its {@code MQTTConnection.executeConnect}, where the CONNACK
 * fails). Stands behind {@link SessionGuard}. One per channel, on its event loop.
 */
@SuppressWarnings(
        "FutureReturnValueIgnored") // of a write, whose promise is the caller's, and of what the event loop will do
final class SessionCleanup extends ChannelDuplexHandler {
    private static final int POLL_MILLIS = 5;
    private static final int MAX_POLLS = 12_000;

    private final Consumer<String> endSession;

    private boolean begun;
    private boolean answered;
    private boolean clean = true;
    private @Nullable Runnable whenClean;

    /** @param endSession ends the session of a client id in Moquette */
    SessionCleanup(Consumer<String> endSession) {
        this.endSession = endSession;
    }

    /** To be called when the channel is inactive: runs the action when nothing of the session is left, maybe at once. */
    void whenClean(Runnable action) {
        if (clean) {
            action.run();
        } else {
            whenClean = action;
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        begun |= message instanceof MqttConnectMessage;
        ctx.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (message instanceof MqttConnAckMessage) {
            promise.addListener(written -> answered |= written.isSuccess());
        }
        ctx.write(message, promise);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        ctx.fireChannelInactive();
        if (begun && !answered) {
            clean = false;
            endSoon(ctx.channel(), ctx.channel().eventLoop(), MAX_POLLS);
        }
    }

    /** Moquette notes the client id on the channel when the session is there. */
    private void endSoon(Channel channel, EventLoop loop, int pollsLeft) {
        String sessionId = NettyUtils.clientID(channel);
        if (sessionId == null && pollsLeft > 0 && !loop.isShuttingDown()) {
            loop.schedule(() -> endSoon(channel, loop, pollsLeft - 1), POLL_MILLIS, TimeUnit.MILLISECONDS);
            return;
        }
        try {
            if (sessionId != null) {
                endSession.accept(sessionId);
            }
        } finally {
            clean = true;
            if (whenClean != null) {
                whenClean.run();
            }
        }
    }
}
