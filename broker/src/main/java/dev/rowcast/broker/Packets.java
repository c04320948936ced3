package dev.rowcast.broker;

import dev.rowcast.broker.access.Credentials;
import io.moquette.broker.NettyUtils;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectPayload;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttConnectVariableHeader;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.IntegerProperty;
import io.netty.handler.codec.mqtt.MqttProperties.MqttProperty;
import io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType;
import io.netty.handler.codec.mqtt.MqttProperties.StringPair;
import io.netty.handler.codec.mqtt.MqttProperties.UserProperties;
import io.netty.handler.codec.mqtt.MqttPubReplyMessageVariableHeader;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttReasonCodeAndPropertiesVariableHeader;
import io.netty.handler.codec.mqtt.MqttReasonCodes;
import io.netty.handler.codec.mqtt.MqttVersion;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** Packets rewritten for Moquette, what is read of packets, and answers. */
final class Packets {
    private static final int MAX_RECEIVE_MAXIMUM = 65_535;
    private static final int FIRST_ERROR_CODE = 0x80;

    /** Type, both lengths, topic's length, packet id. */
    private static final int HEADERS_BYTES = 1 + 4 + 4 + 2 + 2;

    /** Identifier and lengths, or a number. */
    private static final int PROPERTY_BYTES = 5;

    private Packets() {}

    static boolean isVersion5(MqttConnectMessage connect) {
        return connect.variableHeader().version() == MqttVersion.MQTT_5.protocolLevel();
    }

    /**
     * The same CONNECT with a clean start and no session expiry, for a session that outlives its connection loses messages
     * when it is resumed; without the will, which {@link Wills} keeps; and without a request for a response topic, which
     * everybody could write to.
     */
    static MqttConnectMessage cleanWithoutWill(MqttConnectMessage connect) {
        MqttConnectVariableHeader header = connect.variableHeader();
        MqttProperties properties = new MqttProperties();
        header.properties().listAll().stream()
                .filter(property -> property.propertyId() != MqttPropertyType.SESSION_EXPIRY_INTERVAL.value())
                .filter(property -> property.propertyId() != MqttPropertyType.REQUEST_RESPONSE_INFORMATION.value())
                .forEach(properties::add);
        return new MqttConnectMessage(
                connect.fixedHeader(),
                new MqttConnectVariableHeader(
                        header.name(),
                        header.version(),
                        header.hasUserName(),
                        header.hasPassword(),
                        false,
                        0,
                        false,
                        true,
                        header.keepAliveTimeSeconds(),
                        properties),
                new MqttConnectPayload(
                        connect.payload().clientIdentifier(),
                        MqttProperties.NO_PROPERTIES,
                        null,
                        null,
                        connect.payload().userName(),
                        connect.payload().passwordInBytes()));
    }

    /** Corrects Moquette's claim that sessions never expire, and says how large a packet may be. */
    static void tellLimits(MqttConnAckMessage answer, int maxMessageBytes) {
        MqttProperties properties = answer.variableHeader().properties();
        properties.add(new IntegerProperty(MqttPropertyType.SESSION_EXPIRY_INTERVAL.value(), 0));
        properties.add(new IntegerProperty(MqttPropertyType.MAXIMUM_PACKET_SIZE.value(), maxMessageBytes));
    }

    static void refuse(ChannelHandlerContext ctx, MqttConnectReturnCode code) {
        ctx.writeAndFlush(MqttMessageBuilders.connAck().returnCode(code).build())
                .addListener(ChannelFutureListener.CLOSE);
    }

    static MqttConnectReturnCode badCredentials(boolean version5) {
        return version5
                ? MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USERNAME_OR_PASSWORD
                : MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USER_NAME_OR_PASSWORD;
    }

    static MqttConnectReturnCode notAuthorized(boolean version5) {
        return version5
                ? MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED_5
                : MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED;
    }

    static MqttConnectReturnCode badClientId(boolean version5) {
        return version5
                ? MqttConnectReturnCode.CONNECTION_REFUSED_CLIENT_IDENTIFIER_NOT_VALID
                : MqttConnectReturnCode.CONNECTION_REFUSED_IDENTIFIER_REJECTED;
    }

