package dev.rowcast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.change.Operation;
import dev.rowcast.change.Row;
import dev.rowcast.change.TableId;
import dev.rowcast.change.Value;
import dev.rowcast.relay.Broadcast;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
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
                new TableId("shop", "orders"),
                Operation.DELETE,
                new Row(List.of("id"), List.of(new Value.Int(id))),
                "v" + id,
                new byte[0]);
    }
}
