package dev.rowcast.broker;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttPubReplyMessageVariableHeader;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttReasonCodes;
import io.netty.handler.codec.mqtt.MqttReasonCodes.Disconnect;
import io.netty.util.ReferenceCountUtil;
import java.util.BitSet;

/**
 * Knows which packet ids are in flight, and hands only those acknowledgements on that answer something: Moquette counts its
 * slots by acknowledgements, and logs all ids in flight for each that it does not know. Also bounds the messages at QoS 2
 * that Moquette keeps until they are released. One per channel, on its event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // of writes: when they fail, the channel is gone
final class Acknowledgements extends ChannelDuplexHandler {
    private static final int MAX_UNRELEASED = 100;

    private final Peer peer;

    private final BitSet awaitingPuback = new BitSet();
    private final BitSet awaitingPubrec = new BitSet();
    private final BitSet awaitingPubcomp = new BitSet();
    private final BitSet awaitingPubrel = new BitSet();

    Acknowledgements(Peer peer) {
        this.peer = peer;
    }

    /** Whether the client owes us this packet. */
    boolean expects(MqttMessage message) {
        return switch (message.fixedHeader().messageType()) {
            case PUBACK -> awaitingPuback.get(id(message));
            case PUBREC -> awaitingPubrec.get(id(message));
            case PUBCOMP -> awaitingPubcomp.get(id(message));
            case PUBREL -> awaitingPubrel.get(id(message));
            default -> false;
        };
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
        boolean expected = expects(message);
        return switch (message.fixedHeader().messageType()) {
            case PUBLISH -> received(ctx, (MqttPublishMessage) message);
            case PUBACK -> {
                awaitingPuback.clear(id(message));
                yield expected;
            }
            case PUBREC -> {
                recorded(ctx, id(message), expected);
                yield expected;
            }
            case PUBCOMP -> {
                awaitingPubcomp.clear(id(message));
                yield expected;
            }
            case PUBREL -> {
                awaitingPubrel.clear(id(message));
                if (!expected) {
                    ctx.writeAndFlush(reply(
                            MqttMessageType.PUBCOMP,
                            id(message),
                            MqttReasonCodes.PubComp.PACKET_IDENTIFIER_NOT_FOUND.byteValue()));
                }
                yield expected;
            }
            default -> true;
        };
    }

    /** One that comes again before it is released is only answered: Moquette would deliver it, and count it, twice. */
    private boolean received(ChannelHandlerContext ctx, MqttPublishMessage publish) {
        if (publish.fixedHeader().qosLevel() != MqttQoS.EXACTLY_ONCE) {
            return true;
        }
        int id = publish.variableHeader().packetId();
        if (awaitingPubrel.get(id)) {
            ctx.writeAndFlush(reply(MqttMessageType.PUBREC, id, (byte) 0));
            return false;
        }
        awaitingPubrel.set(id);
        if (awaitingPubrel.cardinality() > MAX_UNRELEASED) {
            peer.offend(
                    "more than " + MAX_UNRELEASED + " messages at QoS 2 without releasing them",
                    Disconnect.RECEIVE_MAXIMUM_EXCEEDED);
            return false;
        }
        return true;
    }

    private void recorded(ChannelHandlerContext ctx, int id, boolean expected) {
        if (expected) {
            awaitingPubrec.clear(id);
            awaitingPubcomp.set(id);
        } else {
            ctx.writeAndFlush(reply(
                    MqttMessageType.PUBREL,
                    id,
                    awaitingPubcomp.get(id) ? 0 : MqttReasonCodes.PubRel.PACKET_IDENTIFIER_NOT_FOUND.byteValue()));
        }
    }

    private MqttMessage reply(MqttMessageType type, int id, byte reasonCode) {
        MqttQoS flags = type == MqttMessageType.PUBREL ? MqttQoS.AT_LEAST_ONCE : MqttQoS.AT_MOST_ONCE;
        return new MqttMessage(
                new MqttFixedHeader(type, false, flags, false, 0),
                peer.isVersion5()
                        ? new MqttPubReplyMessageVariableHeader(id, reasonCode, MqttProperties.NO_PROPERTIES)
                        : MqttMessageIdVariableHeader.from(id));
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (message instanceof MqttPublishMessage publish) {
            switch (publish.fixedHeader().qosLevel()) {
                case AT_LEAST_ONCE ->
                    awaitingPuback.set(publish.variableHeader().packetId());
                case EXACTLY_ONCE -> awaitingPubrec.set(publish.variableHeader().packetId());
                default -> {}
            }
        }
        ctx.write(message, promise);
    }

    private static int id(MqttMessage message) {
        return ((MqttMessageIdVariableHeader) message.variableHeader()).messageId();
    }
}
