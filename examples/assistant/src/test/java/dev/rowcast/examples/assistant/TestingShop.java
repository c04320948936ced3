package dev.rowcast.examples.assistant;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.datatypes.Mqtt5UserProperties;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.opentest4j.TestAbortedException;

/**
 * A Mosquitto on which orders are told as Rowcast tells them: state, events, that it streams, and its probes. It ends with this
 * JVM at the latest. One thread.
 */
final class TestingShop implements AutoCloseable {
    private static final Path SERVER = Path.of("/usr/sbin/mosquitto");
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final long PROBE_MILLIS = 100;
    /** Of as many digits as all that follow. */
    private static final int VERSIONS_FROM = 1000;

    private final Process broker;
    private final int port;
    private final Mqtt5BlockingClient client;
    private final ScheduledExecutorService probes = Executors.newSingleThreadScheduledExecutor();
    private int versions;

    private TestingShop(Process broker, int port) {
        this.broker = broker;
        this.port = port;
        client = MqttClient.builder()
                .useMqttVersion5()
                .serverHost("127.0.0.1")
                .serverPort(port)
                .automaticReconnectWithDefaultConfig()
                .buildBlocking();
    }

    /** @throws TestAbortedException if Mosquitto is not installed: the test is skipped */
    static TestingShop open(Path directory) throws IOException {
        if (!Files.isExecutable(SERVER)) {
            throw new TestAbortedException("SKIPPED: " + SERVER + " is not installed");
        }
        int port = freePort();
        Path settings = Files.writeString(
                directory.resolve("mosquitto.conf"),
                "user " + System.getProperty("user.name") + "\nallow_anonymous true\nlistener " + port
                        + " 127.0.0.1\n");
        Process broker = new ProcessBuilder(SERVER.toString(), "-c", settings.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("mosquitto.log").toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(broker::destroyForcibly));
        TestingShop shop = new TestingShop(broker, port);
        Awaitility.await("Mosquitto takes connections")
                .atMost(LIMIT)
                .ignoreExceptions()
                .until(() -> shop.client.connect() != null);
        shop.beginToStream();
        return shop;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // it goes on until the end
    private void beginToStream() {
        publish("rowcast/status", "online", true);
        publish("rowcast/info", "{\"phase\":\"streaming\",\"tables\":[]}", true);
        probes.scheduleAtFixedRate(
                () -> publish("rowcast/probe/rowcast-test", "1", false), 0, PROBE_MILLIS, TimeUnit.MILLISECONDS);
    }

    URI mqttUrl() {
        return URI.create("mqtt://127.0.0.1:" + port);
    }

    /** An order comes to have a status: state and event. */
    void order(String key, String before, String status) {
        String version = nextVersion();
        state(key, status, version);
        ObjectNode event =
                JsonNodeFactory.instance.objectNode().put("op", "update").put("version", version);
        event.set("before", TestingChanges.row(key, before));
        event.set("after", TestingChanges.row(key, status));
        publish("orders/updated/" + key, event.toString(), false);
    }

    /** As {@link #order}, with an event that nobody got. */
    void orderWithoutEvent(String key, String status) {
        state(key, status, nextVersion());
    }

    private String nextVersion() {
        return "v" + (VERSIONS_FROM + ++versions);
    }

    private void state(String key, String status, String version) {
        client.publish(message(
                        "orders/state/" + key, TestingChanges.row(key, status).toString(), true)
                .userProperties(
                        Mqtt5UserProperties.builder().add("version", version).build())
                .build());
    }

    private void publish(String topic, String payload, boolean retained) {
        client.publish(message(topic, payload, retained).build());
    }

    private static Mqtt5PublishBuilder.Complete message(String topic, String payload, boolean retained) {
        return Mqtt5Publish.builder()
                .topic(topic)
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(payload.getBytes(UTF_8))
                .retain(retained);
    }

    @Override
    public void close() {
        probes.shutdownNow();
        broker.destroyForcibly().onExit().join();
    }
}
