package dev.rowcast.broker;

import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.MqttProperty;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;

/**
 * How a message was published. It rides through Moquette among the message's properties, under an identifier that MQTT does
 * not use, and never reaches an encoder: Moquette itself only routes, at QoS 0 and without the retain flag.
 *
 * @param qos at which it was published
 * @param retained whether it was published to be retained
 * @param sequence its place among all retained messages, see {@link RetainedStore}; 0 if it was not retained
 */
record Origin(MqttQoS qos, boolean retained, long sequence) {
    private static final int PROPERTY_ID = 0x7E;

    /** Of the message, or what its header says if it came by another way. */
    static Origin of(MqttPublishMessage message) {
        return message.variableHeader().properties().getProperty(PROPERTY_ID) instanceof Carrier carrier
                ? carrier.value()
                : new Origin(
                        message.fixedHeader().qosLevel(), message.fixedHeader().isRetain(), 0);
    }

    /** The properties with this origin among them. */
    MqttProperties addedTo(MqttProperties properties) {
        MqttProperties all = copyWithout(properties);
        all.add(new Carrier(this));
        return all;
    }

    /** The properties without any origin. */
    static MqttProperties copyWithout(MqttProperties properties) {
        MqttProperties copy = new MqttProperties();
        for (MqttProperty<?> property : properties.listAll()) {
            if (property.propertyId() != PROPERTY_ID) {
                copy.add(property);
            }
        }
        return copy;
    }

    private static final class Carrier extends MqttProperty<Origin> {
        Carrier(Origin origin) {
            super(PROPERTY_ID, origin);
        }
    }
}
