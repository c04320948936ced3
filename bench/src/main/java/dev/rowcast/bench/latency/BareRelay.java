package dev.rowcast.bench.latency;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.github.shyiko.mysql.binlog.BinaryLogClient;
import com.github.shyiko.mysql.binlog.event.Event;
import com.github.shyiko.mysql.binlog.event.UpdateRowsEventData;
import com.github.shyiko.mysql.binlog.event.WriteRowsEventData;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import dev.rowcast.bench.rig.WindowedPublisher;
import java.io.Serializable;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;

/**
 * The least that there can be between binlog and broker: the connector as it comes, and for each row that it reads one prepared
 * message as long as an event of Rowcast's, with the row's quantity put in. Arguments: the database's port, the broker. It
 * ends when it is ended.
 */
public final class BareRelay {
    private static final String LOOPBACK = "127.0.0.1";
    private static final int SERVER_ID = 65_001;
    private static final String TOPIC = "orders/updated/1";
    private static final int QUANTITY_COLUMN = 3;
    private static final int QUANTITY_DIGITS = 10;
    private static final int EVENT_BYTES = 800;

    private final WindowedPublisher publisher;
    private final byte[] prepared =
            (" ".repeat(EVENT_BYTES) + "\"quantity\":" + "0".repeat(QUANTITY_DIGITS)).getBytes(US_ASCII);

    private BareRelay(WindowedPublisher publisher) {
        this.publisher = publisher;
    }

    public static void main(String[] arguments) throws Exception {
        BareRelay relay =
                new BareRelay(WindowedPublisher.connect(URI.create(arguments[1]), WindowedPublisher.Reads.AT_ONCE));
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

    private void publish(Serializable[] row) {
        byte[] payload = Arrays.copyOf(prepared, prepared.length);
        long quantity = Integer.toUnsignedLong((Integer) row[QUANTITY_COLUMN]);
        byte[] digits = String.format(Locale.ROOT, "%010d", quantity).getBytes(US_ASCII);
        System.arraycopy(digits, 0, payload, payload.length - QUANTITY_DIGITS, QUANTITY_DIGITS);
        publisher.publish(Mqtt5Publish.builder()
                .topic(TOPIC)
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(payload)
                .build());
    }
}
