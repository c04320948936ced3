package dev.rowcast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.change.Operation;
import dev.rowcast.change.TableId;
import dev.rowcast.relay.Broadcast;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

final class LastEventTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    private final LastEvent last = new LastEvent(InstantSource.fixed(NOW));

    @Test
    void knowsNoChangeBeforeTheFirst() {
        assertThat(last.change()).isNull();
    }

    @Test
    void keepsTheLast() {
        last.published(event(7));
        last.published(event(8));

        assertThat(last.change()).isEqualTo(new Vitals.LastChange("orders", "8", "deleted", NOW));
    }

    private static Broadcast.Event event(long id) {
        return new Broadcast.Event(
                new TableId("shop", "orders"), Operation.DELETE, Long.toString(id), "v" + id, new byte[0]);
    }
}
