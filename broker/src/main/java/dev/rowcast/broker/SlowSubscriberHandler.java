package dev.rowcast.broker;

import io.moquette.broker.NettyUtils;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes a client that does not read, instead of dropping its messages in silence; it comes back to fresh retained state.
 * Stands first in the pipeline. One per channel, on its event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // of close, which can not be helped if it fails
final class SlowSubscriberHandler extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(SlowSubscriberHandler.class);

    private final Backlogs backlogs;
    private final Offences offences;

    private boolean closed;

    SlowSubscriberHandler(Parts parts) {
        backlogs = parts.backlogs();
        offences = parts.offences();
    }

    /**
     * A channel begins writable, so the first change means that it was not, even if it is again by now: something
     * may have been dropped in between.
     */
    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (!closed) {
            closed = true;
            offences.note(
                    "Closed a slow subscriber",
                    Packets.name(ctx.channel()) + ": it left more than "
                            + backlogs.limits().maxUnreadBytes() + " bytes unread",
                    ctx.executor());
            backlogs.countClosed();
            ctx.close();
        }
    }

    /** Every message that is pending when a connection breaks fails by itself; one broken connection is no error at all. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof IOException) {
            LOG.debug("Connection of client '{}' broke", NettyUtils.clientID(ctx.channel()), cause);
            ctx.close();
        } else {
            ctx.fireExceptionCaught(cause);
        }
    }
}
