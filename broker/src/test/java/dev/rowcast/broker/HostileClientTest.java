package dev.rowcast.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import dev.rowcast.broker.ClientLimits.Connections;
import dev.rowcast.broker.ClientLimits.Names;
import dev.rowcast.broker.ClientLimits.Packets;
import java.io.IOException;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that break one rule each, beside one that keeps to all. */
final class HostileClientTest {
    private static final byte[] CONNECT_5 = hex("10 11 0004 4D515454 05 02 001E 00 0004 62616431");
    private static final byte[] CONNECT_3 = hex("10 10 0004 4D515454 04 02 001E 0004 62616431");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A2 17 0001 00 0012 2473686172652F782F2473686172652F792F7A 00", // UNSUBSCRIBE, one byte too many
                "A2 17 0001 00 0012 2473686172652F782F2473686172652F792F7A", // $share/x/$share/y/z
                "82 18 0001 00 0012 2473686172652F782F2473686172652F792F7A 00",
                "82 0D 0001 00 0007 24736861726500 00", // $share and NUL
                "82 03 0001 00", // no filter
                "82 09 0001 00 0003 613F62 03", // QoS 3
                "82 06 0001 FFFFFF7F", // properties of 256 MiB in a packet of six bytes
                "82 03 0001 05", // properties that would be in the next packet
                "82 08 0001 02 0B00 0001 61 00", // subscription identifier 0
                "30 09 0001 61 03 230001 787878", // topic alias
                "30 0B 0001 61 05 1100000001 7878", // a session expiry on a PUBLISH
                "30 0D 0001 61 07 26 0001 00 0001 61 787878", // NUL in a user property
                "30 08 0001 61 02 0101 C3C3", // text that is not UTF-8
                "30 04 0000 00 78", // no topic
                "30 07 0004 24535953 00", // $SYS
                "3C 06 0001 61 0001 00", // repeated at QoS 2 with DUP and QoS mixed up
                "36 06 0001 61 0001 00", // QoS 3
                "32 06 0001 61 0000 00", // packet id 0
                "F0 02 00 00", // AUTH
                "20 02 00 00", // CONNACK
                "D0 00", // PINGRESP
                "00 00", // reserved
                "30 FFFFFF7F", // 256 MiB
                "30 FFFFFFFF7F" // a length that does not end
            })
    void packetThatMoquetteCanNotDigestClosesItsSenderAlone(String packet) throws Exception {
        try (TestingBroker broker = new TestingBroker()) {
            Received received = Received.by(broker.anonymous5(false), "#");
            try (Wire wire = new Wire(broker.mqttPort(), false)) {
                wire.send(CONNECT_5);
                wire.read(5000);
                wire.send(hex(packet));
                if (!packet.startsWith("3C")) {
                    wire.readToEnd();
                }
            }
            assertServes(broker, received);
        }
    }

    @Test
    void mqtt5ClientIsToldWhy() throws Exception {
        try (TestingBroker broker = new TestingBroker();
                Wire wire = new Wire(broker.mqttPort(), false)) {
            wire.send(CONNECT_5);
            wire.read(5000);
            wire.send(hex("F0 02 00 00"));
            assertThat(hex(wire.readToEnd())).startsWith("E0").contains("82");
        }
    }

    @Test
    void secondConnectClosesTheClient() throws Exception {
        try (TestingBroker broker = new TestingBroker();
                Wire wire = new Wire(broker.mqttPort(), false)) {
            wire.send(CONNECT_5);
            wire.read(5000);
            wire.send(CONNECT_5);
            assertThat(hex(wire.readToEnd())).isNotEmpty();
            assertThat(broker.broker().failure()).isEmpty();
        }
    }

    @Test
    void acknowledgementsOutOfNothingAreAnsweredOrIgnored() throws Exception {
        try (TestingBroker broker = new TestingBroker();
                Wire wire = new Wire(broker.mqttPort(), false)) {
            wire.send(CONNECT_3);
            wire.read(5000);
            for (int i = 0; i < 100; i++) {
                wire.send(hex("40 02 0001 50 02 0001 62 02 0001 70 02 0001"));
            }
            wire.send(hex("C0 00"));
            StringBuilder answers = new StringBuilder();
            while (!answers.toString().endsWith("D000")) {
                answers.append(hex(wire.read(5000)));
            }
            assertThat(answers).startsWith("62020001" + "70020001");
            assertThat(broker.broker().failure()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "+", "#", "a+#/b", "$share/x", "ü😀", " ", "polygenelubricanta"})
    void clientIdWithSpecialCharactersIsServed(String id) throws Exception {
        try (TestingBroker broker = new TestingBroker()) {
            assertThatCode(() -> broker.raw().connect(id, null)).doesNotThrowAnyException();
            assertServes(broker, Received.by(broker.anonymous3(false), "#"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\0b", "a\nb", "a\u0085b", "polygenelubricants"})
    void clientIdThatCanNotBeServedOrPrintedIsRefused(String id) throws Exception {
        try (TestingBroker broker = new TestingBroker()) {
            RawClient client = broker.raw();
            try {
                assertThat(client.connect(id, null)[1]).isNotEqualTo(RawClient.ACCEPTED);
            } catch (ArrayIndexOutOfBoundsException e) {
                client.awaitClosed(); // without an answer, as for any packet that is malformed
            }
        }
    }

    @Test
    void connectionsBeyondTheLimitAreClosedAndThePublisherStillGetsIn() throws Exception {
        Connections limits = new Connections(3, 3, Duration.ofSeconds(10));
        try (TestingBroker broker =
                new TestingBroker(within(ClientLimits.defaults().withConnections(limits)))) {
            for (int i = 0; i < 3; i++) {
                assertThat(broker.raw().connect("client" + i, null)).containsExactly(0, RawClient.ACCEPTED);
            }
            assertThat(broker.raw().connect("one-too-many", null)[1]).isNotEqualTo(RawClient.ACCEPTED);
            assertThat(broker.raw().connect("publisher", null, "rowcast", "s3cret"))
                    .containsExactly(0, RawClient.ACCEPTED);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void handshakeThatTakesTooLongIsClosed(boolean byteByByte) throws Exception {
        Connections limits = new Connections(100, 100, Duration.ofSeconds(1));
        try (TestingBroker broker =
                        new TestingBroker(within(ClientLimits.defaults().withConnections(limits)));
                Wire wire = new Wire(broker.mqttPort(), false);
                Wire upgraded = new Wire(broker.broker().webSocketPort(), true)) {
            if (byteByByte) {
                await().pollInterval(Duration.ofMillis(150)).until(() -> dripped(wire));
            }
            assertThat(wire.readToEnd()).isEmpty();
            upgraded.readToEnd();
        }
    }

    private static boolean dripped(Wire wire) {
        try {
            wire.send(new byte[] {0x10});
            return wire.read(1).length == 0;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Test
    void packetThatIsNeverCompletedClosesItsSender() throws Exception {
        Packets limits = Packets.defaults().withCompletion(Duration.ofSeconds(1));
        try (TestingBroker broker =
                        new TestingBroker(within(ClientLimits.defaults().withPackets(limits)));
                Wire wire = new Wire(broker.mqttPort(), false)) {
            wire.send(CONNECT_5);
            wire.read(5000);
            wire.send(hex("30 7F 0001"));
            assertThat(hex(wire.readToEnd())).startsWith("E0");
        }
    }

    @Test
    void tooManyPacketsAreReadMoreSlowlyAndNoneIsLost() throws Exception {
        Packets limits = Packets.defaults().withRate(100, 50);
        try (TestingBroker broker =
                        new TestingBroker(within(ClientLimits.defaults().withPackets(limits)));
                Wire wire = new Wire(broker.mqttPort(), false)) {
            wire.send(CONNECT_3);
            wire.read(5000);
            long start = System.nanoTime();
            int answers = 0;
            for (int i = 0; i < 250; i++) {
                wire.send(hex("C0 00"));
                if (i % 50 == 49) {
                    while (answers < 2 * (i + 1)) {
                        answers += wire.read(10_000).length;
                    }
                }
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(500));
        }
    }

    @Test
    void tooManySubscriptionsCloseTheClient() throws Exception {
        Names limits = new Names(3, 5, 100, 100);
        try (TestingBroker broker =
                new TestingBroker(within(ClientLimits.defaults().withNames(limits)))) {
            RawClient client = broker.raw();
            client.connect("greedy", null);
            for (int i = 0; i < 5; i++) {
                client.subscribe("chat/" + i, 1);
            }
            client.subscribe("chat/5", 1);
            client.awaitClosed();
        }
    }

    @Test
    void silentClientIsClosedAfterOneAndAHalfOfItsKeepAlive() throws Exception {
        try (TestingBroker broker = new TestingBroker();
                Wire wire = new Wire(broker.mqttPort(), false)) {
            wire.send(hex("10 10 0004 4D515454 04 02 0001 0004 62616431"));
            long start = System.nanoTime();
            assertThat(hex(wire.readToEnd())).isEqualTo("20020000");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(1));
        }
    }

    @Test
    void sessionsOfClientsThatLeaveAtOnceAreNotKept() throws Exception {
        try (TestingBroker broker = new TestingBroker()) {
            for (int i = 0; i < 300; i++) {
                Wire wire = new Wire(broker.mqttPort(), false);
                String id = String.format(Locale.ROOT, "%08x", 0x61616161 + i);
                wire.send(hex("10 10 0004 4D515454 04 02 001E 0004" + id));
                wire.cut();
            }
            assertServes(broker, Received.by(broker.anonymous5(false), "#"));
            await().untilAsserted(() -> assertThat(sessions(broker.broker())).hasSizeLessThan(3));
        }
    }

    /** Moquette tells of connected sessions only, and these never were. */
    private static Map<?, ?> sessions(EmbeddedBroker broker) throws ReflectiveOperationException {
        return (Map<?, ?>) field(field(field(broker, "server"), "sessions"), "pool");
    }

    private static Object field(Object of, String name) throws ReflectiveOperationException {
        Field field = of.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field.get(of);
    }

    private static BrokerSettings within(ClientLimits limits) {
        return TestingBroker.SETTINGS.within(limits, TestingBroker.SETTINGS.subscribers());
    }

    private static void assertServes(TestingBroker broker, Received received) {
        broker.publisher()
                .publishWith()
                .topic("orders/updated/1")
                .qos(MqttQos.AT_LEAST_ONCE)
                .send()
                .join();
        await().untilAsserted(() ->
                assertThat(received.items()).extracting(Received.Item::topic).contains("orders/updated/1"));
        assertThat(broker.broker().failure()).isEmpty();
    }

    private static byte[] hex(String text) {
        return java.util.HexFormat.of().parseHex(text.replace(" ", ""));
    }

    private static String hex(byte[] bytes) {
        return java.util.HexFormat.of().withUpperCase().formatHex(bytes);
    }
}
