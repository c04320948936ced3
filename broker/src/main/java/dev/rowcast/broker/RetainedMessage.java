package dev.rowcast.broker;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.IntegerProperty;
import io.netty.handler.codec.mqtt.MqttProperties.MqttProperty;
import io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttPublishVariableHeader;
import io.netty.handler.codec.mqtt.MqttQoS;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The last message of a topic. Not to be changed by anybody.
 *
 * @param sequence its place among all retained messages
 * @param foreign whether somebody else than the publisher has sent it
 * @param packedProperties its MQTT 5 properties, {@linkplain PackedProperties packed}, with the expiry as it was published
 * @param expires when it is no longer of use; null: never
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record RetainedMessage(
        long sequence,
        boolean foreign,
        String topic,
        byte[] payload,
        MqttQoS qos,
        byte[] packedProperties,
        @Nullable Instant expires) {
    private static final int EXPIRY = MqttPropertyType.PUBLICATION_EXPIRY_INTERVAL.value();

    /**
     * Copies what the message holds.
     *
     * @param topic its own, as who keeps it has it already
     */
    static RetainedMessage of(MqttPublishMessage message, String topic, boolean foreign, long sequence, Instant now) {
        MqttProperties properties = message.variableHeader().properties();
        Instant expires = properties.getProperty(EXPIRY) instanceof IntegerProperty seconds
                ? now.plusSeconds(Integer.toUnsignedLong(seconds.value()))
                : null;
        return new RetainedMessage(
                sequence,
                foreign,
                topic,
                ByteBufUtil.getBytes(message.payload()),
                message.fixedHeader().qosLevel(),
                PackedProperties.pack(properties),
                expires);
    }

    /** About how much room it takes, in bytes. */
    int size() {
        return topic.length() + payload.length;
    }

    /** New ones, which may be added to; with the expiry as it was published. */
    MqttProperties properties() {
        return PackedProperties.unpack(packedProperties);
    }

    boolean isExpired(Instant now) {
        return expires != null && !now.isBefore(expires);
    }

    /** As it is sent to a new subscriber. */
    MqttPublishMessage toSubscriber(MqttQoS atMost, int packetId, @Nullable MqttProperty<?> identifier) {
        MqttProperties all = properties();
        if (identifier != null) {
            all.add(identifier);
        }
        if (expires != null) {
            all.add(new IntegerProperty(EXPIRY, (int)
                    Math.max(1, Duration.between(Instant.now(), expires).toSeconds())));
        }
        return new MqttPublishMessage(
                new MqttFixedHeader(MqttMessageType.PUBLISH, false, atMost, true, 0),
                new MqttPublishVariableHeader(topic, packetId, all),
                Unpooled.wrappedBuffer(payload));
    }
}
