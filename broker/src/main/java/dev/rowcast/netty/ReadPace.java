package dev.rowcast.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.TimeUnit;

/**
 * Reads for a channel that does not do so by itself: again at once after much, and after a pause after little. It must be next to
 * the socket. Handlers may read beside it, as TLS does while it shakes hands. The channel's event loop.
 */
final class ReadPace extends ChannelInboundHandlerAdapter {
    private static final long PAUSE_MICROS = 1_000;

    /** A thousand acknowledgements; who gets that much is not woken for little. */
    private static final int MUCH_BYTES = 4_096;

    private int bytes;

    @Override
    public void channelActive(ChannelHandlerContext context) {
        context.fireChannelActive();
        context.read();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        bytes += ((ByteBuf) message).readableBytes();
        context.fireChannelRead(message);
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // a read fails only where the channel is closed
    public void channelReadComplete(ChannelHandlerContext context) {
        context.fireChannelReadComplete();
        if (bytes >= MUCH_BYTES) {
            context.read();
        } else {
            context.executor().schedule(context::read, PAUSE_MICROS, TimeUnit.MICROSECONDS);
        }
        bytes = 0;
    }
}
