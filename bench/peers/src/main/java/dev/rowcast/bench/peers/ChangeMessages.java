package dev.rowcast.bench.peers;

import com.hivemq.client.mqtt.mqtt5.datatypes.Mqtt5UserProperties;
import dev.rowcast.bench.peers.Change.Operation;
import org.jspecify.annotations.Nullable;

/** Publishes what Rowcast would: the row's state, retained, then the event. One thread. */
record ChangeMessages(Place place, Payloads payloads, Publisher publisher) {

    ChangeMessages(Place place, Publisher publisher) {
        this(place, new Payloads(place), publisher);
    }

    /** A row that the snapshot has read has no event. */
    void publish(Change change) throws InterruptedException {
        String version = place.version(change.source());
        publisher.publish(
                change.table() + "/state/" + change.id(),
                Payloads.state(change.after()),
                true,
                properties(change, version));
        if (change.operation() != Operation.READ) {
            publisher.publish(
                    change.table() + '/' + change.operation().event() + '/' + change.id(),
                    payloads.event(change, version),
                    false,
                    null);
        }
    }

    /** What state carries; null where it is cleared. */
    private @Nullable Mqtt5UserProperties properties(Change change, String version) {
        if (change.after() == null) {
            return null;
        }
        return Mqtt5UserProperties.builder()
                .add("version", version)
                .add("committed_at", place.committedAt(change.source()))
                .build();
    }
}
