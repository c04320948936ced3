package dev.rowcast.broker;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;

/** Counts what goes over the wire. Stands next to the socket; one for all channels, on their event loops. */
@Sharable
@SuppressWarnings("FutureReturnValueIgnored") // of write, whose promise is the caller's
final class ByteMeter extends ChannelDuplexHandler {
    private final Counters counters;

    ByteMeter(Counters counters) {
        this.counters = counters;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object bytes) {
        if (bytes instanceof ByteBuf buffer) {
            counters.bytesReceived(buffer.readableBytes());
        }
        ctx.fireChannelRead(bytes);
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object bytes, ChannelPromise promise) {
        if (bytes instanceof ByteBuf buffer) {
            counters.bytesSent(buffer.readableBytes());
        }
        ctx.write(bytes, promise);
    }
}
