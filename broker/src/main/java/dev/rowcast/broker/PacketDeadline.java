package dev.rowcast.broker;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.mqtt.MqttReasonCodes;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Stands in front of the MQTT decoder, follows where packets begin and end, and closes a client that begins one which is too
 * large or does not end in time: what waits for the end of a packet is the broker's memory. One per channel, on its event
 * loop.
 */
final class PacketDeadline extends ChannelInboundHandlerAdapter {
    private static final int MAX_LENGTH_BYTES = 4;

    private final Peer peer;
    private final ClientLimits limits;

    /** Of the fixed header: -1 between packets, 0 after the first byte, then one more with each byte of the length. */
    private int lengthBytes = -1;

    private int length;
    private boolean lengthKnown;
    /** Still to come of the packet's body. */
    private int missing;

    private boolean first = true;
    /** How many packets, modulo 2³². */
    private int ended;

    private @Nullable ScheduledFuture<?> due;

    PacketDeadline(Peer peer, ClientLimits limits) {
        this.peer = peer;
        this.limits = limits;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof ByteBuf bytes) {
            follow(bytes);
            if (peer.isOver()) {
                ReferenceCountUtil.release(bytes);
                return;
            }
            watch(ctx);
            ctx.fireChannelRead(message);
            compare();
        } else {
            ctx.fireChannelRead(message);
        }
    }

    /**
     * Netty's decoder reads on beyond the end of a packet whose inner lengths are wrong, and would wait for it with all that
     * comes meanwhile.
     */
    private void compare() {
        if (peer.decoded() != ended && !peer.isOver()) {
            peer.offend("a packet whose lengths do not agree", MqttReasonCodes.Disconnect.MALFORMED_PACKET);
        }
    }

    private void follow(ByteBuf bytes) {
        int index = bytes.readerIndex();
        while (index < bytes.writerIndex() && !peer.isOver()) {
            if (lengthKnown) {
                int taken = Math.min(missing, bytes.writerIndex() - index);
                index += taken;
                missing -= taken;
            } else {
                header(bytes.getByte(index++));
            }
            if (lengthKnown && missing == 0) {
                ended();
            }
        }
    }

    private void header(byte next) {
        if (lengthBytes < 0) {
            lengthBytes = 0;
            return;
        }
        if (lengthBytes == MAX_LENGTH_BYTES) {
            peer.offend("a packet whose length does not end", MqttReasonCodes.Disconnect.MALFORMED_PACKET);
            return;
        }
        length |= (next & 0x7F) << (7 * lengthBytes++);
        if (next >= 0) {
            lengthKnown = true;
            missing = length;
            if (length > limit()) {
                peer.offend(
                        "a packet of " + length + " bytes, where " + limit() + " are allowed",
                        MqttReasonCodes.Disconnect.PACKET_TOO_LARGE);
            }
        }
    }

    private int limit() {
        if (first) {
            return Math.min(limits.packets().maxConnectBytes(), limits.maxMessageBytes());
        }
        return peer.isPublisher() ? limits.maxMessageBytes() : limits.maxForeignMessageBytes();
    }

    private void ended() {
        first = false;
        ended++;
        lengthBytes = -1;
        length = 0;
        lengthKnown = false;
        if (due != null) {
            due.cancel(false);
            due = null;
        }
    }

    private void watch(ChannelHandlerContext ctx) {
        if (lengthBytes >= 0 && due == null) {
            long limitMillis = limits.packets().completion().toMillis();
            due = ctx.executor().schedule(() -> check(ctx), limitMillis, TimeUnit.MILLISECONDS);
        }
    }

    /** The time does not count when it is we who do not read. */
    private void check(ChannelHandlerContext ctx) {
        due = null;
        if (ctx.channel().config().isAutoRead()) {
            Duration limit = limits.packets().completion();
            peer.offend("a packet that was not complete within " + limit, MqttReasonCodes.Disconnect.MALFORMED_PACKET);
        } else if (!peer.isOver() && ctx.channel().isActive()) {
            watch(ctx);
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        if (due != null) {
            due.cancel(false);
        }
    }
}
