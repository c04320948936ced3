package dev.rowcast.bench.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.datatypes.Mqtt5UserProperties;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PayloadFormatIndicator;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import dev.rowcast.bench.rig.WindowedPublisher;
import java.net.URI;

/**
 * The state of so many rows, from memory: the same client, set up as Rowcast sets it up, the same window, topics, properties, and
 * rows of the same length. Arguments: the broker, the rows. It stays connected until it is ended.
 */
public final class StateFlood {
    private static final Mqtt5UserProperties PROPERTIES = Mqtt5UserProperties.builder()
            .add("version", "019ea3d7c1b4-00000003-0000003dce-00000001")
            .build();
    private static final String ROW_BEFORE_ID = "{\"id\":";
    private static final String ROW_BEHIND_ID =
            """
            ,"customer_name":"Customer 123456","product_name":"Product 123","quantity":0,"total":"19.90","status":"pending",\
            "created_at":"2026-11-20T09:12:00.123Z","updated_at":"2026-11-20T09:14:31.001Z"}""";

    private StateFlood() {}

    public static void main(String[] arguments) throws Exception {
        WindowedPublisher publisher =
                WindowedPublisher.connect(URI.create(arguments[0]), WindowedPublisher.Reads.AT_ONCE);
        int rows = Integer.parseInt(arguments[1]);
        for (int id = 1; id <= rows; id++) {
            publisher.publish(state(id));
        }
        publisher.drain();
    }

    private static Mqtt5Publish state(int id) {
        return Mqtt5Publish.builder()
                .topic("orders/state/" + id)
                .qos(MqttQos.AT_LEAST_ONCE)
                .retain(true)
                .payload((ROW_BEFORE_ID + id + ROW_BEHIND_ID).getBytes(UTF_8))
                .payloadFormatIndicator(Mqtt5PayloadFormatIndicator.UTF_8)
                .contentType("application/json")
                .userProperties(PROPERTIES)
                .build();
    }
}
