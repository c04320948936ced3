package dev.rowcast.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import dev.rowcast.config.MqttVersion;
import dev.rowcast.config.TransportSettings;
import dev.rowcast.message.Message;
import dev.rowcast.message.Message.Delivery;
import dev.rowcast.relay.BrokerConnection;
import dev.rowcast.relay.BrokerConnector;
import dev.rowcast.relay.BrokerUnavailableException;
import dev.rowcast.relay.MisconfiguredException;
import dev.rowcast.testing.TestingProxy;
import io.reactivex.schedulers.Schedulers;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the relay may rely on, whatever broker it talks to. */
@SuppressWarnings("FutureReturnValueIgnored") // what a stage ends with is asserted where it matters
abstract class BrokerConnectionContract {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final String USERNAME = "rowcast";
    private static final String PASSWORD = "s3cret";
    private static final String STATUS = "rowcast/status";

    abstract URI mqttUrl();

    abstract URI webSocketUrl();

    /** Which version of MQTT to speak. */
    MqttVersion version() {
        return MqttVersion.AUTO;
    }

    /** What is held to the contract; as it is wired for an external broker. */
    BrokerConnector connector(BrokerAddress address) {
        return MqttConnector.external(
                address,
                new TransportSettings(version(), TransportSettings.Tls.DEFAULTS),
                List.of("orders/state/%check"));
    }

    /** Ends the broker without a goodbye. */
    abstract void kill();

    @Test
    void publishesInOrderAndCompletesInOrder() throws Exception {
        List<Mqtt5Publish> received = subscribe("orders/updated/+");
        List<Integer> acknowledged = new CopyOnWriteArrayList<>();
        try (BrokerConnection connection = connect()) {
            CompletableFuture<?> last = CompletableFuture.completedFuture(null);
            for (int i = 0; i < 1000; i++) {
                int number = i;
                last = connection
                        .publish(message("orders/updated/" + i, "{}", false))
                        .thenRun(() -> acknowledged.add(number))
                        .toCompletableFuture();
            }
            last.join();
        }
        List<Integer> numbers = IntStream.range(0, 1000).boxed().toList();
        assertThat(acknowledged).isEqualTo(numbers);
        await(() -> assertThat(received).hasSize(1000));
        assertThat(received)
                .extracting(publish -> publish.getTopic().toString())
                .isEqualTo(numbers.stream().map(i -> "orders/updated/" + i).toList());
    }

    @Test
    void carriesVersionAndTimeAndTypeOfTheContent() throws Exception {
        List<Mqtt5Publish> received = subscribe("orders/inserted/7");
        List<Mqtt5Publish> status = subscribe(STATUS);
        try (BrokerConnection connection = connect()) {
            connection.publish(new Message(
                    "orders/inserted/7",
                    bytes("{\"id\":7}"),
                    false,
                    "0001",
                    Instant.parse("2026-11-20T09:12:00.123456Z")));
            connection.publish(message(STATUS, "online", true));
            await(() -> assertThat(received).hasSize(1));
            Mqtt5Publish publish = received.get(0);
            assertThat(payload(publish)).isEqualTo("{\"id\":7}");
            if (version() == MqttVersion.V3_1_1) {
                assertThat(properties(publish)).isEmpty();
                return;
            }
            assertThat(properties(publish))
                    .isEqualTo(Map.of("version", "0001", "committed_at", "2026-11-20T09:12:00.123456Z"));
            assertThat(publish.getContentType()).hasToString("Optional[application/json]");
            assertThat(publish.getPayloadFormatIndicator()).hasToString("Optional[UTF_8]");
            await(() -> assertThat(status)
                    .extracting(BrokerConnectionContract::payload)
                    .contains("online"));
            assertThat(status.get(status.size() - 1).getContentType()).hasToString("Optional[text/plain]");
        }
    }

    @Test
    void carriesTheSameOverWebSocket() throws Exception {
        List<Mqtt5Publish> received = subscribe("orders/inserted/ws");
        try (BrokerConnection connection = connector(webSocketUrl(), PASSWORD).connect()) {
            connection
                    .publish(message("orders/inserted/ws", "{\"id\":7}", false))
                    .toCompletableFuture()
                    .join();
            await(() -> assertThat(received)
                    .extracting(BrokerConnectionContract::payload)
                    .containsExactly("{\"id\":7}"));
        }
    }

