package dev.rowcast.broker;

import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttPublishVariableHeader;

/** Takes what is published: keeps what is to be retained, and marks all for {@link DeliveryHandler}. Any thread. */
final class Intake {
    private final RetainedStore store;

    Intake(RetainedStore store) {
        this.store = store;
    }

    /**
     * What Moquette is to route.
     *
     * @param message whose payload goes over to the result
     */
    MqttPublishMessage routed(MqttPublishMessage message) {
        MqttFixedHeader header = message.fixedHeader();
        MqttPublishVariableHeader variable = message.variableHeader();
        long sequence = header.isRetain() ? store.put(message) : 0;
        Origin origin = new Origin(header.qosLevel(), header.isRetain(), sequence);
        return new MqttPublishMessage(
                new MqttFixedHeader(MqttMessageType.PUBLISH, header.isDup(), header.qosLevel(), false, 0),
                new MqttPublishVariableHeader(
                        variable.topicName(), variable.packetId(), origin.addedTo(variable.properties())),
                message.payload());
    }
}
