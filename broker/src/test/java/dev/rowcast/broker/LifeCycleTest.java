package dev.rowcast.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LifeCycleTest {

    @Test
    void twoBrokersInOneJvmDoNotShareAnything() throws Exception {
        try (TestingBroker one = new TestingBroker();
                TestingBroker other = new TestingBroker()) {
            Received atOther = Received.by(other.anonymous5(false), "chat/#");
            Received atOne = Received.by(one.anonymous5(false), "chat/#");
            one.anonymous5(false)
                    .publishWith()
                    .topic("chat/one")
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .send()
                    .join();
            other.anonymous5(true)
                    .publishWith()
                    .topic("chat/other")
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .send()
                    .join();
            assertThat(atOne.await(1)).extracting(Received.Item::topic).containsExactly("chat/one");
            assertThat(atOther.await(1)).extracting(Received.Item::topic).containsExactly("chat/other");
        }
    }

    @Test
    void portInUseIsSaidWithAddressAndSetting() throws Exception {
        Set<Thread> before = threads();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            assertThatThrownBy(() -> EmbeddedBroker.start(TestingBroker.SETTINGS.withPorts(port, 0)))
                    .isInstanceOf(BrokerStartException.class)
                    .hasMessageContainingAll("127.0.0.1:" + port, "in use", "ROWCAST_MQTT_PORT");
            assertThatThrownBy(() -> EmbeddedBroker.start(TestingBroker.SETTINGS.withPorts(0, port)))
                    .isInstanceOf(BrokerStartException.class)
                    .hasMessageContainingAll("127.0.0.1:" + port, "in use", "ROWCAST_WS_PORT");
        }
        assertNoThreadsBeside(before);
    }

    @Test
    void addressThatIsNotOursIsSaid() {
        BrokerSettings elsewhere =
                TestingBroker.SETTINGS.at(Listeners.defaults().on("192.0.2.1").withPorts(0, 0));
        assertThatThrownBy(() -> EmbeddedBroker.start(elsewhere))
                .isInstanceOf(BrokerStartException.class)
                .hasMessageContainingAll("192.0.2.1:0", "ROWCAST_BIND");
    }

    @Test
    void closeFreesPortsAndThreads() throws Exception {
        Set<Thread> before = threads();
        TestingBroker broker = new TestingBroker();
        int mqttPort = broker.mqttPort();
        int webSocketPort = broker.broker().webSocketPort();
        broker.raw().connect("idle", null);
        broker.close();
        broker.broker().close();
        new ServerSocket(mqttPort, 1, InetAddress.getLoopbackAddress()).close();
        new ServerSocket(webSocketPort, 1, InetAddress.getLoopbackAddress()).close();
        assertNoThreadsBeside(before);
    }

    @Test
    void refusesToRunWithoutItsExtension(@TempDir Path directory) throws Exception {
        Path output = directory.resolve("output");
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Dio.netty.bootstrap.extensions=",
                        StartsBroker.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(output)).contains("EmbeddedBroker.prepareNetty()");
        assertThat(process.exitValue()).isEqualTo(StartsBroker.REFUSED);
    }

    /** A program that tries to start a broker. */
    static final class StartsBroker {
        static final int REFUSED = 3;

        private StartsBroker() {}

        public static void main(String[] args) {
            try (EmbeddedBroker broker = EmbeddedBroker.start(TestingBroker.SETTINGS)) {
                System.out.println("started on " + broker.mqttPort());
            } catch (BrokerStartException e) {
                System.out.println(e.getMessage());
                System.exit(REFUSED);
            }
        }
    }

    /** Netty's global executor and its clients' event loops end by themselves, a second or two later. */
    private static void assertNoThreadsBeside(Set<Thread> before) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(threads())
                .filteredOn(thread -> !before.contains(thread))
                .isEmpty());
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.isDaemon() && !thread.getName().startsWith("awaitility"))
                .collect(Collectors.toSet());
    }
}
