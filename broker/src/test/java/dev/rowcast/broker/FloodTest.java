package dev.rowcast.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class FloodTest {
    private static final int ROWS = 100_000;
    private static final int WINDOW = 1000;
    private static final Path MOSQUITTO_SUB = Path.of("/usr/bin/mosquitto_sub");
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private static TestingBroker broker;
    private static final List<Integer> ACKNOWLEDGED = new java.util.ArrayList<>();

    @BeforeAll
    static void retainManyRows() throws Exception {
        broker = new TestingBroker();
        Mqtt5AsyncClient publisher = broker.publisher();
        Queue<Integer> acknowledged = new ConcurrentLinkedQueue<>();
        Semaphore window = new Semaphore(WINDOW);
        CompletableFuture<?> last = CompletableFuture.completedFuture(null);
        for (int i = 0; i < ROWS; i++) {
            int row = i;
            assertThat(window.tryAcquire(TIMEOUT.toSeconds(), TimeUnit.SECONDS)).isTrue();
            last = publisher
                    .publishWith()
                    .topic("orders/state/" + row)
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .retain(true)
                    .payload(("{\"id\":" + row + ",\"status\":\"new\"}").getBytes(UTF_8))
                    .send()
                    .thenRun(() -> {
                        acknowledged.add(row);
                        window.release();
                    });
        }
        last.join();
        ACKNOWLEDGED.addAll(acknowledged);
    }

    @AfterAll
    static void stop() throws Exception {
        broker.close();
    }

    @Test
    void acknowledgesInOrderUnderAWindow() {
        assertThat(ACKNOWLEDGED).isEqualTo(IntStream.range(0, ROWS).boxed().toList());
    }

    @Test
    void allRetainedRowsReachASubscriberAtQos0() {
        AtomicInteger retained = new AtomicInteger();
        broker.anonymous5(false)
                .subscribeWith()
                .topicFilter("orders/state/+")
                .qos(MqttQos.AT_MOST_ONCE)
                .callback(publish -> retained.addAndGet(publish.isRetain() ? 1 : 0))
                .send()
                .join();
        Awaitility.await().atMost(TIMEOUT).untilAsserted(() -> assertThat(retained)
                .hasValue(ROWS));
    }

    @Test
    void allRetainedRowsReachPlainMosquittoSub() throws Exception {
        assumeTrue(Files.isExecutable(MOSQUITTO_SUB), "SKIPPED: mosquitto_sub is not installed");
        Process subscriber = new ProcessBuilder(
                        MOSQUITTO_SUB.toString(),
                        "-p",
                        Integer.toString(broker.mqttPort()),
                        "-t",
                        "orders/state/#",
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
}
