package dev.rowcast.broker;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3ClientBuilder;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientBuilder;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5Connect;
import dev.rowcast.broker.access.AccessSettings;
import dev.rowcast.broker.access.Publisher;
import io.reactivex.schedulers.Schedulers;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A broker on free ports, and clients for it that are closed with it. */
final class TestingBroker implements AutoCloseable {
    static final Publisher PUBLISHER = new Publisher("rowcast", "s3cret");
    /** Everybody may read and, but for the protected topics, write. */
    static final BrokerSettings SETTINGS = BrokerSettings.defaults(new AccessSettings(
                    null, everybodyMayWrite(), true, null, PUBLISHER, List.of("orders/", "rowcast/")))
            .withPorts(0, 0);

    private final EmbeddedBroker broker;
    private final List<Closeable> clients = new ArrayList<>();

    TestingBroker() throws BrokerStartException {
        this(SETTINGS);
    }

    TestingBroker(BrokerSettings settings) throws BrokerStartException {
        this(settings, SysTopics.INTERVAL);
    }

    TestingBroker(BrokerSettings settings, Duration sysInterval) throws BrokerStartException {
        broker = EmbeddedBroker.start(settings, sysInterval);
    }

    EmbeddedBroker broker() {
        return broker;
    }

    int mqttPort() {
        return broker.mqttPort();
    }

    Mqtt5AsyncClient publisher() {
        Mqtt5AsyncClient client = builder5(false)
                .simpleAuth()
                .username(PUBLISHER.username())
                .password(PUBLISHER.password().getBytes(StandardCharsets.UTF_8))
                .applySimpleAuth()
                // by default every acknowledgement is told on another thread, in any order
                .executorConfig()
                .applicationScheduler(Schedulers.trampoline())
                .applyExecutorConfig()
                .buildAsync();
        return connected(client);
    }

    Mqtt5AsyncClient anonymous5(boolean webSocket) {
        return connected(builder5(webSocket).buildAsync());
    }

    Mqtt3AsyncClient anonymous3(boolean webSocket) {
        Mqtt3ClientBuilder builder =
                MqttClient.builder().useMqttVersion3().serverHost("127.0.0.1").serverPort(port(webSocket));
        Mqtt3AsyncClient client = (webSocket
                        ? builder.webSocketConfig().serverPath("mqtt").applyWebSocketConfig()
                        : builder)
                .buildAsync();
        client.connect().join();
        clients.add(() -> client.disconnect().exceptionally(e -> null).join());
        return client;
    }

    Mqtt5ClientBuilder builder5(boolean webSocket) {
        Mqtt5ClientBuilder builder =
                MqttClient.builder().useMqttVersion5().serverHost("127.0.0.1").serverPort(port(webSocket));
        return webSocket ? builder.webSocketConfig().serverPath("mqtt").applyWebSocketConfig() : builder;
    }

    RawClient raw() throws IOException {
        RawClient client = new RawClient(mqttPort());
        clients.add(client);
        return client;
    }

    Mqtt5AsyncClient connected(Mqtt5AsyncClient client) {
        return connected(client, Mqtt5Connect.builder().build());
    }

    Mqtt5AsyncClient connected(Mqtt5AsyncClient client, Mqtt5Connect connect) {
        client.connect(connect).join();
        clients.add(() -> client.disconnect().exceptionally(e -> null).join());
        return client;
    }

    private int port(boolean webSocket) {
        return webSocket ? broker.webSocketPort() : broker.mqttPort();
    }

    @Override
    public void close() throws IOException {
        for (Closeable client : clients) {
            client.close();
        }
        broker.close();
    }

    private static Path everybodyMayWrite() {
        try {
            Path file = Files.createTempFile("acl", null);
            file.toFile().deleteOnExit();
            return Files.writeString(file, "topic readwrite #\ntopic read $SYS/#\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
