package dev.rowcast.broker;

import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

final class SlowSubscriberTest {
    private static final int MESSAGES = 20_000;
    private static final int MESSAGE_BYTES = 1000;

    @Test
    void isClosedPastTheMarkWhileOthersGetEverything() throws Exception {
        BrokerSettings settings = TestingBroker.SETTINGS.within(
                new ClientLimits(1 << 20), SubscriberLimits.defaults().withMaxUnreadBytes(4 << 20));
        try (TestingBroker broker = new TestingBroker(settings)) {
            RawClient slow = broker.raw();
            slow.connect("slow", null);
            slow.subscribe("orders/#", 0);
            AtomicInteger delivered = new AtomicInteger();
            broker.anonymous5(false)
                    .subscribeWith()
                    .topicFilter("orders/#")
                    .qos(MqttQos.AT_MOST_ONCE)
                    .callback(publish -> delivered.incrementAndGet())
                    .send()
                    .join();
            publish(broker.publisher());
            Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(delivered)
                    .hasValue(MESSAGES));
            slow.awaitClosed();
            assertThat(broker.broker().failure()).isEmpty();
        }
    }

    private static void publish(Mqtt5AsyncClient publisher) throws InterruptedException {
        Semaphore window = new Semaphore(1000);
        CompletableFuture<Void> last = CompletableFuture.completedFuture(null);
        for (int i = 0; i < MESSAGES; i++) {
            assertThat(window.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
            last = publisher
                    .publishWith()
                    .topic("orders/updated/" + i)
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .payload(new byte[MESSAGE_BYTES])
                    .send()
                    .thenRun(window::release);
        }
        last.join();
    }
}
