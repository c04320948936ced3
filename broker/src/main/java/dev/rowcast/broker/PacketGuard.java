package dev.rowcast.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rowcast.broker.access.TopicFilter;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttReasonCodes.Disconnect;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttTopicSubscription;
import io.netty.handler.codec.mqtt.MqttUnacceptableProtocolVersionException;
import io.netty.handler.codec.mqtt.MqttUnsubscribeMessage;
import io.netty.util.ReferenceCountUtil;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Stands right behind the MQTT codec and lets through only packets that keep to the protocol and to the limits. What Moquette
 * would answer by ending the session itself never gets there, for it does so on two threads at once. One per channel, on its
 * event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // of a write, whose promise is the caller's
final class PacketGuard extends ChannelDuplexHandler {
    private static final Set<MqttMessageType> FROM_SERVERS_OR_NEVER = EnumSet.of(
            MqttMessageType.CONNACK,
            MqttMessageType.SUBACK,
            MqttMessageType.UNSUBACK,
            MqttMessageType.PINGRESP,
            MqttMessageType.AUTH);

    private final Peer peer;
    private final ClientLimits limits;
    private final ConnectRules connects;

    private final Set<String> subscriptions = new HashSet<>();
    private boolean connected;

    PacketGuard(Peer peer, ClientLimits limits, ConnectRules connects) {
        this.peer = peer;
        this.limits = limits;
        this.connects = connects;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        peer.decode();
        if (!peer.isOver()) {
            check(message);
        }
        if (peer.isOver()) {
            ReferenceCountUtil.release(message);
        } else {
            ctx.fireChannelRead(message);
        }
    }

    private void check(Object message) {
        if (!(message instanceof MqttMessage mqtt)) {
            peer.offend("something that is not MQTT", Disconnect.MALFORMED_PACKET);
        } else if (mqtt.decoderResult().isFailure() || mqtt.fixedHeader() == null) {
            malformed(mqtt);
        } else if (connected == (mqtt.fixedHeader().messageType() == MqttMessageType.CONNECT)
                || FROM_SERVERS_OR_NEVER.contains(mqtt.fixedHeader().messageType())) {
            peer.offend("a " + mqtt.fixedHeader().messageType() + " out of turn", Disconnect.PROTOCOL_ERROR);
        } else if (mqtt instanceof MqttConnectMessage connect) {
            connected = true;
            connects.check(connect, peer);
        } else if (mqtt instanceof MqttPublishMessage publish) {
            publish(publish);
        } else if (mqtt instanceof MqttSubscribeMessage subscribe) {
            subscribe(subscribe);
        } else if (mqtt instanceof MqttUnsubscribeMessage unsubscribe) {
            unsubscribe(unsubscribe);
        }
    }

    private void malformed(MqttMessage message) {
        Throwable cause = message.decoderResult().cause();
        if (!connected && cause instanceof MqttUnacceptableProtocolVersionException) {
            peer.refuse(
                    "an unknown protocol version",
                    MqttConnectReturnCode.CONNECTION_REFUSED_UNSUPPORTED_PROTOCOL_VERSION,
                    MqttConnectReturnCode.CONNECTION_REFUSED_UNACCEPTABLE_PROTOCOL_VERSION);
        } else if (cause instanceof TooLongFrameException) {
            peer.offend("a packet larger than " + limits.maxMessageBytes() + " bytes", Disconnect.PACKET_TOO_LARGE);
        } else {
            peer.offend("a malformed packet", Disconnect.MALFORMED_PACKET);
        }
    }

