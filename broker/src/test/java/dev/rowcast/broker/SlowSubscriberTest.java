package dev.rowcast.broker;

import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5DisconnectException;
import com.hivemq.client.mqtt.mqtt5.lifecycle.Mqtt5ClientDisconnectedContext;
import com.hivemq.client.mqtt.mqtt5.message.disconnect.Mqtt5DisconnectReasonCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SlowSubscriberTest {
    private static final int MESSAGES = 20_000;
    private static final int MESSAGE_BYTES = 1000;
    private static final int WINDOW = 1000;
    private static final int STUCK = 50;
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void isClosedPastItsBytesWhileOthersGetEverything(int qos) throws Exception {
        SubscriberLimits limits = SubscriberLimits.defaults().withMaxUnreadBytes(4 << 20);
        try (TestingBroker broker = within(limits)) {
            RawClient slow = broker.raw();
            slow.connect("slow", null);
            slow.subscribe("orders/#", qos);
            Semaphore window = new Semaphore(WINDOW);
            AtomicInteger delivered = reader(broker, window);
            publish(broker, window);
            awaitAll(delivered);
            slow.awaitClosed();
            assertThat(broker.broker().figures().slowClientsClosed()).isEqualTo(1);
            assertThat(broker.broker().figures().backlogBytes()).isZero();
            assertThat(broker.broker().failure()).isEmpty();
        }
    }

    @Test
    void fiftyThatAreStuckTakeNoMoreMemoryThanAllMay() throws Exception {
        int total = 16 << 20;
        SubscriberLimits limits = new SubscriberLimits(8 << 20, total, Duration.ofMinutes(1));
        try (TestingBroker broker = within(limits)) {
            List<RawClient> stuck = new ArrayList<>();
            for (int i = 0; i < STUCK; i++) {
                RawClient client = broker.raw();
                client.connect("stuck" + i, null);
                client.subscribe("orders/#", i % 2);
                stuck.add(client);
            }
            Semaphore window = new Semaphore(WINDOW / 10);
            AtomicInteger delivered = reader(broker, window);
            long highest = publish(broker, window);
            awaitAll(delivered);
            for (RawClient client : stuck) {
                client.awaitClosed();
            }
            assertThat(broker.broker().figures().slowClientsClosed()).isEqualTo(STUCK);
            assertThat(highest).isBetween(1L, 2L * total);
            assertThat(broker.broker().failure()).isEmpty();
        }
    }

    @Test
    void isToldTheReasonWhenItAcknowledgesNothing() throws Exception {
        SubscriberLimits limits = SubscriberLimits.defaults().withMaxStall(Duration.ofSeconds(1));
        try (TestingBroker broker = within(limits)) {
            AtomicReference<Throwable> end = new AtomicReference<>();
            Mqtt5AsyncClient silent = broker.builder5(false)
                    .addDisconnectedListener(context -> end.set(((Mqtt5ClientDisconnectedContext) context).getCause()))
                    .buildAsync();
            silent.connect().join();
            silent.subscribeWith()
                    .topicFilter("orders/#")
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .callback(message -> {})
                    .manualAcknowledgement(true)
                    .send()
                    .join();
            broker.publisher()
                    .publishWith()
                    .topic("orders/updated/1")
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .send()
                    .join();
            Awaitility.await().atMost(TIMEOUT).until(() -> end.get() != null);
            assertThat(end.get()).isInstanceOfSatisfying(Mqtt5DisconnectException.class, reason -> assertThat(
                            reason.getMqttMessage().getReasonCode())
                    .isEqualTo(Mqtt5DisconnectReasonCode.QUOTA_EXCEEDED));
            assertThat(broker.broker().figures().slowClientsClosed()).isEqualTo(1);
        }
    }

    @Test
    void isClosedWhenItReadsNothingForTooLong() throws Exception {
        SubscriberLimits limits = SubscriberLimits.defaults().withMaxStall(Duration.ofSeconds(1));
        try (TestingBroker broker = within(limits)) {
            RawClient stuck = broker.raw();
            stuck.connect("stuck", null);
            stuck.subscribe("orders/#", 0);
            publish(broker, new Semaphore(MESSAGES));
            Awaitility.await().atMost(TIMEOUT).untilAsserted(() -> assertThat(
                            broker.broker().figures().slowClientsClosed())
                    .isEqualTo(1));
            stuck.awaitClosed();
        }
    }

    private static TestingBroker within(SubscriberLimits limits) throws BrokerStartException {
        return new TestingBroker(TestingBroker.SETTINGS.within(new ClientLimits(1 << 20), limits));
    }

    /** A subscriber that reads, and widens the window with every message. */
    private static AtomicInteger reader(TestingBroker broker, Semaphore window) {
        AtomicInteger delivered = new AtomicInteger();
        broker.anonymous5(false)
                .subscribeWith()
                .topicFilter("orders/#")
                .qos(MqttQos.AT_MOST_ONCE)
                .callback(publish -> {
                    delivered.incrementAndGet();
                    window.release();
                })
                .send()
                .join();
        return delivered;
    }

    private static void awaitAll(AtomicInteger delivered) {
        Awaitility.await().atMost(TIMEOUT).untilAsserted(() -> assertThat(delivered)
                .hasValue(MESSAGES));
    }

    /** Publishes as fast as the window permits; returns the largest backlog on the way, in bytes. */
    private static long publish(TestingBroker broker, Semaphore window) throws InterruptedException {
        Mqtt5AsyncClient publisher = broker.publisher();
        CompletableFuture<?> last = CompletableFuture.completedFuture(null);
        long highest = 0;
        for (int i = 0; i < MESSAGES; i++) {
            assertThat(window.tryAcquire(TIMEOUT.toSeconds(), TimeUnit.SECONDS)).isTrue();
            last = publisher
                    .publishWith()
                    .topic("orders/updated/" + i)
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .payload(new byte[MESSAGE_BYTES])
                    .send();
            highest = Math.max(highest, broker.broker().figures().backlogBytes());
        }
        last.join();
        return highest;
    }
}
