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

    /** Whether what somebody else than the publisher wants to be retained can be. */
    boolean takes(MqttPublishMessage message) {
        return !message.fixedHeader().isRetain() || store.hasRoomFor(message);
    }

    /**
     * What Moquette is to route.
     *
     * @param message whose payload goes over to the result
     * @param foreign whether somebody else than the publisher has sent it; where there is no room for it, it is not retained
     */
    MqttPublishMessage routed(MqttPublishMessage message, boolean foreign) {
        MqttFixedHeader header = message.fixedHeader();
        MqttPublishVariableHeader variable = message.variableHeader();
        boolean retained = header.isRetain() && (!foreign || store.hasRoomFor(message));
        long sequence = retained ? store.put(message, foreign) : 0;
        Origin origin = new Origin(header.qosLevel(), retained, sequence, variable.properties());
        return new MqttPublishMessage(
                new MqttFixedHeader(MqttMessageType.PUBLISH, header.isDup(), header.qosLevel(), false, 0),
                new MqttPublishVariableHeader(variable.topicName(), variable.packetId(), origin.carried()),
                message.payload());
    }
}
