package dev.rowcast.broker;

import io.moquette.broker.NettyUtils;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How many clients each of Moquette's session threads has accepted: the sign that it works, however much it has to do. The
 * client id decides which thread serves a client (Moquette's {@code SessionEventLoopGroup}). Any thread.
 */
final class SessionLoops {
    private final AtomicLongArray sent =
            new AtomicLongArray(Runtime.getRuntime().availableProcessors());

    int count() {
        return sent.length();
    }

    int of(String clientId) {
        int hash = clientId.hashCode();
        return (hash < 0 ? -hash : hash) % sent.length();
    }

    /** Grows with every answer that the thread has sent. */
    long sent(int loop) {
        return sent.get(loop);
    }

    /** Counts what the thread sends to one client; stands behind {@link SessionGuard}, on the channel's event loop. */
    @SuppressWarnings("FutureReturnValueIgnored") // of a write, whose promise is the caller's
    final class Counter extends ChannelOutboundHandlerAdapter {
        @Override
        public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
            // all else comes from Netty's threads
            if (message instanceof MqttConnAckMessage) {
                String clientId = NettyUtils.clientID(ctx.channel());
                if (clientId != null) {
                    sent.incrementAndGet(of(clientId));
                }
            }
            ctx.write(message, promise);
        }
    }
}
