package dev.rowcast.examples.follower;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientBuilder;
import com.hivemq.client.mqtt.mqtt5.message.auth.Mqtt5SimpleAuth;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5Connect;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5ConnectBuilder;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscribe;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a broker, in MQTT 5, that follows one table: first what is retained, then what happens. The session
 * begins and ends with the connection, for the retained state makes up for what was missed. A connection that is lost
 * stays lost: close it, and {@link #connect} again. One thread; messages arrive on the client's.
 */
public final class Follower implements AutoCloseable {
    private static final String STATUS = "rowcast/status";
    private static final String INFO = "rowcast/info";
    private static final String PROBES = "rowcast/probe/";
    private static final int KEEP_ALIVE_SECONDS = 10;
    private static final long CLOSE_SECONDS = 5;

    private final FollowerSettings settings;
    private final Mqtt5AsyncClient client;
    private final CompletableFuture<Void> lost = new CompletableFuture<>();
    /** The broker sends no more ahead of acknowledgements than fits. */
    private final BlockingQueue<Mqtt5Publish> arrived;

    private final Wholeness wholeness;
    private OptionalLong rows = OptionalLong.empty();

    private Follower(FollowerSettings settings) {
        this.settings = settings;
        arrived = new ArrayBlockingQueue<>(settings.receiveMaximum());
        wholeness = new Wholeness(System.nanoTime());
        Mqtt5ClientBuilder builder = MqttClient.builder()
                .useMqttVersion5()
                .serverHost(settings.broker().getHost())
                .serverPort(settings.port())
                .addDisconnectedListener(context -> lost.completeExceptionally(context.getCause()));
        client = (settings.encrypted() ? builder.sslWithDefaultConfig() : builder).buildAsync();
    }

    /** Returns when the broker has accepted the subscriptions. */
    public static Follower connect(FollowerSettings settings) throws BrokerUnavailableException, InterruptedException {
        Follower follower = new Follower(settings);
        boolean subscribed = false;
        try {
            follower.client.publishes(MqttGlobalPublishFilter.ALL, follower::arrived, true);
            follower.await(follower.client.connect(follower.request()));
            follower.await(follower.client.subscribe(follower.subscriptions()));
            subscribed = true;
            return follower;
        } finally {
            if (!subscribed) {
                follower.close();
            }
        }
    }

    private void await(CompletableFuture<?> answer) throws BrokerUnavailableException, InterruptedException {
        try {
            answer.get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw unavailable(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw unavailable(new TimeoutException("no answer within " + settings.timeout()));
        }
    }

    private BrokerUnavailableException unavailable(Throwable cause) {
        return new BrokerUnavailableException(
                "The broker " + settings.broker() + " is unavailable: " + cause.getMessage(), cause);
    }

    private Mqtt5Connect request() {
        Mqtt5ConnectBuilder request = Mqtt5Connect.builder()
                .cleanStart(true)
                .sessionExpiryInterval(0)
                .keepAlive(KEEP_ALIVE_SECONDS)
                .restrictions()
                .receiveMaximum(settings.receiveMaximum())
                .applyRestrictions();
        if (settings.username() == null) {
            return request.build();
        }
        byte[] password =
                settings.password() == null ? new byte[0] : settings.password().getBytes(UTF_8);
        return request.simpleAuth(Mqtt5SimpleAuth.builder()
                        .username(settings.username())
                        .password(password)
                        .build())
                .build();
    }

    /** One packet, and one QoS: so probes wait behind retained rows. */
    private Mqtt5Subscribe subscriptions() {
        List<Mqtt5Subscription> filters = List.of(STATUS, INFO, settings.table() + "/+/+", PROBES + "+").stream()
                .map(filter -> Mqtt5Subscription.builder()
                        .topicFilter(filter)
                        .qos(MqttQos.AT_LEAST_ONCE)
                        .build())
                .toList();
        return Mqtt5Subscribe.builder().addSubscriptions(filters).build();
    }

    /** The client's thread. */
    private void arrived(Mqtt5Publish message) {
        if (!arrived.offer(message)) {
            lost.completeExceptionally(new IllegalStateException(
                    "it sends more than the " + settings.receiveMaximum() + " messages that it may send ahead"));
        }
    }

    /**
     * Waits until something comes, and takes what is there.
     *
     * @param most how many messages, from 1
     * @param waitMillis how long to wait for the first
     * @throws BrokerUnavailableException if the connection is lost; what was not acknowledged comes again
     */
    public Batch poll(int most, long waitMillis)
            throws BrokerUnavailableException, ContractException, InterruptedException {
        List<Mqtt5Publish> messages = new ArrayList<>();
        Mqtt5Publish first = arrived.poll(waitMillis, TimeUnit.MILLISECONDS);
        if (lost.isDone()) {
            await(lost);
        }
        if (first != null) {
            messages.add(first);
            arrived.drainTo(messages, most - 1);
        }
        List<Change> changes = new ArrayList<>();
        for (Mqtt5Publish message : messages) {
            Change change = read(message);
            if (change != null) {
                changes.add(change);
            }
        }
        return new Batch(messages, changes);
    }

    private @Nullable Change read(Mqtt5Publish message) throws ContractException {
        String topic = message.getTopic().toString();
        if (topic.startsWith(PROBES)) {
            wholeness.probe(System.nanoTime());
        } else if (topic.equals(STATUS)) {
            wholeness.status(new String(message.getPayloadAsBytes(), UTF_8));
        } else if (topic.equals(INFO)) {
            readInfo(message.getPayloadAsBytes());
        } else {
            if (message.isRetain()) {
                wholeness.retained(System.nanoTime());
            }
            return MessageReader.change(message);
        }
        return null;
    }

    private void readInfo(byte[] payload) throws ContractException {
        if (payload.length == 0) {
            return;
        }
        ObjectNode info = Json.object(INFO, payload);
        wholeness.phase(info.path("phase").asText());
        rows = OptionalLong.empty();
        for (JsonNode table : info.path("tables")) {
            if (table.path("table").asText().equals(settings.table())
                    && table.path("rows").isIntegralNumber()) {
                rows = OptionalLong.of(table.path("rows").longValue());
            }
        }
    }

    /** Whether every row that there was has been in a batch; what changes from there on will be. */
    public boolean isWhole() {
        return wholeness.isWhole();
    }

    /** How many rows the table had when Rowcast last told it, if it does: a few seconds ago. */
    public OptionalLong rows() {
        return rows;
    }

    @Override
    public void close() {
        if (!client.getState().isConnectedOrReconnect()) {
            return;
        }
        try {
            client.disconnect().get(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // lost already
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
