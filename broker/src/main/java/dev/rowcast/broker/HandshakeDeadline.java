package dev.rowcast.broker;

import io.netty.channel.ChannelHandlerAdapter;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection whose client has not been accepted in time, whatever it has sent until then. One per channel, on its
 * event loop.
 */
final class HandshakeDeadline extends ChannelHandlerAdapter {
    private final Peer peer;
    private final Duration limit;

    private @Nullable ScheduledFuture<?> due;

    HandshakeDeadline(Peer peer, Duration limit) {
        this.peer = peer;
        this.limit = limit;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        due = ctx.executor().schedule(this::check, limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        if (due != null) {
            due.cancel(false);
        }
    }

    private void check() {
        if (!peer.isAccepted()) {
            peer.expire("it was not connected within " + limit);
        }
    }
}
