package dev.rowcast.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.datatypes.Mqtt5UserProperties;
import com.hivemq.client.mqtt.mqtt5.datatypes.Mqtt5UserProperty;
import dev.rowcast.change.Operation;
import dev.rowcast.change.Row;
import dev.rowcast.change.StreamItem.RowChange;
import dev.rowcast.change.TableId;
import dev.rowcast.change.Value;
import dev.rowcast.http.OrdersUnavailableException;
import dev.rowcast.message.ChangeMessages;
import dev.rowcast.message.Message;
import dev.rowcast.message.MessageMapper;
import dev.rowcast.message.RetainMode;
import dev.rowcast.message.TopicTemplate;
import dev.rowcast.message.Version;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Publishes the changes of {@link InMemoryOrders} with the product's own topics and payloads, in the relay's place. */
public final class OrderPublisher implements AutoCloseable {
    private static final TableId TABLE = new TableId("shop", "orders");

    private final MessageMapper mapper = new MessageMapper(
            TopicTemplate.parse("orders/{event}/{key}"), TopicTemplate.parse("orders/state/{key}"), RetainMode.STATE);
    private final InMemoryOrders orders;
    private final Mqtt5BlockingClient client;

    public OrderPublisher(int brokerPort, InMemoryOrders orders) {
        this.orders = orders;
        this.client = Mqtt5Client.builder()
                .serverHost("127.0.0.1")
                .serverPort(brokerPort)
                .simpleAuth()
                .username(TestingMosquitto.USERNAME)
                .password(TestingMosquitto.PASSWORD.getBytes(UTF_8))
                .applySimpleAuth()
                .buildBlocking();
        client.connect();
        orders.onChange(this::publish);
    }

    /** Says that MySQL is being read. */
    public void online() {
        info("streaming", null);
        publish("rowcast/status", "online", true, null);
    }

    /** Says that MySQL is not being read, and why. */
    public void offline(String reason) {
        info("reconnecting", reason);
        publish("rowcast/status", "offline", true, null);
    }

    public void info(String phase, @Nullable String reason) {
        info(phase, reason, "");
    }

    /**
     * Says in which phase Rowcast is.
     *
     * @param scan how far the reading of the table is, as a JSON object; empty for none under way
     */
    public void info(String phase, @Nullable String reason, String scan) {
        String json = "{\"version\":\"0.1.0\",\"phase\":\"" + phase + "\",\"reason\":"
                + (reason == null ? "null" : "\"" + reason + "\"")
                + ",\"tables\":[{\"schema\":\"shop\",\"table\":\"orders\",\"rows\":5}],\"position\":null,\"lag_ms\":3,"
                + "\"started_at\":\"2026-11-20T09:00:00Z\",\"progress\":[" + scan + "],\"gaps\":0,\"last_gap\":null}";
        publish("rowcast/info", json, true, null);
    }

    /** Publishes any message. */
    public void publish(String topic, String payload, boolean retained, @Nullable String version) {
        publish(new Message(topic, payload.getBytes(UTF_8), retained, version, null));
    }

    /** Tells of the last change, for orders that no longer do so themselves; it was an update. */
    public void publishLast(BigInteger id, InMemoryOrders changed) throws OrdersUnavailableException {
        Row row = changed.find(id).orElseThrow();
        publish(id, row, row);
    }

    @Override
    public void close() {
        client.disconnect();
    }

    private void publish(BigInteger id, @Nullable Row before, @Nullable Row after) {
        Operation operation = before == null ? Operation.INSERT : after == null ? Operation.DELETE : Operation.UPDATE;
        Value keyValue = id.bitLength() < 64 ? new Value.Int(id.longValue()) : new Value.BigInt(id);
        Row key = new Row(List.of("id"), List.of(keyValue));
        RowChange change = new RowChange(TABLE, operation, key, before, after, orders.lastSource());
        String version = Version.of(InMemoryOrders.EPOCH, change.source());
        ChangeMessages messages = mapper.messages(change, version);
        publish(requireNonNull(messages.state()));
        messages.events().forEach(this::publish);
    }

    private void publish(Message message) {
        Mqtt5UserProperties properties = message.version() == null
                ? Mqtt5UserProperties.of()
                : Mqtt5UserProperties.of(Mqtt5UserProperty.of("version", message.version()));
        client.publishWith()
                .topic(message.topic())
                .payload(message.payload())
                .qos(MqttQos.AT_LEAST_ONCE)
                .retain(message.retained())
                .userProperties(properties)
                .send();
    }
}
