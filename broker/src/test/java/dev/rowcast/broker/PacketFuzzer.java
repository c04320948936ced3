package dev.rowcast.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Makes MQTT packets, of either version, that are right, nearly right, or known to have killed brokers. */
final class PacketFuzzer {
    private static final List<String> NAMES = List.of(
            "chat/a",
            "chat/b",
            "chat",
            "",
            "/",
            "//",
            "/".repeat(100),
            "a/".repeat(20_000),
            "orders/state/1",
            "rowcast/status",
            "orders/#",
            "#",
            "+",
            "+/+",
            "chat/#",
            "chat/+",
            "a/#/b",
            "a+/b",
            "a#",
            "$SYS/#",
            "$share",
            "$share/",
            "$share/x",
            "$share//a",
            "$share/x/",
            "$share/x/#",
            "$share/x/chat/+",
            "$share/+/a",
            "$share/#/a",
            "$share/x/$share/y/z",
            "$sharex/a",
            "a\0b",
            "a\nb",
            "\uFEFFx",
            "\uFFFF",
            "😀/ü");
    private static final List<String> IDS = List.of(
            "",
            "fuzz",
            "fuzz",
            "taken",
            "taken",
            "a/b",
            "+",
            "#",
            "a+#/b",
            "$share/x",
            "a\0b",
            "a\u0001b",
            "a\nb",
            "ü😀",
            "polygenelubricants",
            "x".repeat(200),
            "x".repeat(5000),
            "well-behaved",
            " ",
            "/",
            "rowcast-demo");
    private static final int[] TYPES = {1, 3, 3, 3, 8, 8, 8, 10, 10, 4, 5, 6, 7, 12, 14, 15, 2, 9, 11, 13, 0};

    private final RandomGenerator random;

    PacketFuzzer(RandomGenerator random) {
        this.random = random;
    }

    /** One that is accepted. */
    byte[] goodConnect(boolean version5, String id) {
        return connect(version5, id, false, false);
    }

    byte[] connect(boolean version5) {
        return connect(version5, pick(IDS), random.nextInt(2) == 0, true);
    }

    private byte[] connect(boolean version5, String id, boolean will, boolean odd) {
        Body body = new Body();
        body.text("MQTT").bytes(version5 ? 5 : 4);
        int flags = (random.nextInt(2) == 0 ? 2 : 0) | (will ? 4 | random.nextInt(odd ? 4 : 2) << 3 : 0);
        boolean user = odd && random.nextInt(5) == 0;
        body.bytes(flags | (user ? 0xC0 : 0)).number(random.nextInt(3) == 0 ? 0 : 30);
        properties(body, version5, odd);
        body.text(id);
        if (will) {
            properties(body, version5, odd);
            body.text(pick(NAMES)).text("gone");
        }
        if (user) {
            body.text(random.nextInt(2) == 0 ? "rowcast" : "x\0y").text("wrong");
        }
        return packet(0x10, body);
    }

    /** Anything, mutated now and then. */
    byte[] any(boolean version5) {
        int type = TYPES[random.nextInt(TYPES.length)];
        byte[] packet =
                switch (type) {
                    case 1 -> connect(version5);
                    case 3 -> publish(version5);
                    case 8 -> subscribe(version5);
                    case 10 -> unsubscribe(version5);
                    case 4, 5, 7 -> answer(type << 4, version5);
                    case 6 -> answer(0x62, version5);
                    case 12 -> packet(0xC0, new Body());
                    case 14, 15 -> leave(type << 4, version5);
                    default -> packet(type << 4, new Body().number(random.nextInt(3)));
                };
        return random.nextInt(3) == 0 ? mutated(packet) : packet;
    }

    private byte[] publish(boolean version5) {
        int qos = random.nextInt(3);
        Body body = new Body();
        body.text(pick(NAMES));
        if (qos > 0) {
            body.number(packetId());
        }
        properties(body, version5, random.nextInt(2) == 0);
        if (random.nextInt(4) > 0) {
            body.bytes(random.nextInt(256), random.nextInt(256), 0xC3);
        }
        return packet(0x30 | qos << 1 | random.nextInt(2) | (random.nextInt(6) == 0 ? 8 : 0), body);
    }

