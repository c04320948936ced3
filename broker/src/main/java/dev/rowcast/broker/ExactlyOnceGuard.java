package dev.rowcast.broker;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttReasonCodes;
import io.netty.handler.codec.mqtt.MqttReasonCodes.Disconnect;
import io.netty.util.ReferenceCountUtil;
import java.util.BitSet;

/**
 * Follows what a client publishes at QoS 2: one that comes again before it is released is not published again, and no more than
 * so many wait for it. One per channel, on its event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // of writes: when they fail, the channel is gone
final class ExactlyOnceGuard extends ChannelInboundHandlerAdapter {
    private static final int MAX_UNRELEASED = 100;

    private final Peer peer;

    private final BitSet unreleased = new BitSet();

    ExactlyOnceGuard(Peer peer) {
        this.peer = peer;
    }

    /** Whether the packet releases a message. */
    boolean expects(MqttMessage message) {
        return message.fixedHeader().messageType() == MqttMessageType.PUBREL
                && unreleased.get(Packets.packetId(message));
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof MqttMessage mqtt && !passes(ctx, mqtt)) {
            ReferenceCountUtil.release(message);
        } else {
            ctx.fireChannelRead(message);
        }
    }

    private boolean passes(ChannelHandlerContext ctx, MqttMessage message) {
        if (message instanceof MqttPublishMessage publish
                && publish.fixedHeader().qosLevel() == MqttQoS.EXACTLY_ONCE) {
            return published(ctx, publish.variableHeader().packetId());
        }
        if (message.fixedHeader().messageType() == MqttMessageType.PUBREL) {
            released(ctx, message);
            return false;
        }
        return true;
    }

    /** One that comes again is only answered. */
    private boolean published(ChannelHandlerContext ctx, int id) {
        if (unreleased.get(id)) {
            ctx.writeAndFlush(Packets.reply(MqttMessageType.PUBREC, id, (byte) 0, peer.isVersion5()));
            return false;
        }
        unreleased.set(id);
        if (unreleased.cardinality() > MAX_UNRELEASED) {
            peer.offend(
                    "more than " + MAX_UNRELEASED + " messages at QoS 2 without releasing them",
                    Disconnect.RECEIVE_MAXIMUM_EXCEEDED);
            return false;
        }
        return true;
    }

    private void released(ChannelHandlerContext ctx, MqttMessage release) {
        byte reason = expects(release) ? 0 : MqttReasonCodes.PubComp.PACKET_IDENTIFIER_NOT_FOUND.byteValue();
        int id = Packets.packetId(release);
        unreleased.clear(id);
        ctx.writeAndFlush(Packets.reply(MqttMessageType.PUBCOMP, id, reason, peer.isVersion5()));
    }
}