    /** MQTT 5's answer to a PUBLISH that is not accepted; null at QoS 0, which has none. */
    static @Nullable MqttMessage refusal(MqttPublishMessage publish, MqttReasonCodes.PubAck reason) {
        MqttQoS qos = publish.fixedHeader().qosLevel();
        if (qos == MqttQoS.AT_MOST_ONCE) {
            return null;
        }
        MqttMessageType type = qos == MqttQoS.AT_LEAST_ONCE ? MqttMessageType.PUBACK : MqttMessageType.PUBREC;
        return reply(type, publish.variableHeader().packetId(), reason.byteValue(), true);
    }

    /** Who the client says it is. */
    static Credentials credentials(MqttConnectMessage connect, Channel channel) {
        return new Credentials(
                connect.payload().userName(),
                connect.payload().passwordInBytes(),
                connect.payload().clientIdentifier(),
                channel.remoteAddress() instanceof InetSocketAddress address ? address.getAddress() : null);
    }

    /** How many messages above QoS 0 the client takes before it has acknowledged one. */
    static int receiveMaximum(MqttConnectMessage connect) {
        return connect.variableHeader().properties().getProperty(MqttPropertyType.RECEIVE_MAXIMUM.value())
                        instanceof IntegerProperty maximum
                ? maximum.value()
                : MAX_RECEIVE_MAXIMUM;
    }

    /** The largest packet that the client takes, in bytes. */
    static int maximumPacketSize(MqttConnectMessage connect) {
        return connect.variableHeader().properties().getProperty(MqttPropertyType.MAXIMUM_PACKET_SIZE.value())
                        instanceof IntegerProperty maximum
                ? maximum.value()
                : Integer.MAX_VALUE;
    }

    /** How large a PUBLISH of MQTT 5 becomes at most, in bytes. */
    static long size(String topic, int payloadBytes, MqttProperties properties) {
        long size = HEADERS_BYTES + ByteBufUtil.utf8Bytes(topic) + (long) payloadBytes;
        for (MqttProperty<?> property : properties.listAll()) {
            if (property instanceof UserProperties users) {
                for (StringPair pair : users.value()) {
                    size += PROPERTY_BYTES + ByteBufUtil.utf8Bytes(pair.key) + ByteBufUtil.utf8Bytes(pair.value);
                }
            } else if (property.value() instanceof String text) {
                size += PROPERTY_BYTES + ByteBufUtil.utf8Bytes(text);
            } else if (property.value() instanceof byte[] bytes) {
                size += PROPERTY_BYTES + bytes.length;
            } else {
                size += PROPERTY_BYTES;
            }
        }
        return size;
    }

    /** Whether the packet is a subscriber's answer to a message. */
    static boolean acknowledges(MqttMessage packet) {
        return switch (packet.fixedHeader().messageType()) {
            case PUBACK, PUBREC, PUBCOMP -> true;
            default -> false;
        };
    }

    static int packetId(MqttMessage answer) {
        return ((MqttMessageIdVariableHeader) answer.variableHeader()).messageId();
    }

    /** Whether an answer says that the message was not accepted. */
    static boolean isRefusal(MqttMessage answer) {
        return answer.variableHeader() instanceof MqttPubReplyMessageVariableHeader header
                && (header.reasonCode() & 0xFF) >= FIRST_ERROR_CODE;
    }

    /** An answer that names a message; only MQTT 5 has reason codes. */
    static MqttMessage reply(MqttMessageType type, int packetId, byte reasonCode, boolean version5) {
        MqttQoS flags = type == MqttMessageType.PUBREL ? MqttQoS.AT_LEAST_ONCE : MqttQoS.AT_MOST_ONCE;
        return new MqttMessage(
                new MqttFixedHeader(type, false, flags, false, 0),
                version5
                        ? new MqttPubReplyMessageVariableHeader(packetId, reasonCode, MqttProperties.NO_PROPERTIES)
                        : MqttMessageIdVariableHeader.from(packetId));
    }

    /** MQTT 5's goodbye of the broker. */
    static MqttMessage disconnect(MqttReasonCodes.Disconnect reason) {
        return new MqttMessage(
                new MqttFixedHeader(MqttMessageType.DISCONNECT, false, MqttQoS.AT_MOST_ONCE, false, 0),
                new MqttReasonCodeAndPropertiesVariableHeader(reason.byteValue(), MqttProperties.NO_PROPERTIES));
    }

    /** For people: who is at the other end. */
    static String name(Channel channel) {
        return "client '" + NettyUtils.clientID(channel) + "' at " + channel.remoteAddress();
    }
}
