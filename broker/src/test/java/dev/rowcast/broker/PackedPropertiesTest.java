package dev.rowcast.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.BinaryProperty;
import io.netty.handler.codec.mqtt.MqttProperties.IntegerProperty;
import io.netty.handler.codec.mqtt.MqttProperties.MqttProperty;
import io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType;
import io.netty.handler.codec.mqtt.MqttProperties.StringPair;
import io.netty.handler.codec.mqtt.MqttProperties.StringProperty;
import io.netty.handler.codec.mqtt.MqttProperties.UserProperties;
import io.netty.handler.codec.mqtt.MqttProperties.UserProperty;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PackedPropertiesTest {
    @Test
    void allThatAMessageMayHaveComesBackInOrder() {
        MqttProperties properties = new MqttProperties();
        properties.add(new IntegerProperty(MqttPropertyType.PAYLOAD_FORMAT_INDICATOR.value(), 1));
        properties.add(new IntegerProperty(MqttPropertyType.PUBLICATION_EXPIRY_INTERVAL.value(), -1));
        properties.add(new StringProperty(MqttPropertyType.CONTENT_TYPE.value(), "application/json"));
        properties.add(new StringProperty(MqttPropertyType.RESPONSE_TOPIC.value(), "Zoë/🚚/" + "x".repeat(60_000)));
        properties.add(new BinaryProperty(MqttPropertyType.CORRELATION_DATA.value(), new byte[] {0, -1}));
        properties.add(new UserProperty("version", "2"));
        properties.add(new UserProperty("", "empty"));
        properties.add(new UserProperty("version", "1"));

        MqttProperties unpacked = PackedProperties.unpack(PackedProperties.pack(properties));

        assertThat(values(unpacked)).isEqualTo(values(properties)).hasSize(6);
    }

    @Test
    void withoutPropertiesThereIsNothing() {
        assertThat(PackedProperties.pack(MqttProperties.NO_PROPERTIES)).isEmpty();
        assertThat(PackedProperties.unpack(new byte[0]).isEmpty()).isTrue();
    }

    @Test
    void ofARowTheyTakeLittleMoreThanTheirText() {
        MqttProperties properties = new MqttProperties();
        properties.add(new IntegerProperty(MqttPropertyType.PAYLOAD_FORMAT_INDICATOR.value(), 1));
        properties.add(new StringProperty(MqttPropertyType.CONTENT_TYPE.value(), "application/json"));
        properties.add(new UserProperty("version", "v".repeat(41)));
        properties.add(new UserProperty("committed_at", "t".repeat(27)));

        assertThat(PackedProperties.pack(properties)).hasSizeLessThan(16 + 7 + 41 + 12 + 27 + 20);
    }

    @Test
    void whatNoMessageHasIsRefused() {
        MqttProperties properties = new MqttProperties();
        properties.add(new Unknown());

        assertThatThrownBy(() -> PackedProperties.pack(properties)).isInstanceOf(IllegalArgumentException.class);
    }

    private static final class Unknown extends MqttProperty<Object> {
        Unknown() {
            super(0x7E, new Object());
        }
    }

    private static List<String> values(MqttProperties properties) {
        return properties.listAll().stream()
                .map(property -> property.propertyId() + "=" + value(property))
                .toList();
    }

    private static Object value(MqttProperty<?> property) {
        if (property instanceof UserProperties pairs) {
            return pairs.value().stream()
                    .map((StringPair pair) -> pair.key + ":" + pair.value)
                    .toList();
        }
        return property instanceof BinaryProperty bytes
                ? List.of(bytes.value()[0], bytes.value()[1])
                : property.value();
    }
}
