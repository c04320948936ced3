package dev.rowcast.bench.polling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscription;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** MQTT clients that get every event of the table at QoS 1. They ask once, when they subscribe. */
final class Subscribers implements Clients {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final List<Mqtt5Subscription> EVENTS = Stream.of("inserted", "updated", "deleted")
            .map(event -> Mqtt5Subscription.builder()
                    .topicFilter("orders/" + event + "/+")
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .build())
            .toList();

    private final Sightings sightings;
    private final Tally tally = new Tally();
    private final List<Mqtt5AsyncClient> clients = new ArrayList<>();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    private Subscribers(Truth truth) {
        sightings = new Sightings(truth);
    }

    static Subscribers connect(URI broker, Truth truth, int count)
            throws InterruptedException, ExecutionException, TimeoutException {
        Subscribers subscribers = new Subscribers(truth);
        boolean connected = false;
        try {
            for (int i = 0; i < count; i++) {
                subscribers.subscribe(broker, i == 0 ? subscribers.sightings : new Sightings(truth));
            }
            connected = true;
            return subscribers;
        } finally {
            if (!connected) {
                subscribers.close();
            }
        }
    }

    private void subscribe(URI broker, Sightings seen)
            throws InterruptedException, ExecutionException, TimeoutException {
        Mqtt5AsyncClient client = MqttClient.builder()
                .useMqttVersion5()
                .serverHost(broker.getHost())
                .serverPort(broker.getPort())
                .buildAsync();
        clients.add(client);
        client.publishes(MqttGlobalPublishFilter.ALL, publish -> receive(publish, seen));
        client.connect().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        client.subscribeWith().addSubscriptions(EVENTS).send().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        tally.request();
    }

    private void receive(Mqtt5Publish publish, Sightings seen) {
        try {
            JsonNode event = JSON.readTree(publish.getPayloadAsBytes());
            if (event.path("op").asText().equals("delete")) {
                seen.deletion(event.path("key").path("id").asLong());
            } else {
                seen.row(event.path("after").path("quantity").asInt());
            }
            tally.message();
        } catch (IOException e) {
            failure.compareAndSet(null, e);
        }
    }

    /** Nothing has to be asked. */
    @Override
    public void start() {}

    @Override
    public void stop() {
        Throwable thrown = failure.get();
        if (thrown != null) {
            throw new IllegalStateException("a subscriber has failed", thrown);
        }
        if (clients.stream().anyMatch(client -> !client.getState().isConnected())) {
            throw new IllegalStateException("a subscriber has lost its connection");
        }
    }

    @Override
    public Sightings sightings() {
        return sightings;
    }

    @Override
    public Tally tally() {
        return tally;
    }

    /** Those that have lost their connection, or lose it now, are gone too. */
    @Override
    public void close() {
        CompletableFuture.allOf(clients.stream()
                        .map(client -> client.disconnect().exceptionally(failed -> null))
                        .toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, LIMIT.toSeconds(), TimeUnit.SECONDS)
                .join();
    }
}
