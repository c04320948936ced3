package dev.rowcast.bench.catchup;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.message.auth.Mqtt5SimpleAuth;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult;
import io.reactivex.schedulers.Schedulers;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The ceiling: what the MQTT client sends when there is nothing else to do. Sends recorded messages with as many unacknowledged as
 * Rowcast has, prints how many, and waits to be ended. Arguments: the broker, the recording.
 */
public final class Replay {
    private static final int WINDOW = 1_000;
    private static final int LIMIT_SECONDS = 20;

    private Replay() {}

    public static void main(String[] arguments) throws Exception {
        URI broker = URI.create(arguments[0]);
        Recording recording = Recording.load(Path.of(arguments[1]));
        Mqtt5AsyncClient client = MqttClient.builder()
                .useMqttVersion5()
                .identifier("catchup-ceiling")
                .serverHost(broker.getHost())
                .serverPort(broker.getPort())
                .simpleAuth(Mqtt5SimpleAuth.builder()
                        .username(BrokerProcess.PUBLISHER.username())
                        .password(BrokerProcess.PUBLISHER.password().getBytes(StandardCharsets.UTF_8))
                        .build())
                .executorConfig()
                .applicationScheduler(Schedulers.trampoline())
                .nettyThreads(1)
                .applyExecutorConfig()
                .buildAsync();
        client.connectWith().cleanStart(true).sessionExpiryInterval(0).send().get(LIMIT_SECONDS, TimeUnit.SECONDS);
        System.out.println("published " + send(recording, client));
        Thread.currentThread().join();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the outcome goes to settle
    private static long send(Recording recording, Mqtt5AsyncClient client) throws InterruptedException {
        Semaphore window = new Semaphore(WINDOW);
        long sent = 0;
        while (recording.hasNext()) {
            window.acquire();
            client.publish(recording.next()).whenComplete((result, thrown) -> settle(window, result, thrown));
            sent++;
        }
        window.acquire(WINDOW);
        return sent;
    }

    /** What is not acknowledged keeps its place, so that nothing is counted that was not taken. */
    private static void settle(Semaphore window, @Nullable Mqtt5PublishResult result, @Nullable Throwable thrown) {
        if (result != null && result.getError().isEmpty()) {
            window.release();
        } else {
            System.err.println("not published: "
                    + (result == null ? thrown : result.getError().orElseThrow()));
        }
    }
}
