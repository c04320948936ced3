package dev.rowcast.broker;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.MqttProperty;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttPublishVariableHeader;
import org.jspecify.annotations.Nullable;

/**
 * A message on its way to those who subscribe to its topic. Its payload is counted: who keeps it for later retains it, and
 * releases it after. Any thread.
 *
 * @param message as it was published
 * @param sequence its place among all retained messages, see {@link RetainedStore}; 0 if it is not retained
 * @param source the connection that it came by; null for the broker's own
 */
record Publication(MqttPublishMessage message, long sequence, @Nullable Channel source) {
    private static final int OBJECT_BYTES = 400;

    boolean isRetained() {
        return sequence != 0;
    }

    String topic() {
        return message.variableHeader().topicName();
    }

    ByteBuf payload() {
        return message.payload();
    }

    /** That it was published with; not to be changed. */
    MqttProperties properties() {
        return message.variableHeader().properties();
    }

    /** About how much memory it takes while it waits, in bytes. */
    int memory() {
        return payload().readableBytes() + topic().length() + OBJECT_BYTES;
    }

    /**
     * As one subscriber gets it.
     *
     * @param packetId 0 at QoS 0
     * @return which has a share of the payload, to be released
     */
    MqttPublishMessage toSubscriber(Delivery delivery, int packetId) {
        return new MqttPublishMessage(
                new MqttFixedHeader(MqttMessageType.PUBLISH, false, delivery.qos(), delivery.retainFlag(), 0),
                new MqttPublishVariableHeader(topic(), packetId, properties(delivery)),
                payload().retainedDuplicate());
    }

    /** That one subscriber gets; not to be changed. */
    MqttProperties properties(Delivery delivery) {
        if (delivery.identifiers().isEmpty()) {
            return properties();
        }
        MqttProperties all = new MqttProperties();
        for (MqttProperty<?> property : properties().listAll()) {
            all.add(property);
        }
        delivery.identifiers().forEach(all::add);
        return all;
    }
}
