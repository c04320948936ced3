package dev.rowcast.bench.rig;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An MQTT client that gets what it subscribes to at QoS 1, and says when it came. One thread takes. */
public final class Arrivals implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Mqtt5AsyncClient client;
    private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();

    /**
     * A message.
     *
     * @param retained whether it was there before the subscription
     * @param nanoTime when it came, as {@link System#nanoTime()} tells
     */
    public record Arrival(String topic, boolean retained, long nanoTime) {}

    private Arrivals(Mqtt5AsyncClient client) {
        this.client = client;
    }

    /** Connects, without any subscription. */
    public static Arrivals connect(URI broker) throws IOException, InterruptedException {
        Mqtt5AsyncClient client = MqttClient.builder()
                .useMqttVersion5()
                .serverHost(broker.getHost())
                .serverPort(broker.getPort())
                .buildAsync();
        Arrivals arrivals = new Arrivals(client);
        client.publishes(MqttGlobalPublishFilter.ALL, arrivals::add);
        try {
            client.connect().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("no connection to " + broker, e);
        }
        return arrivals;
    }

    private void add(Mqtt5Publish publish) {
        arrivals.add(new Arrival(publish.getTopic().toString(), publish.isRetain(), System.nanoTime()));
    }

    /** Returns when the broker has acknowledged the subscription. */
    public void subscribe(String filter) throws IOException, InterruptedException {
        try {
            client.subscribeWith()
                    .topicFilter(filter)
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .send()
                    .get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("no subscription of " + filter, e);
        }
    }

    /**
     * The next message, in the order of their coming.
     *
     * @throws IOException if none comes in time
     */
    public Arrival next(Duration limit) throws IOException, InterruptedException {
        Arrival arrival = arrivals.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
        if (arrival == null) {
            throw new IOException("no message in " + limit + ", and the client is " + client.getState());
        }
        return arrival;
    }

    /** If the broker has ended already, the connection has too. */
    @Override
    public void close() {
        client.disconnect()
                .exceptionally(failed -> null)
                .completeOnTimeout(null, LIMIT.toSeconds(), TimeUnit.SECONDS)
                .join();
    }
}
