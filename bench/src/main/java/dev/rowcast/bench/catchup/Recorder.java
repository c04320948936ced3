package dev.rowcast.bench.catchup;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5RetainHandling;
import io.reactivex.schedulers.Schedulers;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Writes what is published of {@code orders} to a file, up to the event of the sentinel. The client's thread writes. */
final class Recorder implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final DataOutputStream out;
    private final String end;
    private final Mqtt5AsyncClient client;
    private final CompletableFuture<Void> complete = new CompletableFuture<>();

    private Recorder(DataOutputStream out, String end, Mqtt5AsyncClient client) {
        this.out = out;
        this.end = end;
        this.client = client;
    }

    /** What is retained already is not recorded. */
    static Recorder start(URI broker, Workload workload, Path file)
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        Mqtt5AsyncClient client = MqttClient.builder()
                .useMqttVersion5()
                .serverHost(broker.getHost())
                .serverPort(broker.getPort())
                .executorConfig()
                .applicationScheduler(Schedulers.trampoline())
                .applyExecutorConfig()
                .buildAsync();
        Recorder recorder = new Recorder(
                new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file))),
                "orders/inserted/" + workload.sentinel(),
                client);
        client.publishes(MqttGlobalPublishFilter.ALL, recorder::write);
        client.connect().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        client.subscribeWith()
                .topicFilter("orders/#")
                .qos(MqttQos.AT_LEAST_ONCE)
                .retainHandling(Mqtt5RetainHandling.DO_NOT_SEND)
                .retainAsPublished(true)
                .send()
                .get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        return recorder;
    }

    private void write(Mqtt5Publish message) {
        try {
            Recording.write(out, message);
            if (message.getTopic().toString().equals(end)) {
                complete.complete(null);
            }
        } catch (IOException e) {
            complete.completeExceptionally(e);
        }
    }

    /** Waits for the sentinel. */
    void awaitEnd(Duration limit) throws InterruptedException, ExecutionException, TimeoutException {
        complete.get(limit.toSeconds(), TimeUnit.SECONDS);
    }

    @Override
    public void close() throws IOException {
        client.disconnect()
                .exceptionally(lost -> null)
                .completeOnTimeout(null, LIMIT.toSeconds(), TimeUnit.SECONDS)
                .join();
        out.close();
    }
}
