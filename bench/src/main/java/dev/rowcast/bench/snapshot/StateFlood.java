package dev.rowcast.bench.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.datatypes.Mqtt5UserProperties;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PayloadFormatIndicator;
import io.reactivex.schedulers.Schedulers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;

/**
 * The state of so many rows, from memory: the same client, set up as Rowcast sets it up, the same window, topics, properties, and
 * rows of the same length. Arguments: the broker's port, the rows. It stays connected until it is ended.
 */
public final class StateFlood {
    private static final int MOST_IN_FLIGHT = 1_000;
    private static final Mqtt5UserProperties PROPERTIES = Mqtt5UserProperties.builder()
            .add("version", "019ea3d7c1b4-00000003-0000003dce-00000001")
            .build();
    private static final String ROW_BEFORE_ID = "{\"id\":";
    private static final String ROW_BEHIND_ID =
            """
            ,"customer_name":"Customer 123456","product_name":"Product 123","quantity":0,"total":"19.90","status":"pending",\
            "created_at":"2026-11-20T09:12:00.123Z","updated_at":"2026-11-20T09:14:31.001Z"}""";

    private StateFlood() {}

    @SuppressWarnings("FutureReturnValueIgnored") // failures go to a future of all
    public static void main(String[] arguments) throws Exception {
        Mqtt5AsyncClient client = MqttClient.builder()
                .useMqttVersion5()
                .serverHost("127.0.0.1")
                .serverPort(Integer.parseInt(arguments[0]))
                .executorConfig()
                .applicationScheduler(Schedulers.trampoline())
                .nettyThreads(1)
                .applyExecutorConfig()
                .buildAsync();
        client.toBlocking().connect();
        Semaphore window = new Semaphore(MOST_IN_FLIGHT);
        int rows = Integer.parseInt(arguments[1]);
        CompletableFuture<Void> failed = new CompletableFuture<>();
        for (int id = 1; id <= rows && !failed.isDone(); id++) {
            window.acquire();
            publish(client, id).whenComplete((acknowledged, failure) -> {
                if (failure != null) {
                    failed.completeExceptionally(failure);
                }
                window.release();
            });
        }
        window.acquire(MOST_IN_FLIGHT);
        failed.getNow(null);
    }

    private static CompletableFuture<?> publish(Mqtt5AsyncClient client, int id) {
        return client.publishWith()
                .topic("orders/state/" + id)
                .qos(MqttQos.AT_LEAST_ONCE)
                .retain(true)
                .payload((ROW_BEFORE_ID + id + ROW_BEHIND_ID).getBytes(UTF_8))
                .payloadFormatIndicator(Mqtt5PayloadFormatIndicator.UTF_8)
                .contentType("application/json")
                .userProperties(PROPERTIES)
                .send();
    }
}
