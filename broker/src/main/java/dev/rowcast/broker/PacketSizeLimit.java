package dev.rowcast.broker;

import io.netty.channel.Channel;
import io.netty.handler.codec.mqtt.MqttProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The largest packet that one client takes, by its own word; MQTT 5 forbids to send a larger one. */
final class PacketSizeLimit {
    private static final Logger LOG = LoggerFactory.getLogger(PacketSizeLimit.class);

    private final Counters counters;

    private int bytes = Integer.MAX_VALUE;

    PacketSizeLimit(Counters counters) {
        this.counters = counters;
    }

    void set(int maxBytes) {
        bytes = maxBytes;
    }

    /** Whether a message can not be sent, which is counted and told. */
    boolean isExceeded(Channel channel, String topic, int payloadBytes, MqttProperties properties) {
        if (bytes == Integer.MAX_VALUE || Packets.size(topic, payloadBytes, properties) <= bytes) {
            return false;
        }
        counters.messageDropped();
        LOG.warn(
                "A message to '{}' did not go to {}, which takes packets of at most {} bytes.",
                topic,
                Packets.name(channel),
                bytes);
        return true;
    }
}
