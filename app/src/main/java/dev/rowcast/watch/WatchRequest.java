package dev.rowcast.watch;

import static java.util.Objects.requireNonNull;

import dev.rowcast.change.TableId;
import dev.rowcast.config.TransportSettings;
import dev.rowcast.message.MessageMapper;
import dev.rowcast.mqtt.BrokerAddress;
import dev.rowcast.mqtt.MqttSubscriber;
import java.util.List;

/**
 * What to watch.
 *
 * @param broker without a Last Will
 * @param mapper knows the table's topics
 * @param conditions that rows have to meet, one each, as {@code column=value} or a word
 */
public record WatchRequest(
        BrokerAddress broker,
        TransportSettings transport,
        TableId table,
        MessageMapper mapper,
        List<String> conditions) {
    public WatchRequest {
        requireNonNull(broker, "broker is null");
        requireNonNull(transport, "transport is null");
        requireNonNull(table, "table is null");
        requireNonNull(mapper, "mapper is null");
        conditions = List.copyOf(conditions);
    }

    MqttSubscriber subscriber() {
        return new MqttSubscriber(broker, transport);
    }

    WatchedTopics topics() {
        return WatchedTopics.of(table, mapper);
    }

    Filter filter() {
        return Filter.of(conditions);
    }
}