    @Test
    void leavesItsLastWillWhenTheSocketIsCut() throws Exception {
        try (TestingProxy proxy = new TestingProxy(mqttUrl().getPort());
                BrokerConnection connection = connector(URI.create("mqtt://127.0.0.1:" + proxy.port()), PASSWORD)
                        .connect()) {
            connection
                    .publish(message(STATUS, "online", true))
                    .toCompletableFuture()
                    .join();
            List<Mqtt5Publish> status = subscribe(STATUS);
            await(() -> assertThat(status)
                    .extracting(BrokerConnectionContract::payload)
                    .containsExactly("online"));
            proxy.cut();
            await(() -> assertThat(connection.isOpen()).isFalse());
            await(() -> assertThat(status)
                    .extracting(BrokerConnectionContract::payload)
                    .containsExactly("online", "offline"));
            assertFails(connection.publish(message("orders/x", "{}", false)), BrokerUnavailableException.class);
        }
        await(() -> assertThat(retained(STATUS)).isEqualTo(Map.of(STATUS, "offline")));
    }

    @Test
    void leavesNoWillAfterGoodbye() throws Exception {
        try (BrokerConnection connection = connect()) {
            connection
                    .publish(message(STATUS, "online", true))
                    .toCompletableFuture()
                    .join();
            assertThat(connection.isOpen()).isTrue();
        }
        await(() -> assertThat(retained(STATUS)).isEqualTo(Map.of(STATUS, "online")));
    }

    @Test
    void subscribersLearnOfTheEndWhenTheConnectionIsAbandoned() throws Exception {
        try (TestingProxy proxy = new TestingProxy(mqttUrl().getPort());
                BrokerConnection connection = connector(URI.create("mqtt://127.0.0.1:" + proxy.port()), PASSWORD)
                        .connect()) {
            connection
                    .publish(message(STATUS, "online", true))
                    .toCompletableFuture()
                    .join();
            List<Mqtt5Publish> status = subscribe(STATUS);
            await(() -> assertThat(status)
                    .extracting(BrokerConnectionContract::payload)
                    .containsExactly("online"));
            proxy.freezeDown();
            connection.abandon();
            await(() -> assertThat(status)
                    .extracting(BrokerConnectionContract::payload)
                    .containsExactly("online", "offline"));
        }
    }

