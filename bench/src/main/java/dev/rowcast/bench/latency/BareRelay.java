package dev.rowcast.bench.latency;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.github.shyiko.mysql.binlog.BinaryLogClient;
import com.github.shyiko.mysql.binlog.event.Event;
import com.github.shyiko.mysql.binlog.event.UpdateRowsEventData;
import com.github.shyiko.mysql.binlog.event.WriteRowsEventData;
import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Semaphore;

/**
 * The least that there can be between binlog and broker: the connector as it comes, and for each row that it reads one prepared
 * message as long as an event of Rowcast's, with the row's quantity put in. Arguments: the database's port, the broker's port. It
 * ends when it is ended.
 */
public final class BareRelay {
    private static final String LOOPBACK = "127.0.0.1";
    private static final int SERVER_ID = 65_001;
    private static final int MOST_IN_FLIGHT = 1_000;
    private static final String TOPIC = "orders/updated/1";
    private static final int QUANTITY_COLUMN = 3;
    private static final int QUANTITY_DIGITS = 10;
    private static final int EVENT_BYTES = 800;

    private final Mqtt5AsyncClient mqtt;
    private final Semaphore window = new Semaphore(MOST_IN_FLIGHT);
    private final byte[] prepared =
            (" ".repeat(EVENT_BYTES) + "\"quantity\":" + "0".repeat(QUANTITY_DIGITS)).getBytes(US_ASCII);

    private BareRelay(int brokerPort) {
        mqtt = MqttClient.builder()
                .useMqttVersion5()
                .serverHost(LOOPBACK)
                .serverPort(brokerPort)
                .buildAsync();
        mqtt.toBlocking().connect();
    }

    public static void main(String[] arguments) throws Exception {
        BareRelay relay = new BareRelay(Integer.parseInt(arguments[1]));
        BinaryLogClient binlog = new BinaryLogClient(LOOPBACK, Integer.parseInt(arguments[0]), "rowcast", "rowcast");
        binlog.setServerId(SERVER_ID);
        binlog.registerEventListener(relay::relay);
        binlog.connect();
    }

    private void relay(Event event) {
        if (event.getData() instanceof UpdateRowsEventData update) {
            update.getRows().forEach(row -> publish(row.getValue()));
        } else if (event.getData() instanceof WriteRowsEventData insert) {
            insert.getRows().forEach(this::publish);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what does not arrive is missed by the subscriber
    private void publish(Serializable[] row) {
        byte[] payload = Arrays.copyOf(prepared, prepared.length);
        long quantity = Integer.toUnsignedLong((Integer) row[QUANTITY_COLUMN]);
        byte[] digits = String.format(Locale.ROOT, "%010d", quantity).getBytes(US_ASCII);
        System.arraycopy(digits, 0, payload, payload.length - QUANTITY_DIGITS, QUANTITY_DIGITS);
        window.acquireUninterruptibly();
        mqtt.publishWith()
                .topic(TOPIC)
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(payload)
                .send()
                .thenRun(window::release);
    }
}
