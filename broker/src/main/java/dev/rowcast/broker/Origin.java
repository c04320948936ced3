package dev.rowcast.broker;

import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.MqttProperty;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;

/**
 * How a message was published. It rides through Moquette in place of the message's properties, under an identifier that MQTT does
 * not use, and never reaches an encoder: Moquette itself only routes, at QoS 0, without the retain flag, and without a look at
 * the properties, of which it would check the text that {@link PacketGuard} has checked once more.
 *
 * @param qos at which it was published
 * @param retained whether it was published to be retained
 * @param sequence its place among all retained messages, see {@link RetainedStore}; 0 if it was not retained
 * @param properties that it was published with; not to be changed
 */
record Origin(MqttQoS qos, boolean retained, long sequence, MqttProperties properties) {
    private static final int PROPERTY_ID = 0x7E;

    /** Of the message, or what its header says if it came by another way. */
    static Origin of(MqttPublishMessage message) {
        MqttProperties properties = message.variableHeader().properties();
        return properties.getProperty(PROPERTY_ID) instanceof Carrier carrier
                ? carrier.value()
                : new Origin(
                        message.fixedHeader().qosLevel(), message.fixedHeader().isRetain(), 0, properties);
    }

    /** What Moquette is to route instead of the properties. */
    MqttProperties carried() {
        MqttProperties carried = new MqttProperties();
        carried.add(new Carrier(this));
        return carried;
    }

    /**
     * The properties that a subscriber gets: those that the message was published with, and what Moquette has added to it on the
     * way.
     *
     * @param routed the message as Moquette has routed it
     * @return not to be changed
     */
    static MqttProperties toSubscriber(MqttPublishMessage routed) {
        MqttProperties properties = routed.variableHeader().properties();
        MqttProperties published = of(routed).properties();
        if (published == properties || properties.listAll().size() == 1) {
            return published;
        }
        MqttProperties together = new MqttProperties();
        for (MqttProperty<?> property : published.listAll()) {
            together.add(property);
        }
        for (MqttProperty<?> added : properties.listAll()) {
            if (added.propertyId() != PROPERTY_ID) {
                together.add(added);
            }
        }
        return together;
    }

    private static final class Carrier extends MqttProperty<Origin> {
        Carrier(Origin origin) {
            super(PROPERTY_ID, origin);
        }
    }
}