    @Test
    void publishFailsWhenTheBrokerIsKilled() throws Exception {
        try (BrokerConnection connection = connect()) {
            kill();
            List<CompletableFuture<Void>> stages = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                stages.add(connection
                        .publish(message("orders/updated/" + i, "{}", false))
                        .toCompletableFuture());
            }
            assertFails(stages.get(99), BrokerUnavailableException.class);
            assertFails(stages.get(0), BrokerUnavailableException.class);
            await(() -> assertThat(connection.isOpen()).isFalse());
            assertThatThrownBy(() -> connection.forEachRetained("orders/#", message -> {}))
                    .isInstanceOf(BrokerUnavailableException.class);
        }
        assertThatThrownBy(this::connect)
                .isInstanceOf(BrokerUnavailableException.class)
                .hasMessageContaining("mqtt://127.0.0.1:" + mqttUrl().getPort());
    }

    @Test
    void refusedCredentialsAreMisconfiguration() {
        assertThatThrownBy(() -> connector(mqttUrl(), "not-" + PASSWORD).connect())
                .isInstanceOf(MisconfiguredException.class)
                .hasMessageContainingAll("MQTT_PASSWORD", "127.0.0.1")
                .hasMessageNotContaining(PASSWORD);
    }

    @Test
    void whoMayNotPublishIsToldWhenConnecting() {
        assertThatThrownBy(() -> connector(mqttUrl(), null).connect())
                .isInstanceOf(MisconfiguredException.class)
                .satisfiesAnyOf(
                        told -> assertThat(told)
                                .hasMessageContainingAll(
                                        "permission to publish",
                                        "orders/state/%check",
                                        "let an anonymous client publish"),
                        told -> assertThat(told)
                                .as("the Last Will alone was refused")
                                .hasMessageContaining("NOT_AUTHORIZED"));
    }

    @Test
    void refusedPublishIsMisconfiguration() throws Exception {
        // without a look at permissions before
        try (BrokerConnection connection =
                MqttConnector.embedded(address(mqttUrl(), null), null).connect()) {
            assertFails(connection.publish(message("orders/state/1", "{}", true)), MisconfiguredException.class);
        } catch (MisconfiguredException e) {
            assertThat(e).as("the Last Will alone was refused").hasMessageContaining("NOT_AUTHORIZED");
        }
    }

    @Test
    void invalidTopicIsMisconfiguration() throws Exception {
        try (BrokerConnection connection = connect()) {
            assertFails(connection.publish(message("orders/+", "{}", false)), MisconfiguredException.class);
            assertFails(connection.publish(message("", "{}", false)), MisconfiguredException.class);
        }
    }

    @Test
    void readsNoRetainedMessagesWhereThereAreNone() throws Exception {
        assertThat(retained("nothing/here/#")).isEmpty();
    }

    @Test
    void readsAllRetainedMessagesAndThenStops() throws Exception {
        Map<String, String> published = new HashMap<>();
        try (BrokerConnection connection = connect()) {
            CompletableFuture<?> last = CompletableFuture.completedFuture(null);
            for (int i = 0; i < 10_000; i++) {
                published.put("orders/state/" + i, "{\"id\":" + i + "}");
                last = connection
                        .publish(message("orders/state/" + i, "{\"id\":" + i + "}", true))
                        .toCompletableFuture();
            }
            last.join();
            assertThat(retained(connection, "orders/state/+")).isEqualTo(published);
            assertThat(retained(connection, "orders/state/4711"))
                    .isEqualTo(Map.of("orders/state/4711", "{\"id\":4711}"));
            assertThat(retained(connection, "#")).containsAllEntriesOf(published);
            connection
                    .publish(message("orders/state/4711", "", true))
                    .toCompletableFuture()
                    .join();
            await(() -> assertThat(retained(connection, "orders/state/4711")).isEmpty());
        }
    }

    @Test
    void readsBackWhatGoesWithAMessage() throws Exception {
        Instant time = Instant.parse("2026-11-20T09:12:00.123Z");
        try (BrokerConnection connection = connect()) {
            connection
                    .publish(new Message("rowcast/kept", bytes("{}"), true, "0007", time))
                    .toCompletableFuture()
                    .join();
            List<Message> read = new ArrayList<>();
            await(() -> {
                read.clear();
                connection.forEachRetained("rowcast/kept", read::add);
                assertThat(read).hasSize(1);
            });
            boolean older = version() == MqttVersion.V3_1_1;
            assertThat(read.get(0).version()).isEqualTo(older ? null : "0007");
            assertThat(read.get(0).committedAt()).isEqualTo(older ? null : time);
        }
    }

    @Test
    void sendsProbesBackAlsoAfterReadingRetainedMessages() throws Exception {
        try (BrokerConnection connection = connect()) {
            for (int i = 0; i < 3; i++) {
                assertThat(connection.probe().toCompletableFuture()).succeedsWithin(TIMEOUT);
                connection.forEachRetained("orders/none", message -> {});
            }
            assertThat(connection.probe().toCompletableFuture()).succeedsWithin(TIMEOUT);
        }
    }

    @Test
    void whatOthersPublishOnTheTopicOfTheProbesIsNoProbe() throws Exception {
        List<Mqtt5Publish> seen = subscribe("rowcast/probe/rowcast-test");
        try (TestingProxy proxy = new TestingProxy(mqttUrl().getPort());
                BrokerConnection connection = connector(URI.create("mqtt://127.0.0.1:" + proxy.port()), PASSWORD)
                        .connect()) {
            connection.publish(message("rowcast/probe/rowcast-test", "7", false));
            await(() -> assertThat(seen)
                    .extracting(BrokerConnectionContract::payload)
                    .contains("7"));
            proxy.freeze();
            CompletableFuture<Void> probe = connection.probe().toCompletableFuture();
            proxy.cut();
            assertFails(probe, BrokerUnavailableException.class);
        }
    }

    @Test
    void carriesPropertiesAndExpiryWhereTheVersionHasThem() throws Exception {
        List<Mqtt5Publish> received = subscribe("orders/inserted/expiring");
        Delivery delivery =
                new Delivery("orders/state/expiring", Map.of("specversion", "1.0", "id", "0007"), Duration.ofHours(1));
        try (BrokerConnection connection = connect()) {
            connection.publish(new Message("orders/inserted/expiring", bytes("{}"), false, null, null, delivery));
            await(() -> assertThat(received).hasSize(1));
        }
        if (version() == MqttVersion.V3_1_1) {
            assertThat(properties(received.get(0))).as("which has none").isEmpty();
            assertThat(received.get(0).getMessageExpiryInterval()).isEmpty();
            return;
        }
        assertThat(properties(received.get(0))).isEqualTo(delivery.properties());
        assertThat(received.get(0).getMessageExpiryInterval()).isPresent();
        assertThat(received.get(0).getMessageExpiryInterval().getAsLong()).isBetween(3500L, 3600L);
    }

    @Test
    void leavesNoThreadBehind() throws Exception {
        Set<Thread> before = threads();
        try (BrokerConnection connection = connect()) {
            connection.forEachRetained("orders/none", message -> {});
        }
        await(() -> assertThat(threads()).isSubsetOf(before));
    }

    final BrokerConnection connect() throws BrokerUnavailableException, MisconfiguredException, InterruptedException {
        return connector(mqttUrl(), PASSWORD).connect();
    }

    final BrokerConnector connector(URI url, @Nullable String password) {
        return connector(address(url, password));
    }

    private static BrokerAddress address(URI url, @Nullable String password) {
        return new BrokerAddress(
                url,
                password == null ? null : USERNAME,
                password,
                "rowcast-test",
                STATUS,
                Duration.ofSeconds(10),
                TIMEOUT);
    }

    private Map<String, String> retained(String filter) throws Exception {
        try (BrokerConnection connection = connect()) {
            return retained(connection, filter);
        }
    }

    private static Map<String, String> retained(BrokerConnection connection, String filter) throws Exception {
        Map<String, String> found = new HashMap<>();
        Thread caller = Thread.currentThread();
        connection.forEachRetained(filter, message -> {
            assertThat(Thread.currentThread()).isSameAs(caller);
            assertThat(found.put(message.topic(), new String(message.payload(), UTF_8)))
                    .as("first of " + message.topic())
                    .isNull();
        });
        return found;
    }

    private List<Mqtt5Publish> subscribe(String filter) {
        List<Mqtt5Publish> received = new CopyOnWriteArrayList<>();
        Mqtt5AsyncClient client = MqttClient.builder()
                .useMqttVersion5()
                .serverHost("127.0.0.1")
                .serverPort(mqttUrl().getPort())
                .executorConfig()
                .applicationScheduler(Schedulers.trampoline())
                .applyExecutorConfig()
                .buildAsync();
        client.connect().join();
        client.subscribeWith()
                .topicFilter(filter)
                .qos(MqttQos.AT_LEAST_ONCE)
                .callback(received::add)
                .send()
                .join();
        subscribers.add(client);
        return received;
    }

    private final List<Mqtt5AsyncClient> subscribers = new ArrayList<>();

    final void disconnectSubscribers() {
        subscribers.forEach(
                client -> client.disconnect().exceptionally(e -> null).join());
    }

    private static void assertFails(java.util.concurrent.CompletionStage<Void> stage, Class<? extends Exception> type) {
        await(() -> assertThat(stage.toCompletableFuture()).isCompletedExceptionally());
        stage.whenComplete((done, failure) -> assertThat(failure).isInstanceOf(type))
                .exceptionally(failure -> {
                    assertThat(failure).satisfiesAnyOf(e -> assertThat(e).isInstanceOf(type), e -> assertThat(e)
                            .hasCauseInstanceOf(type));
                    return null;
                })
                .toCompletableFuture()
                .join();
    }

    private static void await(org.awaitility.core.ThrowingRunnable assertion) {
        Awaitility.await().atMost(TIMEOUT).pollInSameThread().untilAsserted(assertion);
    }

    private static Message message(String topic, String payload, boolean retained) {
        return new Message(topic, bytes(payload), retained, null, null);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static String payload(Mqtt5Publish publish) {
        return new String(publish.getPayloadAsBytes(), UTF_8);
    }

    private static Map<String, String> properties(Mqtt5Publish publish) {
        return publish.getUserProperties().asList().stream()
                .collect(Collectors.toMap(property -> property.getName().toString(), property -> property.getValue()
                        .toString()));
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread ->
                        thread.getName().startsWith("mqtt-") || thread.getName().startsWith("Rx"))
                .collect(Collectors.toSet());
    }
}
