package dev.rowcast.broker;

import dev.rowcast.broker.access.TopicFilter;
import io.netty.handler.codec.mqtt.MqttProperties.MqttProperty;
import io.netty.handler.codec.mqtt.MqttQoS;
import org.jspecify.annotations.Nullable;

/**
 * One client's interest in the topics of a filter.
 *
 * @param filter as the client gave it, a share included
 * @param topics what it stands for
 * @param qos the highest at which messages are sent
 * @param noLocal whether what the client itself publishes is left out
 * @param retainAsPublished whether live messages keep their retain flag
 * @param identifier MQTT 5's subscription identifier, if any
 * @param since the retained messages' sequence when it began: earlier ones are read from the store, later ones come live; 0 if
 *     none are read, so that all that comes live counts
 */
record Subscription(
        String filter,
        TopicFilter topics,
        MqttQoS qos,
        boolean noLocal,
        boolean retainAsPublished,
        @Nullable MqttProperty<?> identifier,
        long since) {}
