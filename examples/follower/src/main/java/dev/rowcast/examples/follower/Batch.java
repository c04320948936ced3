package dev.rowcast.examples.follower;

import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.util.List;

/** Messages that came together, to be acknowledged together. The follower's thread. */
public final class Batch {
    private final List<Mqtt5Publish> messages;
    private final List<Change> changes;

    Batch(List<Mqtt5Publish> messages, List<Change> changes) {
        this.messages = List.copyOf(messages);
        this.changes = List.copyOf(changes);
    }

    /** In the order of their arrival; none if nothing came, or nothing that says something of a row. */
    public List<Change> changes() {
        return changes;
    }

    /** Tells the broker that they are safe with us; to be called once. Only then it sends more than the receive maximum. */
    public void acknowledge() {
        messages.forEach(Mqtt5Publish::acknowledge);
    }
}
