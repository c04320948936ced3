package dev.rowcast.bench.rig;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;

/** The bytes of MQTT 5 that a subscriber needs: the types of packets, what it sends, and how long properties are. */
final class MqttPackets {
    static final int CONNACK = 2;
    static final int PUBLISH = 3;
    static final int PUBACK = 4;
    static final int SUBACK = 9;
    static final int AT_LEAST_ONCE = 1;

    private static final int CONNECT = 1;
    private static final int SUBSCRIBE = 8;
    /** The flags that a SUBSCRIBE must have. */
    private static final int RESERVED = 2;

    private static final int VERSION = 5;
    private static final int CLEAN_START = 2;
    private static final int KEEP_ALIVE_SECONDS = 3_600;
    private static final int NO_PROPERTIES = 0;

    private MqttPackets() {}

    /** Without a name: the broker gives one. */
    static byte[] connect() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(body);
        data.writeUTF("MQTT");
        data.write(VERSION);
        data.write(CLEAN_START);
        data.writeShort(KEEP_ALIVE_SECONDS);
        data.write(NO_PROPERTIES);
        data.writeUTF("");
        return packet(CONNECT << 4, body);
    }

    /** At QoS 1. */
    static byte[] subscribe(List<String> filters) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(body);
        data.writeShort(1);
        data.write(NO_PROPERTIES);
        for (String filter : filters) {
            data.writeUTF(filter);
            data.write(AT_LEAST_ONCE);
        }
        return packet((SUBSCRIBE << 4) | RESERVED, body);
    }

    /** One of less than 128 bytes. */
    private static byte[] packet(int header, ByteArrayOutputStream body) throws IOException {
        if (body.size() > Byte.MAX_VALUE) {
            throw new IllegalArgumentException("filters of " + body.size() + " bytes are too long");
        }
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.write(header);
        packet.write(body.size());
        body.writeTo(packet);
        return packet.toByteArray();
    }

    /** Where the properties end whose length is at this place. */
    static int behindProperties(byte[] buffer, int place) {
        int length = 0;
        int shift = 0;
        int next = place;
        do {
            length |= (buffer[next] & 0x7F) << shift;
            shift += 7;
        } while (buffer[next++] < 0);
        return next + length;
    }
}
