package dev.rowcast.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.BinaryProperty;
import io.netty.handler.codec.mqtt.MqttProperties.IntegerProperty;
import io.netty.handler.codec.mqtt.MqttProperties.MqttProperty;
import io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType;
import io.netty.handler.codec.mqtt.MqttProperties.StringPair;
import io.netty.handler.codec.mqtt.MqttProperties.StringProperty;
import io.netty.handler.codec.mqtt.MqttProperties.UserProperties;
import io.netty.handler.codec.mqtt.MqttProperties.UserProperty;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The properties of a message that is kept, in as many bytes as MQTT needs for them or little more: a fifth of what they take as
 * objects, of which there would be a dozen for each row.
 */
final class PackedProperties {
    private static final byte[] NONE = new byte[0];
    private static final int USER_PROPERTY = MqttPropertyType.USER_PROPERTY.value();

    private PackedProperties() {}

    /**
     * Packs those that a PUBLISH may have.
     *
     * @throws IllegalArgumentException if there is another
     */
    static byte[] pack(MqttProperties properties) {
        if (properties.isEmpty()) {
            return NONE;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            for (MqttProperty<?> property : properties.listAll()) {
                write(property, out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    private static void write(MqttProperty<?> property, DataOutputStream out) throws IOException {
        if (property instanceof UserProperties all) {
            for (StringPair pair : all.value()) {
                out.writeByte(USER_PROPERTY);
                write(pair.key.getBytes(UTF_8), out);
                write(pair.value.getBytes(UTF_8), out);
            }
            return;
        }
        out.writeByte(property.propertyId());
        if (property instanceof IntegerProperty number) {
            out.writeInt(number.value());
        } else if (property instanceof StringProperty text) {
            write(text.value().getBytes(UTF_8), out);
        } else if (property instanceof BinaryProperty bytes) {
            write(bytes.value(), out);
        } else {
            throw new IllegalArgumentException("no message has the property " + property.propertyId());
        }
    }

    /** Of at most 65,535 bytes (MQTT 5, 1.5.4 and 1.5.6). */
    private static void write(byte[] bytes, DataOutputStream out) throws IOException {
        out.writeShort(bytes.length);
        out.write(bytes);
    }

    /** New ones, which may be added to. */
    static MqttProperties unpack(byte[] packed) {
        MqttProperties properties = new MqttProperties();
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(packed))) {
            while (in.available() > 0) {
                properties.add(read(in));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory failed", e);
        }
        return properties;
    }

    private static MqttProperty<?> read(DataInputStream in) throws IOException {
        int id = in.readUnsignedByte();
        if (id == USER_PROPERTY) {
            return new UserProperty(text(in), text(in));
        }
        return switch (MqttPropertyType.valueOf(id)) {
            case CONTENT_TYPE, RESPONSE_TOPIC -> new StringProperty(id, text(in));
            case CORRELATION_DATA -> new BinaryProperty(id, bytes(in));
            default -> new IntegerProperty(id, in.readInt());
        };
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(bytes(in), UTF_8);
    }

    private static byte[] bytes(DataInputStream in) throws IOException {
        return in.readNBytes(in.readUnsignedShort());
    }
}
