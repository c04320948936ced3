package dev.rowcast.bench.catchup;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.datatypes.Mqtt5UserProperties;
import com.hivemq.client.mqtt.mqtt5.datatypes.Mqtt5UserPropertiesBuilder;
import com.hivemq.client.mqtt.mqtt5.datatypes.Mqtt5UserProperty;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PayloadFormatIndicator;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishBuilder;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Messages in a file, in order, to be sent again. One thread. */
final class Recording {
    private final ByteBuffer messages;

    private Recording(ByteBuffer messages) {
        this.messages = messages;
    }

    /** Adds a message. */
    static void write(DataOutputStream out, Mqtt5Publish message) throws IOException {
        byte[] payload = message.getPayloadAsBytes();
        List<? extends Mqtt5UserProperty> properties =
                message.getUserProperties().asList();
        out.writeUTF(message.getTopic().toString());
        out.writeBoolean(message.isRetain());
        out.writeByte(properties.size());
        for (Mqtt5UserProperty property : properties) {
            out.writeUTF(property.getName().toString());
            out.writeUTF(property.getValue().toString());
        }
        out.writeInt(payload.length);
        out.write(payload);
    }

    /** Has all of it in memory. */
    static Recording load(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return new Recording(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size())
                    .load());
        }
    }

    boolean hasNext() {
        return messages.hasRemaining();
    }

    /** The next one, with what Rowcast's messages have besides. */
    Mqtt5Publish next() {
        String topic = text();
        boolean retained = messages.get() != 0;
        Mqtt5UserProperties properties = properties(messages.get());
        byte[] payload = new byte[messages.getInt()];
        messages.get(payload);
        Mqtt5PublishBuilder.Complete builder = Mqtt5Publish.builder()
                .topic(topic)
                .qos(MqttQos.AT_LEAST_ONCE)
                .retain(retained)
                .payload(payload);
        if (payload.length > 0) {
            builder = builder.payloadFormatIndicator(Mqtt5PayloadFormatIndicator.UTF_8)
                    .contentType("application/json");
        }
        return builder.userProperties(properties).build();
    }

    private Mqtt5UserProperties properties(int count) {
        if (count == 0) {
            return Mqtt5UserProperties.of();
        }
        Mqtt5UserPropertiesBuilder properties = Mqtt5UserProperties.builder();
        for (int i = 0; i < count; i++) {
            properties = properties.add(text(), text());
        }
        return properties.build();
    }

    private String text() {
        byte[] bytes = new byte[Short.toUnsignedInt(messages.getShort())];
        messages.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
