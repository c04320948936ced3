package dev.rowcast.broker;

import io.netty.channel.Channel;
import io.netty.handler.codec.mqtt.MqttProperties;
import java.util.function.Supplier;

/** The largest packet that one client takes, by its own word; MQTT 5 forbids to send a larger one. */
final class PacketSizeLimit {
    private final Counters counters;
    private final Offences offences;

    private int bytes = Integer.MAX_VALUE;

    PacketSizeLimit(Parts parts) {
        counters = parts.counters();
        offences = parts.offences();
    }

    void set(int maxBytes) {
        bytes = maxBytes;
    }

    /**
     * Whether a message can not be sent, which is counted and told.
     *
     * @param properties asked for where there is a limit
     */
    boolean isExceeded(Channel channel, String topic, int payloadBytes, Supplier<MqttProperties> properties) {
        if (bytes == Integer.MAX_VALUE || Packets.size(topic, payloadBytes, properties.get()) <= bytes) {
            return false;
        }
        counters.messageDropped();
        offences.note(
                "A message did not go to a subscriber, which takes smaller packets only",
                "to '" + topic + "', more than " + bytes + " bytes, for " + Packets.name(channel),
                channel.eventLoop());
        return true;
    }
}