    private void publish(MqttPublishMessage publish) {
        var properties = publish.variableHeader().properties();
        String topic = publish.variableHeader().topicName();
        String problem = PropertyRules.problemInPublish(properties);
        if (problem != null) {
            peer.offend("a PUBLISH with " + problem, Disconnect.PROTOCOL_ERROR);
        } else if (PropertyRules.has(properties, MqttPropertyType.TOPIC_ALIAS)) {
            peer.offend("a topic alias, which it was not offered", Disconnect.TOPIC_ALIAS_INVALID);
        } else if (!peer.isPublisher() && topic.length() > limits.names().maxTopicLength()) {
            peer.offend(
                    "a topic longer than " + limits.names().maxTopicLength() + " characters",
                    Disconnect.TOPIC_NAME_INVALID);
        } else if (!TopicFilter.isTopicName(topic) || topic.startsWith("$")) {
            // Topics that begin with $ are the broker's own.
            peer.offend("a PUBLISH to an invalid topic", Disconnect.TOPIC_NAME_INVALID);
        } else if (publish.fixedHeader().isDup() && publish.fixedHeader().qosLevel() == MqttQoS.AT_MOST_ONCE) {
            peer.offend("a repeated PUBLISH at QoS 0", Disconnect.MALFORMED_PACKET);
        } else if (PropertyRules.saysText(properties)
                && !peer.isPublisher()
                && !ByteBufUtil.isText(publish.payload(), UTF_8)) {
            peer.offend("a text that is not UTF-8", Disconnect.PAYLOAD_FORMAT_INVALID);
        }
    }

    private void subscribe(MqttSubscribeMessage subscribe) {
        List<MqttTopicSubscription> wanted = subscribe.payload().topicSubscriptions();
        String problem = PropertyRules.problemInSubscribe(
                subscribe.idAndPropertiesVariableHeader().properties());
        if (problem != null) {
            peer.offend("a SUBSCRIBE with " + problem, Disconnect.PROTOCOL_ERROR);
        } else if (wanted.stream()
                .anyMatch(one -> one.option().isNoLocal() && TopicFilter.isShared(one.topicFilter()))) {
            peer.offend("a shared subscription without its own messages", Disconnect.PROTOCOL_ERROR);
        } else if (areValid(
                wanted.stream().map(MqttTopicSubscription::topicFilter).toList())) {
            wanted.forEach(one -> subscriptions.add(one.topicFilter()));
            if (subscriptions.size() > limits.names().maxSubscriptions() && !peer.isPublisher()) {
                peer.offend(
                        "more than " + limits.names().maxSubscriptions() + " subscriptions", Disconnect.QUOTA_EXCEEDED);
            }
        }
    }

    private void unsubscribe(MqttUnsubscribeMessage unsubscribe) {
        String problem = PropertyRules.problemInUnsubscribe(
                unsubscribe.idAndPropertiesVariableHeader().properties());
        if (problem != null) {
            peer.offend("an UNSUBSCRIBE with " + problem, Disconnect.PROTOCOL_ERROR);
        } else if (areValid(unsubscribe.payload().topics())) {
            unsubscribe.payload().topics().forEach(subscriptions::remove);
        }
    }

    private boolean areValid(List<String> filters) {
        ClientLimits.Names names = limits.names();
        if (filters.isEmpty()) {
            peer.offend("no topic filter at all", Disconnect.PROTOCOL_ERROR);
        } else if (!filters.stream().allMatch(TopicFilter::isValid)) {
            peer.offend("an invalid topic filter", Disconnect.TOPIC_FILTER_INVALID);
        } else if (!peer.isPublisher() && filters.size() > names.maxFilters()) {
            peer.offend("more than " + names.maxFilters() + " filters at once", Disconnect.QUOTA_EXCEEDED);
        } else if (!peer.isPublisher()
                && filters.stream().anyMatch(filter -> filter.length() > names.maxTopicLength())) {
            peer.offend(
                    "a filter longer than " + names.maxTopicLength() + " characters", Disconnect.TOPIC_FILTER_INVALID);
        }
        return !peer.isOver();
    }

    /** Learns that the client is accepted. */
    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (message instanceof MqttConnAckMessage answer
                && answer.variableHeader().connectReturnCode() == MqttConnectReturnCode.CONNECTION_ACCEPTED) {
            peer.accept();
        }
        ctx.write(message, promise);
    }

    /** What the handlers in front can not read: the client's fault, and no reason for a stack trace of Moquette's. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        peer.offend("what can not be read: " + reason(cause), Disconnect.MALFORMED_PACKET);
    }

    private static @Nullable String reason(Throwable cause) {
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
