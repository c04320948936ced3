package dev.rowcast.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.datatypes.MqttTopic;
import com.hivemq.client.mqtt.datatypes.MqttTopicFilter;
import com.hivemq.client.mqtt.datatypes.MqttUtf8String;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import dev.rowcast.broker.EmbeddedBroker;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** An anonymous MQTT 5 client that records all it gets, in order, at QoS 1. It does not reconnect. Any thread. */
public final class TestingSubscriber implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String EVENT = "[^/]+/(inserted|updated|deleted)/.+";
    private static final ObjectMapper JSON = new ObjectMapper();

    static {
        // a test with the embedded broker may follow in this JVM
        EmbeddedBroker.prepareNetty();
    }

    private final Mqtt5AsyncClient client;
    private final List<Received> received = new ArrayList<>();

    /**
     * One message.
     *
     * @param version from the user properties
     * @param committedAt from the user properties
     * @param properties all user properties
     * @param contentType empty where there is none
     */
    public record Received(
            String topic,
            String payload,
            boolean retained,
            @Nullable String version,
            @Nullable String committedAt,
            Map<String, String> properties,
            String contentType) {

        public boolean isEvent() {
            return topic.matches(EVENT);
        }

        public boolean isState() {
            return topic.contains("/state/");
        }

        public JsonNode json() {
            try {
                return JSON.readTree(payload);
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException(payload, e);
            }
        }

        /** An event's own. */
        public String eventVersion() {
            return json().get("version").textValue();
        }
    }

    private TestingSubscriber(URI broker) {
        client = MqttClient.builder()
                .useMqttVersion5()
                .serverHost(broker.getHost())
                .serverPort(broker.getPort())
                .buildAsync();
    }

    /** Returns when the broker has accepted the subscriptions. */
    public static TestingSubscriber connect(URI broker, String... filters) {
        TestingSubscriber subscriber = new TestingSubscriber(broker);
        try {
            subscriber.client.publishes(MqttGlobalPublishFilter.ALL, subscriber::take);
            completed(subscriber.client.connect());
            for (String filter : filters) {
                subscriber.subscribe(filter);
            }
            return subscriber;
        } catch (RuntimeException | Error e) {
            subscriber.close();
            throw e;
        }
    }

    /** What the broker retains under the filter, topic by topic, as a client sees it that has just come. */
    public static Map<String, String> retained(URI broker, String filter) {
        try (TestingSubscriber fresh = connect(broker, filter, "rowcast/status")) {
            // Brokers send what they retain in the order of the subscriptions.
            fresh.await("the broker has sent all", message -> message.topic().equals("rowcast/status"));
            Map<String, String> last = fresh.last();
            last.keySet().removeIf(topic -> !MqttTopicFilter.of(filter).matches(MqttTopic.of(topic)));
            return last;
        }
    }

    private void subscribe(String filter) {
        completed(client.subscribeWith()
                .topicFilter(filter)
                .qos(MqttQos.AT_LEAST_ONCE)
                .send());
    }

    private synchronized void take(Mqtt5Publish message) {
        received.add(new Received(
                message.getTopic().toString(),
                new String(message.getPayloadAsBytes(), UTF_8),
                message.isRetain(),
                properties(message).get("version"),
                properties(message).get("committed_at"),
                properties(message),
                message.getContentType().map(MqttUtf8String::toString).orElse("")));
    }

    private static Map<String, String> properties(Mqtt5Publish message) {
        Map<String, String> properties = new TreeMap<>();
        message.getUserProperties()
                .asList()
                .forEach(property -> properties.put(
                        property.getName().toString(), property.getValue().toString()));
        return properties;
    }

    /** Everything so far, in order. */
    public synchronized List<Received> received() {
        return List.copyOf(received);
    }

    /** The events among it. */
    public List<Received> events() {
        return received().stream().filter(Received::isEvent).toList();
    }

    /** The last message of each topic; without those that were cleared. */
    public Map<String, String> last() {
        Map<String, String> last = new TreeMap<>();
        received().forEach(message -> last.put(message.topic(), message.payload()));
        last.values().removeIf(String::isEmpty);
        return last;
    }

    /** What a consumer of events has at the end that drops every version not above the last one of the same key. */
    public static List<Received> withoutRepetitions(List<Received> events) {
        Map<String, String> versions = new TreeMap<>();
        List<Received> result = new ArrayList<>();
        for (Received event : events) {
            String key = event.json().get("key").toString();
            String version = event.eventVersion();
            if (version.compareTo(versions.getOrDefault(key, "")) > 0) {
                versions.put(key, version);
                result.add(event);
            }
        }
        return result;
    }

    /**
     * Each change where it came first, as GTID and row tell it. Behind a failover what was not acknowledged before comes again
     * with versions of the new server's history.
     */
    public static List<Received> firstOfEachChange(List<Received> events) {
        Set<String> seen = new HashSet<>();
        return events.stream()
                .filter(event -> seen.add(event.json().at("/source/gtid").textValue() + " "
                        + event.json().at("/source/row").longValue()))
                .toList();
    }

    /** Waits for a message, come or still to come. */
    public Received await(String what, Predicate<Received> condition) {
        return await(LIMIT, what, condition);
    }

    /** As {@link #await(String, Predicate)}, with a limit of the caller's own. */
    public Received await(Duration limit, String what, Predicate<Received> condition) {
        try {
            return Awaitility.await(what)
                    .atMost(limit)
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> received().stream().filter(condition).findFirst(), java.util.Optional::isPresent)
                    .orElseThrow();
        } catch (org.awaitility.core.ConditionTimeoutException e) {
            throw new AssertionError(e.getMessage() + "; last of " + received().size() + ": " + tail(), e);
        }
    }

    private List<Received> tail() {
        List<Received> all = received();
        return all.subList(Math.max(0, all.size() - 10), all.size());
    }

    private static <T> T completed(CompletableFuture<T> future) {
        try {
            return future.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // nothing depends on a good end
    public void close() {
        client.disconnect();
    }
}
