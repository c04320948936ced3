package dev.rowcast.torture;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.lifecycle.Mqtt5ClientConnectedContext;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import dev.rowcast.broker.EmbeddedBroker;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * A subscriber with a session that outlives its connections, at QoS 1, which records every event and what follows from the
 * state it gets. It reconnects by itself. Any thread.
 */
final class DurableRecorder implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final long SESSION_EXPIRY_SECONDS = 7200;
    private static final ObjectMapper JSON = new ObjectMapper();

    static {
        // a test with the embedded broker may follow in this JVM
        EmbeddedBroker.prepareNetty();
    }

    private final Mqtt5AsyncClient client;
    private final List<Event> events = new ArrayList<>();
    private final Map<String, State> states = new TreeMap<>();
    private final Set<String> gaps = new TreeSet<>();
    private final List<String> problems = new ArrayList<>();
    private boolean connectedBefore;
    private long received;

    /**
     * An event, as little of it as is needed.
     *
     * @param key the order's
     * @param text as in the {@link Ledger}: the operation and the mark
     */
    record Event(long key, String text, String version) {}

    private record State(String version, String payload) {}

    private DurableRecorder(URI broker) {
        client = MqttClient.builder()
                .useMqttVersion5()
                .identifier("recorder-" + UUID.randomUUID())
                .serverHost(broker.getHost())
                .serverPort(broker.getPort())
                .automaticReconnect()
                .initialDelay(100, TimeUnit.MILLISECONDS)
                .maxDelay(500, TimeUnit.MILLISECONDS)
                .applyAutomaticReconnect()
                .addConnectedListener(context -> connected((Mqtt5ClientConnectedContext) context))
                .buildAsync();
    }

    /** Returns when the broker has accepted the subscriptions. */
    static DurableRecorder connect(URI broker) throws Exception {
        DurableRecorder recorder = new DurableRecorder(broker);
        recorder.client.publishes(MqttGlobalPublishFilter.ALL, recorder::take);
        recorder.client
                .connectWith()
                .cleanStart(false)
                .sessionExpiryInterval(SESSION_EXPIRY_SECONDS)
                .send()
                .get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        for (String filter : List.of("orders/#", "rowcast/info")) {
            recorder.client
                    .subscribeWith()
                    .topicFilter(filter)
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .send()
                    .get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        }
        return recorder;
    }

    private synchronized void connected(Mqtt5ClientConnectedContext context) {
        if (connectedBefore && !context.getConnAck().isSessionPresent()) {
            problems.add("the broker has forgotten the recorder's session");
        }
        connectedBefore = true;
    }

    private synchronized void take(Mqtt5Publish message) {
        String topic = message.getTopic().toString();
        String payload = new String(message.getPayloadAsBytes(), UTF_8);
        try {
            if (topic.equals("rowcast/info")) {
                takeInfo(JSON.readTree(payload));
            } else if (topic.startsWith("orders/state/")) {
                takeState(topic, version(message), payload);
            } else {
                takeEvent(topic, JSON.readTree(payload));
            }
        } catch (JsonProcessingException e) {
            problems.add("no JSON on " + topic + ": " + payload);
        }
    }

    private void takeInfo(JsonNode info) {
        JsonNode gap = info.get("last_gap");
        if (!gap.isNull()) {
            gaps.add(gap.toString());
        }
    }

    /** Drops what is not newer. A topic that is cleared without a version is one that no row has any more. */
    private void takeState(String topic, @Nullable String version, String payload) {
        State last = states.get(topic);
        if (version == null) {
            if (!payload.isEmpty()) {
                problems.add("no version on " + topic + ": " + payload);
            }
            states.remove(topic);
        } else if (last == null || version.compareTo(last.version()) > 0) {
            states.put(topic, new State(version, payload));
        }
    }

    private void takeEvent(String topic, JsonNode event) {
        received++;
        String operation = event.get("op").textValue();
        long key = event.get("key").get("id").longValue();
        if (!topic.equals("orders/" + pastTense(operation) + "/" + key)) {
            problems.add("on " + topic + ": " + event);
        }
        JsonNode row = event.get(operation.equals("delete") ? "before" : "after");
        String text = operation + " " + row.get("customer_name").textValue();
        events.add(new Event(key, text, event.get("version").textValue()));
    }

    private static String pastTense(String operation) {
        return operation.endsWith("e") ? operation + "d" : operation + "ed";
    }

    private static @Nullable String version(Mqtt5Publish message) {
        return message.getUserProperties().asList().stream()
                .filter(property -> property.getName().toString().equals("version"))
                .map(property -> property.getValue().toString())
                .findFirst()
                .orElse(null);
    }

    void awaitEvent(Duration limit, long key) {
        Awaitility.await("the event of order " + key)
                .atMost(limit)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> hasEvent(key));
    }

    private synchronized boolean hasEvent(long key) {
        for (int i = events.size() - 1; i >= 0; i--) {
            if (events.get(i).key() == key) {
                return true;
            }
        }
        return false;
    }

    /** In the order of their arrival, with repetitions, since the last {@link #forgetEvents}. */
    synchronized List<Event> events() {
        return List.copyOf(events);
    }

    synchronized void forgetEvents() {
        events.clear();
    }

    /** How many events came since the beginning. */
    synchronized long received() {
        return received;
    }

    /** What a consumer of state has that drops every version that is not above the last of the same topic. */
    synchronized Map<String, String> state() {
        Map<String, String> state = new TreeMap<>();
        states.forEach((topic, last) -> {
            if (!last.payload().isEmpty()) {
                state.put(topic, last.payload());
            }
        });
        return state;
    }

    /** Every gap that was ever announced. */
    synchronized Set<String> gaps() {
        return Set.copyOf(gaps);
    }

    /** What made no sense. */
    synchronized List<String> problems() {
        return List.copyOf(problems);
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // nothing depends on a good end
    public void close() {
        client.disconnect();
    }
}
