package dev.rowcast.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import dev.rowcast.testing.TestingFlavour;
import dev.rowcast.testing.TestingHivemq;
import dev.rowcast.testing.TestingMosquitto;
import dev.rowcast.testing.TestingMosquitto.Options;
import dev.rowcast.testing.TestingOlderBroker;
import dev.rowcast.testing.TestingOrders;
import dev.rowcast.testing.TestingRowcast;
import dev.rowcast.testing.TestingSettings;
import dev.rowcast.testing.TestingSubscriber;
import dev.rowcast.testing.TestingTraffic;
import io.reactivex.schedulers.Schedulers;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way from the database to brokers of other makes. */
final class ExternalBrokerIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration UNCHANGED = Duration.ofSeconds(2);

    @TempDir
    private Path directory = Path.of("unset");

    private final TestingOrders orders = new TestingOrders(TestingFlavour.MARIADB.shared());

    @BeforeEach
    void empty() throws Exception {
        orders.clear();
    }

    @Test
    void hivemqHoldsTheTableAlsoAfterItHasForgottenEverything() throws Exception {
        try (TestingHivemq broker = TestingHivemq.start(directory);
                TestingRowcast rowcast = TestingRowcast.start(settings(broker.mqttUrl()))) {
            try (TestingSubscriber subscriber = TestingSubscriber.connect(broker.mqttUrl(), "#");
                    TestingTraffic traffic = TestingTraffic.start(orders.database(), 2, System.nanoTime())) {
                traffic.awaitCommits(200);
                traffic.stop();
                orders.insertAndAwait(subscriber);
                traffic.assertAllArrived(subscriber.events());
            }
            try (TestingTraffic traffic = TestingTraffic.start(orders.database(), 2, System.nanoTime())) {
                broker.kill();
                rowcast.awaitNotReady();
                traffic.awaitCommits(50);
                broker.restart();
                rowcast.awaitReady();
                traffic.awaitCommits(50);
            }
            awaitStateEqualsTable(broker.mqttUrl());
        }
    }

    @Test
    void hivemqsGhostsAreClearedAndItsCheckpointIsFound() throws Exception {
        orders.insert(1, "Ada");
        orders.insert(2, "Grace");
        try (TestingHivemq broker = TestingHivemq.start(directory);
                TestingRowcast rowcast = TestingRowcast.start(settings(broker.mqttUrl()))) {
            awaitStateEqualsTable(broker.mqttUrl());
            rowcast.stop();
            orders.insert(3, "meanwhile");
            try (TestingSubscriber subscriber = TestingSubscriber.connect(broker.mqttUrl(), "#")) {
                rowcast.start();
                subscriber.await("the event", message -> message.topic().equals("orders/inserted/3"));
            }
            assertThat(rowcast.status().lastGap()).isNull();
            try (TestingSubscriber subscriber = TestingSubscriber.connect(broker.mqttUrl(), "#")) {
                orders.database().execute("TRUNCATE TABLE orders");
                orders.insertAndAwait(subscriber);
            }
            awaitStateEqualsTable(broker.mqttUrl());
        }
    }

    @Test
    void aBrokerOf311HoldsTheTable() throws Exception {
        Map<String, String> state = new ConcurrentHashMap<>();
        try (TestingOlderBroker broker = TestingOlderBroker.start(directory);
                TestingRowcast rowcast = TestingRowcast.start(settings(broker.mqttUrl()))) {
            Mqtt3AsyncClient client = subscribed(broker.mqttUrl(), "orders/state/+", state);
            try (TestingTraffic traffic = TestingTraffic.start(orders.database(), 2, System.nanoTime())) {
                traffic.awaitCommits(100);
                rowcast.restart();
                traffic.awaitCommits(100);
            }
            Awaitility.await("the last state of each row equals the table")
                    .atMost(LIMIT)
                    .untilAsserted(() -> assertThat(state).isEqualTo(orders.asState()));
            assertThat(rowcast.status().lastGap()).isNull();
            client.disconnect().join();
        }
    }

    private static Mqtt3AsyncClient subscribed(URI broker, String filter, Map<String, String> last) {
        Mqtt3AsyncClient client = MqttClient.builder()
                .useMqttVersion3()
                .serverHost(broker.getHost())
                .serverPort(broker.getPort())
                .executorConfig()
                .applicationScheduler(Schedulers.trampoline())
                .applyExecutorConfig()
                .buildAsync();
        client.connect().join();
        client.subscribeWith()
                .topicFilter(filter)
                .callback(message -> keep(last, message.getTopic().toString(), message.getPayloadAsBytes()))
                .send()
                .join();
        return client;
    }

    private static void keep(Map<String, String> last, String topic, byte[] payload) {
        if (payload.length == 0) {
            last.remove(topic);
        } else {
            last.put(topic, new String(payload, UTF_8));
        }
    }

    @Test
    void aBrokerThatTakesOneMessageAtATimeGetsAllOfThem() throws Exception {
        try (TestingMosquitto broker = TestingMosquitto.start(directory, Options.general("max_inflight_messages 1"));
                TestingRowcast rowcast = TestingRowcast.start(settings(broker.mqttUrl()));
                TestingSubscriber subscriber = TestingSubscriber.connect(broker.mqttUrl(), "#");
                TestingTraffic traffic = TestingTraffic.start(orders.database(), 3, System.nanoTime())) {
            traffic.awaitCommits(500);
            traffic.stop();
            orders.insertAndAwait(subscriber);
            traffic.assertAllArrived(subscriber.events());
            orders.awaitStateEqualsTable(broker.mqttUrl());
            assertThat(rowcast.status().ready()).isTrue();
        }
    }

    private TestingSettings settings(URI broker) {
        return TestingSettings.embedded(orders.database(), directory)
                .with("MQTT_URL", broker.toString())
                .with("MQTT_USERNAME", TestingMosquitto.USERNAME)
                .with("MQTT_PASSWORD", TestingMosquitto.PASSWORD);
    }

    /** In its own time: such a broker sends what it retains bit by bit. Nothing else comes after it. */
    private void awaitStateEqualsTable(URI broker) {
        Awaitility.await("the retained state equals the table").atMost(LIMIT).untilAsserted(() -> {
            try (TestingSubscriber fresh = TestingSubscriber.connect(broker, "orders/state/+")) {
                Awaitility.await()
                        .during(UNCHANGED)
                        .atMost(UNCHANGED.multipliedBy(3))
                        .untilAsserted(() -> assertThat(fresh.last()).isEqualTo(orders.asState()));
            }
        });
    }
}
