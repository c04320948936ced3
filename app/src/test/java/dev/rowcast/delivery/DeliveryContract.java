package dev.rowcast.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5RetainHandling;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscription;
import dev.rowcast.delivery.Client.Received;
import dev.rowcast.delivery.Client.Version5;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Everything that is retained or published reaches every subscriber, whatever its version, QoS and transport. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class DeliveryContract {
    /** How many rows the broker holds; {@code bench/flood} sets more. */
    static final int ROWS = Integer.getInteger("rowcast.flood.rows", 100_000);

    private static final int CHANGES = Integer.getInteger("rowcast.flood.changes", 10_000);
    private static final int KEYS = 100;
    private static final int SUBSCRIBERS = 20;
    private static final Path MOSQUITTO_SUB = Path.of("/usr/bin/mosquitto_sub");
    private static final Duration TIMEOUT = Duration.ofSeconds(60 + ROWS / 10_000 + CHANGES / 500);

    abstract URI startBroker() throws Exception;

    abstract URI webSocketUrl();

    abstract void stopBroker() throws Exception;

    /** Whether messages come in one order whatever their QoS, retained ones first, which is more than MQTT asks (MQTT 5, 4.6). */
    boolean keepsOneOrder() {
        return true;
    }

    private URI mqttUrl = URI.create("mqtt://unset");
    private Publisher publisher;

    @BeforeAll
    void retainRows() throws Exception {
        mqttUrl = startBroker();
        publisher = new Publisher(mqttUrl);
        for (int row = 0; row < ROWS; row++) {
            publisher.publish("orders/state/" + row, "{\"id\":" + row + ",\"status\":\"new\"}", true);
        }
        publisher.await();
    }

    @AfterAll
    void stop() throws Exception {
        if (publisher != null) {
            publisher.close();
        }
        stopBroker();
    }

    URI mqttUrl() {
        return mqttUrl;
    }

    Publisher publisher() {
        return publisher;
    }

    Client connect(int version, boolean webSocket, Consumer<Received> action) {
        return Client.connect(webSocket ? webSocketUrl() : mqttUrl, version, action);
    }

    static ConditionFactory await(String what) {
        return Awaitility.await(what).atMost(TIMEOUT).pollInterval(Duration.ofMillis(20));
    }

    @ParameterizedTest
    @CsvSource({"3,false,0", "3,false,1", "5,false,0", "5,false,1", "5,false,2", "3,true,1", "5,true,0"})
    void allRetainedRowsReachANewSubscriber(int version, boolean webSocket, int qos) {
        Rows rows = new Rows();
        try (Client client = connect(version, webSocket, rows)) {
            client.subscribe("orders/state/#", qos);
            await("all rows").until(() -> rows.count() == ROWS);
        }
        assertThat(rows.unretained).isZero();
        assertThat(rows.lowestQos).isEqualTo(Math.min(qos, 1));
        assertThat(rows.highestQos).isEqualTo(Math.min(qos, 1));
        assertThat(rows.repeated).isZero();
    }

    @Test
    void allRetainedRowsReachPlainMosquittoSub() throws Exception {
        assumeTrue(Files.isExecutable(MOSQUITTO_SUB), "SKIPPED: mosquitto_sub is not installed");
        Process subscriber = new ProcessBuilder(
                        MOSQUITTO_SUB.toString(),
                        "-p",
                        Integer.toString(mqttUrl.getPort()),
                        "-t",
                        "orders/#",
                        "-F",
                        "%r %t",
                        "-C",
                        Integer.toString(ROWS),
                        "-W",
                        Long.toString(TIMEOUT.toSeconds()))
                .redirectErrorStream(true)
                .start();
        long rows;
        try (var lines = subscriber.inputReader().lines()) {
            rows = lines.filter(line -> line.startsWith("1 orders/state/"))
                    .distinct()
                    .count();
        }
        assertThat(subscriber.waitFor()).isZero();
        assertThat(rows).isEqualTo(ROWS);
    }

    @ParameterizedTest
    @CsvSource({"4,1", "5,0"})
    void allRetainedRowsReachABrowser(int version, int qos) throws Exception {
        try (MqttJs page = new MqttJs()) {
            page.open();
            await("the page is ready").until(page::isReady);
            page.follow(webSocketUrl(), version, qos, "orders/#");
            await("all rows").untilAsserted(() -> assertThat(page.outcome())
                    .isEqualTo(ROWS + " topics, 0 not retained, no failure"));
        }
    }

    @Test
    void everyChangeOfABurstReachesEverySubscriberInOrder() throws Exception {
        List<Changes> all = new ArrayList<>();
        List<Client> clients = new ArrayList<>();
        try {
            for (int i = 0; i < SUBSCRIBERS; i++) {
                Changes changes = new Changes();
                Client client = connect(i % 2 == 0 ? 3 : 5, i % 5 == 0, changes);
                clients.add(client);
                all.add(changes);
                client.subscribe("burst/+", i % 3);
            }
            for (int change = 0; change < CHANGES; change++) {
                publisher.publish("burst/" + change % KEYS, Integer.toString(change / KEYS), false);
            }
            publisher.await();
            await("all changes").untilAsserted(() -> assertThat(all)
                    .allSatisfy(changes -> assertThat(changes.count).isEqualTo(CHANGES)));
            assertThat(all).allSatisfy(changes -> assertThat(changes.problems).isEmpty());
        } finally {
            clients.forEach(Client::close);
        }
    }

    @Test
    void subscriberOfOneRowIsServedWhileFloodsRun() throws Exception {
        Rows flooded = new Rows();
        List<Received> one = new CopyOnWriteArrayList<>();
        try (Client flood = connect(5, false, flooded);
                Client other = connect(3, false, message -> {});
                Client exact = connect(3, true, one::add)) {
            flood.subscribe("orders/#", 1);
            other.subscribe("orders/#", 0);
            exact.subscribe("orders/state/7", 1);
            await("the row").until(() -> one.size() == 1);
            publisher.publishNow("orders/state/7", "{\"id\":7,\"status\":\"new\"}", true, 1);
            await("its change").until(() -> one.size() == 2);
            assertThat(one.get(0).retained()).isTrue();
            assertThat(one.get(1).retained()).isFalse();
            await("the flood's end").until(() -> flooded.count() == ROWS);
        }
    }

    @Test
    void liveMessagesComeAtTheLowerQosWithoutTheRetainFlag() {
        List<Received> received = new CopyOnWriteArrayList<>();
        try (Client client = connect(5, false, received::add)) {
            client.subscribe("chat/+", 2);
            client.subscribe("chat/low", 0);
            for (int qos = 0; qos <= 2; qos++) {
                publisher.publishNow("chat/a" + qos, "x", true, qos);
            }
            await("all").until(() -> received.size() == 3);
            assertReceived(
                    received,
                    List.of(
                            new Received("chat/a0", "x", false, 0),
                            new Received("chat/a1", "x", false, 1),
                            new Received("chat/a2", "x", false, 2)));
        }
        try (Client late = connect(3, false, received::add)) {
            received.clear();
            late.subscribe("chat/+", 2);
            await("all").until(() -> received.size() == 3);
            assertThat(received)
                    .containsExactlyInAnyOrder(
                            new Received("chat/a0", "x", true, 0),
                            new Received("chat/a1", "x", true, 1),
                            new Received("chat/a2", "x", true, 2));
        }
        for (int qos = 0; qos <= 2; qos++) {
            publisher.publishNow("chat/a" + qos, "", true, 1);
        }
    }

    @Test
    void retainHandlingAndRetainAsPublishedAreKept() {
        List<Received> received = new CopyOnWriteArrayList<>();
        try (Client client = connect(5, false, received::add)) {
            Version5 five = (Version5) client;
            five.subscribe(subscription("orders/state/1", Mqtt5RetainHandling.DO_NOT_SEND));
            five.subscribe(subscription("orders/state/2", Mqtt5RetainHandling.SEND_IF_SUBSCRIPTION_DOES_NOT_EXIST));
            five.subscribe(subscription("orders/state/2", Mqtt5RetainHandling.SEND_IF_SUBSCRIPTION_DOES_NOT_EXIST));
            five.subscribe(subscription("orders/state/3", Mqtt5RetainHandling.SEND));
            five.subscribe(subscription("orders/state/3", Mqtt5RetainHandling.SEND));
            publisher.publishNow("orders/state/1", "live", true, 1);
            await("the live one")
                    .until(() -> received.size() >= 4
                            && received.stream()
                                    .anyMatch(message -> message.payload().equals("live")));
            assertReceived(
                    received.stream().map(Received::topic).toList(),
                    List.of("orders/state/2", "orders/state/3", "orders/state/3", "orders/state/1"));
            assertThat(received).allMatch(Received::retained);
        }
        publisher.publishNow("orders/state/1", "{\"id\":1,\"status\":\"new\"}", true, 1);
    }

    private <T> void assertReceived(List<T> received, List<T> expected) {
        if (keepsOneOrder()) {
            assertThat(received).isEqualTo(expected);
        } else {
            assertThat(received).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    private static Mqtt5Subscription subscription(String filter, Mqtt5RetainHandling handling) {
        return Mqtt5Subscription.builder()
                .topicFilter(filter)
                .qos(MqttQos.AT_LEAST_ONCE)
                .retainHandling(handling)
                .retainAsPublished(true)
                .build();
    }

    /** Counts rows. Written by one thread. */
    static final class Rows implements Consumer<Received> {
        private final BitSet ids = new BitSet(ROWS);
        private volatile int count;
        private volatile int repeated;
        private volatile int unretained;
        private volatile int lowestQos = Integer.MAX_VALUE;
        private volatile int highestQos;

        @Override
        @SuppressWarnings("NonAtomicVolatileUpdate") // by one thread
        public void accept(Received message) {
            int id = Integer.parseInt(message.topic().substring("orders/state/".length()));
            if (ids.get(id)) {
                repeated++;
            } else {
                ids.set(id);
                unretained += message.retained() ? 0 : 1;
                lowestQos = Math.min(lowestQos, message.qos());
                highestQos = Math.max(highestQos, message.qos());
                count++;
            }
        }

        int count() {
            return count;
        }
    }

    /** Checks that the changes of each key come one after the other. Written by one thread. */
    private static final class Changes implements Consumer<Received> {
        private final int[] next = new int[KEYS];
        private final List<Received> problems = new CopyOnWriteArrayList<>();
        private volatile int count;

        @Override
        @SuppressWarnings("NonAtomicVolatileUpdate") // by one thread
        public void accept(Received message) {
            int key = Integer.parseInt(message.topic().substring("burst/".length()));
            if (Integer.parseInt(message.payload()) != next[key]++ || message.retained()) {
                problems.add(message);
            }
            count++;
        }
    }
}
