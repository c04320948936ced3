package dev.rowcast.broker;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * Clients that send anything, beside a publisher and subscribers that must be served all the time. Other rounds:
 * {@code -Drowcast.fuzz.seed=… -Drowcast.fuzz.seconds=…}.
 */
final class FuzzTest {
    private static final long SEED = Long.getLong("rowcast.fuzz.seed", System.nanoTime());
    private static final Duration LENGTH = Duration.ofSeconds(Integer.getInteger("rowcast.fuzz.seconds", 12));
    private static final int ATTACKERS = 3;

    private final ResourceLeakDetector.Level formerLevel = ResourceLeakDetector.getLevel();
    private final ListAppender<ILoggingEvent> leaks = new ListAppender<>();

    @BeforeEach
    void watchForLeaks() {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        leaks.start();
        leakLogger().addAppender(leaks);
    }

    @AfterEach
    void stopWatching() {
        leakLogger().detachAppender(leaks);
        ResourceLeakDetector.setLevel(formerLevel);
    }

    private static Logger leakLogger() {
        return (Logger) LoggerFactory.getLogger(ResourceLeakDetector.class);
    }

    @Test
    void servesTheWellBehavedWhateverOthersSend() throws Exception {
        System.out.println("rowcast.fuzz.seed=" + SEED);
        ExecutorService attackers = Executors.newFixedThreadPool(ATTACKERS);
        try (TestingBroker broker = new TestingBroker()) {
            Received byEveryone = Received.by(broker.anonymous3(true), "orders/#");
            Received byTheCurious = Received.by(broker.anonymous5(false), "orders/#");
            Mqtt5AsyncClient poisonable = broker.anonymous5(false);
            Received.by(poisonable, "#");
            List<Thread> loops = sessionThreads();
            Mqtt5AsyncClient publisher = broker.publisher();
            long end = System.nanoTime() + LENGTH.toNanos();
            List<Future<Integer>> attacks = new ArrayList<>();
            for (int i = 0; i < ATTACKERS; i++) {
                SplittableRandom random = new SplittableRandom(SEED + i);
                attacks.add(attackers.submit(() -> attack(broker.broker(), random, end)));
            }
            int sent = 0;
            while (System.nanoTime() < end) {
                publish(publisher, "orders/updated/" + sent++);
                byEveryone.await(sent);
                byTheCurious.await(sent);
                assertThat(broker.broker().failure()).as("seed " + SEED).isEmpty();
                assertThat(loops).as("seed " + SEED).allMatch(Thread::isAlive);
            }
            int rounds = 0;
            for (Future<Integer> attack : attacks) {
                rounds += attack.get(60, TimeUnit.SECONDS);
            }
            publish(publisher, "orders/updated/last");
            byEveryone.await(sent + 1);
            assertThat(broker.broker().failure()).as("seed " + SEED).isEmpty();
            assertThat(loops).as("seed " + SEED).allMatch(Thread::isAlive);
            assertThat(poisonable.getState().isConnected())
                    .as("a subscriber to everything stays, seed " + SEED)
                    .isTrue();
            assertThat(rounds).isGreaterThan(20);
            System.out.println(rounds + " rounds, " + sent + " messages");
        } finally {
            attackers.shutdownNow();
        }
        provokeLeakReports();
        assertThat(leaks.list)
                .as("leaks, seed " + SEED)
                .extracting(ILoggingEvent::getFormattedMessage)
                .isEmpty();
    }

    private static List<Thread> sessionThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("Session Executor "))
                .toList();
    }

    private static void publish(Mqtt5AsyncClient publisher, String topic) {
        publisher
                .publishWith()
                .topic(topic)
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(new byte[] {'x'})
                .send()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    private static int attack(EmbeddedBroker broker, SplittableRandom random, long end) throws IOException {
        int rounds = 0;
        while (System.nanoTime() < end) {
            attackOnce(broker, random);
            rounds++;
        }
        return rounds;
    }

    private static void attackOnce(EmbeddedBroker broker, SplittableRandom random) throws IOException {
        PacketFuzzer fuzzer = new PacketFuzzer(random);
        boolean webSocket = random.nextInt(3) == 0;
        boolean version5 = random.nextBoolean();
        Wire wire;
        try {
            wire = new Wire(webSocket ? broker.webSocketPort() : broker.mqttPort(), webSocket);
        } catch (SocketTimeoutException e) {
            throw new IOException("the broker does not accept connections any more", e);
        }
        try (wire) {
            if (random.nextInt(8) > 0) {
                wire.send(fuzzer.goodConnect(version5, "fuzz" + random.nextInt(5)));
                if (random.nextBoolean()) {
                    drain(wire, 200);
                }
            }
            for (int i = random.nextInt(12); i >= 0; i--) {
                send(wire, fuzzer.any(version5), random);
            }
            if (random.nextInt(4) > 0) {
                drain(wire, 30);
            }
            if (random.nextInt(3) == 0) {
                wire.cut();
            }
        } catch (IOException e) {
            // closed by the broker, which is its right
        }
    }

    private static void send(Wire wire, byte[] packet, SplittableRandom random) throws IOException {
        int cut = packet.length > 1 && random.nextInt(4) == 0 ? random.nextInt(1, packet.length) : packet.length;
        wire.send(Arrays.copyOf(packet, cut));
        if (cut < packet.length) {
            wire.send(Arrays.copyOfRange(packet, cut, packet.length));
        }
    }

    private static void drain(Wire wire, int timeoutMillis) throws IOException {
        try {
            wire.read(timeoutMillis);
        } catch (SocketTimeoutException e) {
            // nothing was to be said
        }
    }

    /** Netty reports a leak when it tracks another buffer after the garbage collector has found the leaked one. */
    private static void provokeLeakReports() {
        for (int i = 0; i < 5; i++) {
            System.gc();
            for (int n = 0; n < 1000; n++) {
                PooledByteBufAllocator.DEFAULT.buffer().release();
            }
        }
    }
}
