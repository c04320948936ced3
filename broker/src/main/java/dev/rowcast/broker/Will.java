package dev.rowcast.broker;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;

/**
 * A client's Last Will, as its CONNECT gave it. A will delay means nothing, for no session outlives its connection.
 *
 * @param message to be published
 * @param foreign whether the client is another one than the publisher
 */
record Will(MqttPublishMessage message, boolean foreign) {
    /** Of a CONNECT that has one. */
    static Will of(MqttConnectMessage connect, boolean foreign) {
        MqttProperties properties = new MqttProperties();
        connect.payload().willProperties().listAll().stream()
                .filter(property -> property.propertyId() != MqttPropertyType.WILL_DELAY_INTERVAL.value())
                .forEach(properties::add);
        byte[] payload = connect.payload().willMessageInBytes();
        return new Will(
                MqttMessageBuilders.publish()
                        .topicName(connect.payload().willTopic())
                        .payload(payload == null ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(payload))
                        .qos(MqttQoS.valueOf(connect.variableHeader().willQos()))
                        .retained(connect.variableHeader().isWillRetain())
                        .properties(properties)
                        .build(),
                foreign);
    }

    /** After all that the client has published, where its own event loop calls this. */
    void publish(Intake intake) {
        intake.publish(message, foreign);
    }
}
