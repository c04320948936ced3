package dev.rowcast.broker;

import dev.rowcast.broker.Connections.Admission;
import dev.rowcast.broker.access.Authenticator;
import dev.rowcast.broker.access.TopicFilter;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectPayload;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttConnectVariableHeader;
import io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType;
import io.netty.handler.codec.mqtt.MqttQoS;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What a CONNECT must look like; who may connect is the {@link Authenticator}' to say, and to which topics a will may go, {@link
 * SessionGuard}'s. On the channel's event loop.
 */
final class ConnectRules {
    private static final char REPLACEMENT = '\uFFFD';

    private final Authenticator authenticator;
    private final ClientLimits limits;
    private final Admission admission;

    ConnectRules(Authenticator authenticator, ClientLimits limits, Admission admission) {
        this.authenticator = authenticator;
        this.limits = limits;
        this.admission = admission;
    }

    /** Introduces the client to the peer, and has it refused if it must be. */
    void check(MqttConnectMessage connect, Peer peer) {
        MqttConnectPayload payload = connect.payload();
        boolean publisher = authenticator.isPublisher(payload.userName(), payload.passwordInBytes());
        peer.introduce(payload.clientIdentifier(), Packets.isVersion5(connect), publisher);
        String problem = problem(connect);
        if (problem != null) {
            peer.refuse(
                    problem,
                    MqttConnectReturnCode.CONNECTION_REFUSED_PROTOCOL_ERROR,
                    MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_UNAVAILABLE);
        } else if (!isClientId(payload.clientIdentifier())) {
            peer.refuse(
                    "a client id that is too long or not printable",
                    Packets.badClientId(true),
                    Packets.badClientId(false));
        } else if (PropertyRules.has(connect.variableHeader().properties(), MqttPropertyType.AUTHENTICATION_METHOD)) {
            peer.refuse(
                    "an authentication method",
                    MqttConnectReturnCode.CONNECTION_REFUSED_BAD_AUTHENTICATION_METHOD,
                    MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED);
        } else if (admission == Admission.ONLY_PUBLISHER && !publisher) {
            peer.refuse(
                    "more than " + limits.connections().max() + " connections",
                    MqttConnectReturnCode.CONNECTION_REFUSED_QUOTA_EXCEEDED,
                    MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_UNAVAILABLE);
        }
    }

    private @Nullable String problem(MqttConnectMessage connect) {
        MqttConnectVariableHeader header = connect.variableHeader();
        String username = connect.payload().userName();
        String inProperties = PropertyRules.problemInConnect(header.properties());
        if (inProperties != null) {
            return "a CONNECT with " + inProperties;
        }
        if (username != null && username.indexOf('\0') >= 0) {
            return "a user name with NUL";
        }
        if (!header.isWillFlag()) {
            return header.willQos() == 0 && !header.isWillRetain() ? null : "a Last Will that is none";
        }
        return header.willQos() > MqttQoS.EXACTLY_ONCE.value() ? "a Last Will at QoS 3" : problemInWill(connect);
    }

    private @Nullable String problemInWill(MqttConnectMessage connect) {
        MqttConnectPayload payload = connect.payload();
        String inProperties = PropertyRules.problemInWill(payload.willProperties());
        if (inProperties != null) {
            return "a Last Will with " + inProperties;
        }
        String topic = payload.willTopic();
        if (topic == null
                || !TopicFilter.isTopicName(topic)
                || topic.length() > limits.names().maxTopicLength()) {
            return "a Last Will on an invalid topic";
        }
        return PropertyRules.saysText(payload.willProperties()) && !isText(payload.willMessageInBytes())
                ? "a Last Will that is not UTF-8"
                : null;
    }

    private static boolean isText(byte @Nullable [] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes == null ? new byte[0] : bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /**
     * Moquette chooses a session's thread by {@code Math.abs(id.hashCode())}, which is negative for one value; the rest is for
     * people who read logs.
     */
    private boolean isClientId(String id) {
        return id.length() <= limits.names().maxClientIdLength()
                && id.hashCode() != Integer.MIN_VALUE
                && id.codePoints().noneMatch(c -> Character.isISOControl(c) || c == REPLACEMENT);
    }
}