    private byte[] subscribe(boolean version5) {
        Body body = new Body().number(packetId());
        properties(body, version5, random.nextInt(3) == 0);
        int filters = random.nextInt(12) == 0 ? 500 : random.nextInt(3);
        for (int i = 0; i < filters; i++) {
            body.text(filters == 500 ? "many/" + i : pick(NAMES)).bytes(random.nextInt(version5 ? 64 : 4));
        }
        return packet(0x82, body);
    }

    private byte[] unsubscribe(boolean version5) {
        Body body = new Body().number(packetId());
        properties(body, version5, random.nextInt(4) == 0);
        for (int i = random.nextInt(3); i >= 0; i--) {
            body.text(pick(NAMES));
        }
        return packet(0xA2, body);
    }

    private byte[] answer(int header, boolean version5) {
        Body body = new Body().number(packetId());
        if (version5 && random.nextInt(2) == 0) {
            body.bytes(random.nextInt(4) == 0 ? 0x92 : 0);
        }
        return packet(header, body);
    }

    private byte[] leave(int header, boolean version5) {
        Body body = new Body();
        if (version5 && random.nextInt(2) == 0) {
            body.bytes(random.nextInt(256));
            properties(body, true, true);
        }
        return packet(header, body);
    }

    private int packetId() {
        return random.nextInt(8) == 0 ? 65_535 : random.nextInt(6);
    }

    /** Any of MQTT's, whether it belongs there or not. */
    private void properties(Body to, boolean version5, boolean odd) {
        if (!version5) {
            return;
        }
        Body body = new Body();
        for (int i = odd ? random.nextInt(3) : 0; i > 0; i--) {
            switch (random.nextInt(12)) {
                case 0 -> body.bytes(0x01, random.nextInt(3));
                case 1 -> body.bytes(0x02).number(random.nextInt(65_536)).number(random.nextInt(3));
                case 2 -> body.bytes(0x03).text(random.nextInt(2) == 0 ? "text/plain" : "a\0b");
                case 3 -> body.bytes(0x08).text(pick(NAMES));
                case 4 -> body.bytes(0x09).text("correlation");
                case 5 -> body.bytes(0x0B, random.nextInt(3));
                case 6 -> body.bytes(0x11).number(65_535).number(65_535);
                case 7 -> body.bytes(0x21).number(random.nextInt(3));
                case 8 -> body.bytes(0x23).number(random.nextInt(3));
                case 9 -> body.bytes(0x26).text("key").text(random.nextInt(3) == 0 ? "\0" : "value");
                case 10 -> body.bytes(0x27).number(0).number(random.nextInt(200));
                default -> body.bytes(0x15).text("method");
            }
        }
        to.bytes(Math.min(body.size(), 127));
        to.raw(Arrays.copyOf(body.toBytes(), Math.min(body.size(), 127)));
    }

    private byte[] mutated(byte[] packet) {
        byte[] copy = packet.clone();
        switch (random.nextInt(5)) {
            case 0 -> copy[0] ^= (byte) (1 << random.nextInt(8));
            case 1 -> copy[1] = (byte) random.nextInt(256);
            case 2 -> copy[random.nextInt(copy.length)] = (byte) random.nextInt(256);
            case 3 -> copy = Arrays.copyOf(copy, random.nextInt(copy.length + 1));
            default -> copy = new byte[] {copy[0], (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) random.nextInt(256)};
        }
        return copy;
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }

    private static byte[] packet(int header, Body body) {
        Body packet = new Body().bytes(header);
        int length = body.size();
        do {
            packet.bytes(length > 127 ? length % 128 | 0x80 : length);
            length /= 128;
        } while (length > 0);
        return packet.raw(body.toBytes()).toBytes();
    }

    /** The bytes of a packet. */
    private static final class Body {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Body bytes(int... bytes) {
            for (int one : bytes) {
                out.write(one);
            }
            return this;
        }

        Body raw(byte[] bytes) {
            out.writeBytes(bytes);
            return this;
        }

        Body number(int number) {
            return bytes(number >> 8, number);
        }

        Body text(String text) {
            byte[] utf8 = text.getBytes(UTF_8);
            return number(utf8.length).raw(utf8);
        }

        int size() {
            return out.size();
        }

        byte[] toBytes() {
            return out.toByteArray();
        }
    }
}
