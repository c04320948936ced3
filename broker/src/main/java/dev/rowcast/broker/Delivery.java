package dev.rowcast.broker;

import io.netty.handler.codec.mqtt.MqttProperties.MqttProperty;
import io.netty.handler.codec.mqtt.MqttQoS;
import java.util.List;

/**
 * How a live message is to be sent to one client.
 *
 * @param qos at which
 * @param retainFlag whether it is to say that it is retained
 * @param identifiers MQTT 5's, of the subscriptions that it is sent for
 */
record Delivery(MqttQoS qos, boolean retainFlag, List<MqttProperty<?>> identifiers) {}
